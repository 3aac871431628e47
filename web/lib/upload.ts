/** One file that goes with a form: sent in parts as soon as it is chosen, part by part again where the line drops. */
import { useEffect, useRef, useState } from 'react'
import { addFilePart, beginFile, filesProblem, finishFile } from '../../features/files/contract.ts'
import { isFileName, MOST_FILE_BYTES, unfitFromStart } from '../../pure/files/kind.ts'
import { allWords } from './all-words.ts'
import { call } from './api.ts'
import { ApiProblem } from './api-problem.ts'

/** Tried so often before its person is asked. */
const TRIES = 3
const PAUSE_MS = 1_500

export interface KeptFile {
  id: string
  name: string
}

export interface Upload {
  /** What goes with the form; null: nothing, or it is not all here yet. */
  file: KeptFile | null
  /** On its way: what, and how much of it is here, 0 to 100. */
  sending: { name: string; percent: number } | undefined
  /** Why it does not go on; with `again` where another try may help. */
  problem: ApiProblem | undefined
  choose: (chosen: File) => void
  /** Goes on where the line dropped. */
  again: (() => void) | undefined
  /** Stops what is on its way, or leaves out what is here. */
  leaveOut: () => void
}

/** `kept`: the file that the form's thing has already. */
export function useUpload(kept: KeptFile | null = null): Upload {
  const [file, setFile] = useState(kept)
  const [sending, setSending] = useState<Upload['sending']>(undefined)
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const [stuck, setStuck] = useState<Way | undefined>(undefined)
  const way = useRef<Way | undefined>(undefined)
  useEffect(() => () => way.current?.stop.abort(), [])

  const go = (on: Way) => {
    way.current?.stop.abort()
    const mine = { ...on, stop: new AbortController() }
    way.current = mine
    setProblem(undefined)
    setStuck(undefined)
    setFile(null)
    const told = (percent: number) => {
      if (way.current === mine) setSending({ name: mine.chosen.name, percent })
    }
    told(0)
    void bring(mine, told)
      .then(
        (here) => {
          if (way.current === mine) setFile(here)
        },
        (error: unknown) => {
          if (way.current !== mine || mine.stop.signal.aborted) return
          if (!(error instanceof ApiProblem)) throw error
          setProblem(error)
          // Where no answer came: the parts that are here stay here.
          setStuck(error.status === 0 ? mine : undefined)
        },
      )
      .finally(() => {
        if (way.current === mine) setSending(undefined)
      })
  }
  return {
    file,
    sending,
    problem,
    choose: (chosen) => go({ chosen, stop: new AbortController(), begun: undefined }),
    again: stuck && (() => go(stuck)),
    leaveOut: () => {
      way.current?.stop.abort()
      way.current = undefined
      setFile(null)
      setSending(undefined)
      setProblem(undefined)
      setStuck(undefined)
    },
  }
}

/** How far a file is. */
interface Way {
  chosen: File
  stop: AbortController
  begun: { fileId: string; partBytes: number; next: number } | undefined
}

async function bring(way: Way, told: (percent: number) => void): Promise<KeptFile> {
  const { chosen } = way
  await refuseBeforehand(chosen)
  const { signal } = way.stop
  way.begun ??= {
    ...(await patiently(signal, () =>
      call(beginFile, { body: { name: chosen.name, bytes: chosen.size } }, { signal }),
    )),
    next: 0,
  }
  const { fileId, partBytes } = way.begun
  const parts = Math.ceil(chosen.size / partBytes)
  while (way.begun.next < parts) {
    const position = way.begun.next
    const part = chosen.slice(position * partBytes, (position + 1) * partBytes)
    const content = await inBase64(part)
    await patiently(signal, () =>
      call(addFilePart, { params: { fileId, position }, body: { content } }, { signal }),
    )
    way.begun.next = position + 1
    told(Math.floor((way.begun.next / parts) * 100))
  }
  const { id, name } = await patiently(signal, () => call(finishFile, { params: { fileId } }, { signal }))
  return { id, name }
}

/** What is seen here needs no sending: the same reasons as the server has. */
async function refuseBeforehand(chosen: File): Promise<void> {
  const first = new Uint8Array(await chosen.slice(0, 4096).arrayBuffer())
  const unfit = unfitFromStart(chosen.name, first)
  const code: keyof typeof filesProblem.codes | undefined =
    chosen.size === 0
      ? 'files.empty'
      : chosen.size > MOST_FILE_BYTES
        ? undefined // The server says it, and it is on record.
        : isFileName(chosen.name) && unfit === 'unknown'
          ? 'files.unknown'
          : undefined
  if (code === undefined) return
  await allWords().catch(() => undefined)
  throw new ApiProblem(code, filesProblem.codes[code])
}

/** Once more where no answer came, after a pause. */
async function patiently<T>(signal: AbortSignal, doing: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await doing()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 0 || tried === TRIES || signal.aborted)
        throw error
      await new Promise((done) => setTimeout(done, PAUSE_MS * tried))
    }
  }
}

/** RFC 4648 §4. */
function inBase64(part: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => done((reader.result as string).replace(/^[^,]*,/, '')))
    reader.addEventListener('error', () => fail(new ApiProblem('files.part_wrong', 409)))
    reader.readAsDataURL(part)
  })
}

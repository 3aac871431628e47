/**
 * What one line of an export says by itself: form, leaf, openings. Nothing here knows of other lines, so that lines can be
 * read by several threads at once and taken by the verifier in their order afterwards.
 */
import { readBase64 } from '../merkle/base64.ts'
import { HASH_BYTES, type Primitives } from '../merkle/primitives.ts'
import { readSize } from '../merkle/size.ts'
import { type GivenTo, MOST_LINE_BYTES } from './export-line.ts'
import type { Place, Problem } from './findings.ts'
import { readEntry } from './read-entry.ts'
import { isRecord, readJson } from './sealed-event.ts'
import { isWrittenOnce } from './written-once.ts'

/** A finding but for the number of the line, which stands as `{line}` in its text. */
export interface Fault extends Place {
  problem: Problem
  text: string
}

/** Whole entries that follow one another and are of one clinic. */
export interface EntriesRead {
  type: 'entries'
  /** Leaf number of the first. */
  first: number
  /** 32 bytes each. */
  leaves: Uint8Array
  /** What the bytes of the one entry hash to, where that is not the leaf that stands beside them. */
  changed?: Uint8Array
  /** Of the first. */
  eventId?: string
  at?: string
  /** When the last happened. */
  lastAt?: string
  clinic?: string
  /** Personal fields whose openings hold. */
  opened: number
  /** Personal fields without an opening. */
  closed: number
  /** Entries of which only the leaf is there. */
  erased: number
  /** Number of the last entry that tells of rows erased by keeping times. */
  lastErasing?: number
  /** Number of the first that only a leaf is there of, after that. */
  firstErased?: number
  /** The signed note that the log goes on from, as the entry says that tells of it. */
  reopened?: string
}

export const placeOf = ({ first, eventId, at }: EntriesRead): Place => ({ index: first, eventId, at })

/** An entry with its own proof. */
export interface ProvedRead {
  type: 'proved'
  entry: EntriesRead
  size: number
  proof: readonly Uint8Array[]
}

export type Read = (
  | EntriesRead
  | ProvedRead
  | { type: 'log'; origin: string; vkey: string; continues?: string; continued?: string }
  | {
      type: 'checkpoint'
      note: string
      consistency: readonly Uint8Array[] | undefined
      given: readonly GivenTo[]
    }
  | { type: 'end'; entries: number }
  /** An entry of which not even the leaf is known, or a line that is none. */
  | { type: 'nothing'; isEntry: boolean }
) & {
  /** How many lines it covers. */
  lines: number
  faults: readonly Fault[]
}

/** No tree of sizes below 2^53 needs more. */
const MOST_HASHES = 64

const nothing = (problem: Problem, text: string, place: Place = {}, isEntry = false): Read => ({
  type: 'nothing',
  isEntry,
  lines: 1,
  faults: [{ ...place, problem, text }],
})

export const tooLong = (): Read =>
  nothing('line_too_long', `Line {line} is longer than ${MOST_LINE_BYTES} bytes: no line of an export is.`)

export const notText = (): Read =>
  nothing('line_unreadable', 'Line {line} is not text (UTF-8): the file was damaged, or is no export.')

/** Throws nothing, whatever the line. `text` is without its LF. */
export function readLine(primitives: Primitives, text: string): Read {
  const line = readJson(text)
  if (!isRecord(line))
    return nothing(
      'line_unreadable',
      'Line {line} is not one JSON object: the file was damaged, or is no export of the log.',
    )
  if (!isWrittenOnce(text, line))
    return nothing(
      'line_unreadable',
      'Line {line} says one thing twice, so that two programs could read it differently: it was changed.',
      {},
      line['type'] === 'entry',
    )
  switch (line['type']) {
    case 'entry':
      return readEntryLine(primitives, line)
    case 'checkpoint':
      return readCheckpointLine(line)
    case 'log': {
      const { origin, vkey, continues, continued } = line
      if (typeof origin !== 'string' || typeof vkey !== 'string' || origin === '')
        return nothing('line_unreadable', 'Line {line} begins a log, and lacks its origin or its key (vkey).')
      return {
        type: 'log',
        origin,
        vkey,
        ...(continues !== undefined && { continues: typeof continues === 'string' ? continues : '' }),
        ...(typeof continued === 'string' && { continued }),
        lines: 1,
        faults: [],
      }
    }
    case 'end': {
      const entries = typeof line['entries'] === 'string' ? readSize(line['entries']) : undefined
      if (entries === undefined)
        return nothing(
          'number_wrong',
          'Line {line} ends the file, and its number of entries is no number below 2^53.',
        )
      return { type: 'end', entries, lines: 1, faults: [] }
    }
    default:
      return nothing('line_unknown', 'Line {line} is neither log, entry, checkpoint nor end.')
  }
}

function readEntryLine(primitives: Primitives, line: Readonly<Record<string, unknown>>): Read {
  const index = typeof line['index'] === 'string' ? readSize(line['index']) : undefined
  if (index === undefined)
    return nothing(
      'number_wrong',
      'The index of the entry in line {line} is no decimal number below 2^53.',
      {},
      true,
    )
  const { entry, faults } = readEntry(primitives, index, line)
  if (entry === undefined) return { type: 'nothing', isEntry: true, lines: 1, faults }
  if (line['proof'] === undefined && line['size'] === undefined) return { ...entry, lines: 1, faults }
  const place = { index, eventId: entry.eventId, at: entry.at }
  const size = typeof line['size'] === 'string' ? readSize(line['size']) : undefined
  if (size === undefined)
    return nothing(
      'number_wrong',
      `The size that entry ${index} is proved against is no number below 2^53.`,
      place,
      true,
    )
  const proof = readHashes(line['proof'])
  if (proof === undefined)
    return nothing(
      'base64_wrong',
      `The proof of entry ${index} is not a list of hashes in canonical base64.`,
      place,
      true,
    )
  return { type: 'proved', entry, size, proof, lines: 1, faults }
}

function readCheckpointLine({ note, consistency, given }: Readonly<Record<string, unknown>>): Read {
  if (typeof note !== 'string')
    return nothing('checkpoint_unreadable', 'The checkpoint in line {line} has no note.')
  const hashes = consistency === undefined ? undefined : readHashes(consistency)
  if (consistency !== undefined && hashes === undefined)
    return nothing(
      'base64_wrong',
      'The proof of the checkpoint in line {line} is not a list of hashes in canonical base64.',
    )
  return {
    type: 'checkpoint',
    note,
    consistency: hashes,
    given: Array.isArray(given) ? given.filter(isGiven) : [],
    lines: 1,
    faults: [],
  }
}

function isGiven(value: unknown): value is GivenTo {
  if (!isRecord(value)) return false
  return [value['kind'], value['name'], value['at']].every((said) => typeof said === 'string')
}

function readHashes(value: unknown): Uint8Array[] | undefined {
  if (!Array.isArray(value) || value.length > MOST_HASHES) return undefined
  const hashes: Uint8Array[] = []
  for (const text of value as unknown[]) {
    const hash = typeof text === 'string' ? readBase64(text) : undefined
    if (hash?.length !== HASH_BYTES) return undefined
    hashes.push(hash)
  }
  return hashes
}

/** Puts entries that follow one another into one, so that a thread has little to hand over. */
export function joinReads(reads: readonly Read[]): Read[] {
  const joined: Read[] = []
  let run: { whole: EntriesRead; leaves: Uint8Array[]; lines: number } | undefined
  const flush = () => {
    if (!run) return
    const leaves = new Uint8Array(run.leaves.length * HASH_BYTES)
    run.leaves.forEach((leaf, at) => leaves.set(leaf, at * HASH_BYTES))
    joined.push({ ...run.whole, leaves, lines: run.lines, faults: [] })
    run = undefined
  }
  for (const read of reads) {
    const isPlain =
      read.type === 'entries' &&
      read.faults.length === 0 &&
      read.changed === undefined &&
      read.reopened === undefined
    if (!isPlain) {
      flush()
      joined.push(read)
      continue
    }
    const follows =
      run?.whole.clinic === read.clinic && run?.whole.first === read.first - (run?.leaves.length ?? 0)
    if (!run || !follows) {
      flush()
      run = { whole: { ...read }, leaves: [read.leaves], lines: read.lines }
      continue
    }
    run.leaves.push(read.leaves)
    run.lines += read.lines
    run.whole.opened += read.opened
    run.whole.closed += read.closed
    run.whole.erased += read.erased
    if (read.lastAt !== undefined) run.whole.lastAt = read.lastAt
    if (read.lastErasing !== undefined) {
      run.whole.lastErasing = read.lastErasing
      delete run.whole.firstErased
    }
    if (read.firstErased !== undefined) run.whole.firstErased ??= read.firstErased
  }
  flush()
  return joined
}

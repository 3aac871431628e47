/** Finds a key and checkpoints in whatever was kept: pasted text, a file, a whole mail however a mail program wrote it. */
import { readVerifierKey } from '../merkle/note.ts'
import type { Sha256 } from '../merkle/primitives.ts'
import { readSignedCheckpoint } from './kept-checkpoints.ts'
import { textsOf } from './saved-mail.ts'

/** No key or line of a checkpoint is longer. */
const MOST_LENGTH = 2_000

/** Verifier keys, C2SP signed-note. Each once. */
export function keysIn(sha256: Sha256, saved: Uint8Array | string): string[] {
  const found = new Set<string>()
  for (const text of textsOf(saved))
    for (const [word] of text.matchAll(/\S+/g)) {
      const key = keyOf(word)
      if (key !== undefined && readVerifierKey(sha256, key)) found.add(key)
    }
  return [...found]
}

/** Of a word that may stand in quotes or brackets, or end a sentence. */
function keyOf(word: string): string | undefined {
  if (word.length > MOST_LENGTH) return undefined
  const [name = '', id = '', ...rest] = word.replace(/^[<>("“'*[]+/, '').split('+')
  const key = /^[A-Za-z0-9+/]+={0,2}/.exec(rest.join('+'))?.[0]
  return name !== '' && /^[0-9a-f]{8}$/.test(id) && key !== undefined ? `${name}+${id}+${key}` : undefined
}

/** Signed checkpoints, C2SP tlog-checkpoint, as notes. Each once. */
export function checkpointsIn(saved: Uint8Array | string): string[] {
  const notes = textsOf(saved).flatMap(checkpointsOf)
  return [...new Set(notes)].filter((note) => readSignedCheckpoint(note) !== undefined)
}

/** Lines may have been quoted, indented, broken at a space, or set apart: what was signed is put together again. */
function checkpointsOf(text: string): string[] {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => (line.length > MOST_LENGTH ? '…' : line.replaceAll(/^[\s>]+|\s+$/g, '')))
    .filter((line) => line !== '')
  const notes: string[] = []
  for (let at = 0; at + 3 < lines.length; at += 1) {
    const [origin = '', size = '', root = ''] = lines.slice(at, at + 3)
    if (!/^\d{1,16}$/.test(size) || !/^[A-Za-z0-9+/]{43}=$/.test(root) || !/^\S+$/.test(origin)) continue
    const signed = signedAfter(lines, at + 3)
    if (signed) notes.push(`${origin}\n${size}\n${root}\n${signed}`)
  }
  return notes
}

/** More lines between the root and its signatures are none of a checkpoint. */
const MOST_BETWEEN = 8
const MOST_SIGNATURES = 16

/** The rest of a note: lines between root and signatures, an empty one, the signatures. Undefined when there are none near. */
function signedAfter(lines: readonly string[], from: number): string | undefined {
  let at = from
  while (at < from + MOST_BETWEEN && lines[at]?.startsWith('—') === false) at += 1
  const between = lines.slice(from, at).map((line) => `${line}\n`)
  let signatures = ''
  for (let seen = 0; seen < MOST_SIGNATURES && lines[at]?.startsWith('—'); seen += 1) {
    let words: string[] = []
    // Broken at a space by a mail program that keeps lines short.
    for (; words.length < 3 && at < lines.length; at += 1) words.push(...(lines[at] ?? '').split(/\s+/))
    if (words.length !== 3) break
    signatures += `${words.join(' ')}\n`
  }
  return signatures === '' ? undefined : `${between.join('')}\n${signatures}`
}

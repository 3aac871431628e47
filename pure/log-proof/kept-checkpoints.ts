/** What the verifier is given apart from the file: keys, and checkpoints that somebody kept. */
import { type Checkpoint, readCheckpoint } from '../merkle/checkpoint.ts'
import { type Note, readNote, readVerifierKey, signedBy, type VerifierKey } from '../merkle/note.ts'
import { type Primitives, sameBytes } from '../merkle/primitives.ts'
import type { Problem } from './findings.ts'

export interface SignedCheckpoint extends Checkpoint {
  note: Note
}

/** Undefined for what is no signed note, or holds no checkpoint. */
export function readSignedCheckpoint(text: string): SignedCheckpoint | undefined {
  const note = readNote(text)
  const checkpoint = note && readCheckpoint(note.text)
  return note && checkpoint ? { ...checkpoint, note } : undefined
}

/** The key a log is checked with, and how it is known. */
export interface LogKey {
  known: 'given' | 'own' | 'unknown'
  key: VerifierKey
}

/** Undefined when what the file names is no key. */
export function keyOfLog(
  { sha256 }: Primitives,
  vkey: string,
  origin: string,
  given: readonly VerifierKey[],
): LogKey | undefined {
  const key = readVerifierKey(sha256, vkey)
  if (key === undefined || key.name !== origin) return undefined
  if (given.length === 0) return { known: 'own', key }
  const same = given.some(({ name, publicKey }) => name === key.name && sameBytes(publicKey, key.publicKey))
  return { known: same ? 'given' : 'unknown', key }
}

/** What is wrong with a checkpoint's signature; undefined when it holds. */
export function faultOfSignature(
  primitives: Primitives,
  { note, size }: SignedCheckpoint,
  key: VerifierKey,
): { problem: Problem; text: string } | undefined {
  const signed = signedBy(primitives, note, key)
  if (signed === 'yes') return undefined
  return signed === 'no'
    ? {
        problem: 'signature_missing',
        text: `The checkpoint of ${size} entries is not signed by the log’s key.`,
      }
    : {
        problem: 'signature_wrong',
        text: `The checkpoint of ${size} entries carries a signature that the log’s key did not make: it was changed, or forged.`,
      }
}

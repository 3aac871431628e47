/** The text of a checkpoint, C2SP tlog-checkpoint: whose tree, how large, which root. */
import { readBase64, writeBase64 } from './base64.ts'
import { HASH_BYTES } from './primitives.ts'
import { readSize } from './size.ts'

export interface Checkpoint {
  /** Names the log: the address of its page without scheme. */
  origin: string
  size: number
  root: Uint8Array
}

/** The text of the note that is signed. */
export function writeCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${writeBase64(root)}\n`
}

/** Undefined for another form, a size from 2^53 on, a root of another length, or an empty extension line. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin = '', written = '', encoded = '', ...extensions] = text.slice(0, -1).split('\n')
  const [size, root] = [readSize(written), readBase64(encoded)]
  if (origin === '' || size === undefined || root?.length !== HASH_BYTES || extensions.includes(''))
    return undefined
  return { origin, size, root }
}

/** Checkpoints by themselves: of this log, by its own key, saying what stands beside them. */
import { readCheckpoint } from '../../pure/merkle/checkpoint.ts'
import { readNote, readVerifierKey, signedBy } from '../../pure/merkle/note.ts'
import { sameBytes } from '../../pure/merkle/primitives.ts'
import type { Context } from '../../server/context.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { logSigner } from '../../server/seal/signing.ts'
import type { Found } from './found.ts'
import type { LogHead, SignedCheckpoint } from './queries.ts'

/** What is wrong with its note; undefined: it is signed by the log's own key and says what its columns say. */
export function faultOf(
  ctx: Context,
  { log, origin }: Pick<LogHead, 'log' | 'origin'>,
  { size, root, note }: Pick<SignedCheckpoint, 'size' | 'root' | 'note'>,
): Found | undefined {
  const index = Math.max(0, size - 1)
  const signed = readNote(note)
  const said = signed && readCheckpoint(signed.text)
  if (!signed || !said) return { problem: 'checkpoint_unreadable', log, index }
  // The key is derived from the clinic and the number of the log alone: under whatever origin, it is ours or it is not.
  const key = readVerifierKey(
    nodePrimitives.sha256,
    logSigner(ctx.kernel.keys, ctx.clinicId, log, said.origin).verifierKey,
  )
  const by = key ? signedBy(nodePrimitives, signed, key) : 'no'
  if (by === 'no') return { problem: 'checkpoint_foreign', log, index }
  if (by === 'wrong') return { problem: 'signature_wrong', log, index }
  if (said.origin !== origin) return { problem: 'head_changed', log, what: 'origin' }
  if (said.size !== size || !sameBytes(said.root, root))
    return { problem: 'column_changed', log, index, what: 'checkpoint' }
  return undefined
}

/** The size that a note names; undefined when it cannot be read. */
export function sizeOf(note: string): { size: number; root: Uint8Array } | undefined {
  const signed = readNote(note)
  return signed && readCheckpoint(signed.text)
}

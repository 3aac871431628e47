/** A checkpoint that leaves the house is kept for ever: whoever holds it can ask later whether the log still begins with it. */
import type { Context } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SignedCheckpoint } from './tree.ts'

/** mailbox, outsider: mailed. printed: on paper. export, proof: in a file that somebody took. */
export type WitnessKind = 'mailbox' | 'outsider' | 'export' | 'proof' | 'printed'

/** Records, inside a change, in whose hands a checkpoint of the context's clinic is from now on. */
export async function giveOut(
  tx: Writer,
  ctx: Context,
  { log, size }: Pick<SignedCheckpoint, 'log' | 'size'>,
  { kind, name }: { kind: WitnessKind; name: string },
): Promise<void> {
  await tx
    .insertInto('witness')
    .values({
      clinic_id: ctx.clinicId,
      id: newId(ctx.now),
      log,
      size: String(size),
      kind,
      name,
      at: ctx.now,
    })
    .execute()
}

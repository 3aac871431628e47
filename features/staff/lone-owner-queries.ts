/** SQL of the envelope in the safe. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export async function findEnvelope(
  tx: Reader,
  ctx: Context,
  ownerId: PersonId,
): Promise<{ place: string; sealedAt: Date } | undefined> {
  return tx
    .selectFrom('owner_envelope')
    .select(['place', 'sealed_at as sealedAt'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('owner_id', '=', ownerId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

/** Where those lay that counted until now. */
export async function endEnvelopes(tx: Writer, ctx: Context, ownerId: PersonId): Promise<string[]> {
  const rows = await tx
    .updateTable('owner_envelope')
    .set({ ended_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('owner_id', '=', ownerId)
    .where('ended_at', 'is', null)
    .returning('place')
    .execute()
  return rows.map(({ place }) => place)
}

export async function insertEnvelope(
  tx: Writer,
  ctx: Context,
  envelope: { id: string; ownerId: PersonId; place: string },
): Promise<void> {
  await tx
    .insertInto('owner_envelope')
    .values({
      clinic_id: ctx.clinicId,
      id: envelope.id,
      owner_id: envelope.ownerId,
      place: envelope.place,
      sealed_at: ctx.now,
    })
    .execute()
}

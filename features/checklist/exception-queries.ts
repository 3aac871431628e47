/** SQL of what an Owner signs off: a step that does not apply, a risk that is taken. */
import type { Exception } from '../../pure/score/score.ts'
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface SignedException {
  id: string
  step: number
  kind: Exception
  reason: string
  by: string
  signed_at: Date
  ends_at: Date
}

/** Those that stand and are not over. */
export async function listExceptions(tx: Reader, ctx: Context): Promise<SignedException[]> {
  const rows = await tx
    .selectFrom('step_exception as e')
    .innerJoin('person as p', 'p.id', 'e.signed_by')
    .select(['e.id', 'e.step', 'e.kind', 'e.reason', 'p.name as by', 'e.signed_at', 'e.ends_at'])
    .where('e.clinic_id', '=', ctx.clinicId)
    .where('e.withdrawn_at', 'is', null)
    .where('e.ends_at', '>', ctx.now)
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as Exception }))
}

/** Those that ended by themselves since then, and that no other took the place of. */
export async function listOver(
  tx: Reader,
  ctx: Context,
  since: Date,
): Promise<{ step: number; kind: Exception; endedAt: Date }[]> {
  const rows = await tx
    .selectFrom('step_exception')
    .select(['step', 'kind', 'ends_at as endedAt'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('withdrawn_at', 'is', null)
    .where('ends_at', '<=', ctx.now)
    .where('ends_at', '>', since)
    .orderBy('step')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as Exception }))
}

/** Ends what stands on a step, over or not; what it was. */
export async function endException(
  tx: Writer,
  ctx: Context,
  step: number,
): Promise<{ id: string; kind: string; reason: string; ends_at: Date } | undefined> {
  return tx
    .updateTable('step_exception')
    .set({ withdrawn_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('step', '=', step)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'kind', 'reason', 'ends_at'])
    .executeTakeFirst()
}

export async function insertException(
  tx: Writer,
  ctx: Context,
  one: { id: string; step: number; kind: Exception; reason: string; by: string; endsAt: Date },
): Promise<void> {
  await tx
    .insertInto('step_exception')
    .values({
      clinic_id: ctx.clinicId,
      id: one.id,
      step: one.step,
      kind: one.kind,
      reason: one.reason,
      signed_by: one.by,
      signed_at: ctx.now,
      ends_at: one.endsAt,
    })
    .execute()
}

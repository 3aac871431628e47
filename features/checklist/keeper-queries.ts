/** SQL of who looks after a step. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Keepers {
  step: number
  keeper_id: PersonId | null
  deputy_id: PersonId | null
  revision: number
}

export async function listKeepers(tx: Reader, ctx: Context): Promise<Keepers[]> {
  const rows = await tx
    .selectFrom('step_keeper')
    .select(['step', 'keeper_id', 'deputy_id', 'revision'])
    .where('clinic_id', '=', ctx.clinicId)
    .execute()
  return rows as Keepers[]
}

/** Undefined: somebody changed it since `seen` (0: there was none). */
export async function upsertKeepers(
  tx: Writer,
  ctx: Context,
  one: Omit<Keepers, 'revision'> & { seen: number },
): Promise<number | undefined> {
  if (one.seen === 0) {
    const made = await tx
      .insertInto('step_keeper')
      .values({ clinic_id: ctx.clinicId, step: one.step, keeper_id: one.keeper_id, deputy_id: one.deputy_id })
      .onConflict((clash) => clash.columns(['clinic_id', 'step']).doNothing())
      .returning('revision')
      .executeTakeFirst()
    return made?.revision
  }
  const row = await tx
    .updateTable('step_keeper')
    .set({ keeper_id: one.keeper_id, deputy_id: one.deputy_id, revision: one.seen + 1 })
    .where('clinic_id', '=', ctx.clinicId)
    .where('step', '=', one.step)
    .where('revision', '=', one.seen)
    .returning('revision')
    .executeTakeFirst()
  return row?.revision
}

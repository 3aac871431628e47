/** SQL of what an Owner states about a step. */
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Statement {
  step: number
  note: string
  stated_at: Date
  by: string
}

export async function listStatements(tx: Reader, ctx: Context): Promise<Statement[]> {
  return tx
    .selectFrom('statement')
    .innerJoin('person', 'person.id', 'statement.person_id')
    .select(['statement.step', 'statement.note', 'statement.stated_at', 'person.name as by'])
    .where('statement.clinic_id', '=', ctx.clinicId)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** From here on nobody else states anything for this clinic until the change is through. */
export async function lockStatements(tx: Writer, ctx: Context): Promise<void> {
  await tx.selectFrom('clinic').select('id').where('id', '=', ctx.clinicId).forNoKeyUpdate().execute()
}

/** Takes back what stands; the note that stood, undefined when none did. */
export async function withdrawStatement(tx: Writer, ctx: Context, step: number): Promise<string | undefined> {
  const row = await tx
    .updateTable('statement')
    .set({ withdrawn_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('step', '=', step)
    .where('withdrawn_at', 'is', null)
    .returning('note')
    .executeTakeFirst()
  return row?.note
}

export async function insertStatement(
  tx: Writer,
  ctx: Context,
  statement: { id: string; step: number; personId: string; note: string },
): Promise<void> {
  await tx
    .insertInto('statement')
    .values({
      clinic_id: ctx.clinicId,
      id: statement.id,
      step: statement.step,
      person_id: statement.personId,
      note: statement.note,
      stated_at: ctx.now,
    })
    .execute()
}

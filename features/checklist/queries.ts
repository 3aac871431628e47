/** SQL of what an Owner states about a step. */
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Statement {
  id: string
  step: number
  note: string
  stated_at: Date
  by: string
  file_id: string | null
  file_name: string | null
}

export async function listStatements(tx: Reader, ctx: Context): Promise<Statement[]> {
  return tx
    .selectFrom('statement')
    .innerJoin('person', 'person.id', 'statement.person_id')
    .leftJoin('file', (on) =>
      on.onRef('file.clinic_id', '=', 'statement.clinic_id').onRef('file.id', '=', 'statement.file_id'),
    )
    .select([
      'statement.id',
      'statement.step',
      'statement.note',
      'statement.stated_at',
      'person.name as by',
      'statement.file_id',
      'file.name as file_name',
    ])
    .where('statement.clinic_id', '=', ctx.clinicId)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Takes back what stands; undefined when nothing did. */
export async function withdrawStatement(
  tx: Writer,
  ctx: Context,
  step: number,
): Promise<{ id: string; note: string } | undefined> {
  return tx
    .updateTable('statement')
    .set({ withdrawn_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('step', '=', step)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'note'])
    .executeTakeFirst()
}

/** Whether this file was said with the step, by what stands or by what was taken back. */
export async function wentWith(tx: Reader, ctx: Context, step: number, fileId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('statement')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('step', '=', step)
    .where('file_id', '=', fileId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertStatement(
  tx: Writer,
  ctx: Context,
  statement: { id: string; step: number; personId: string; note: string; fileId: string | null },
): Promise<void> {
  await tx
    .insertInto('statement')
    .values({
      clinic_id: ctx.clinicId,
      id: statement.id,
      step: statement.step,
      person_id: statement.personId,
      note: statement.note,
      file_id: statement.fileId,
      stated_at: ctx.now,
    })
    .execute()
}

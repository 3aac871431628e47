/** SQL of what a clinic said of itself for the law column. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Answered {
  states: string[]
  nhs: boolean | null
  revision: number
  changed: { by: string; at: Date } | null
}

export async function findAnswers(tx: Reader, ctx: Context): Promise<Answered> {
  const row = await tx
    .selectFrom('clinic_law')
    .innerJoin('person', 'person.id', 'clinic_law.changed_by')
    .select(['states', 'nhs', 'revision', 'changed_at', 'person.name as by'])
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
  if (!row) return { states: [], nhs: null, revision: 0, changed: null }
  const { states, nhs, revision, changed_at, by } = row
  return { states, nhs, revision, changed: { by, at: changed_at } }
}

/** False when another answer stands than the one that was seen. */
export async function saveAnswers(
  tx: Writer,
  ctx: Context,
  by: PersonId,
  { states, nhs, seen }: { states: readonly string[]; nhs: boolean | null; seen: number },
): Promise<boolean> {
  const { numAffectedRows } =
    seen === 0
      ? await sql`
          INSERT INTO clinic_law (clinic_id, revision, states, nhs, changed_at, changed_by)
          VALUES (${ctx.clinicId}, 1, ${states}::text[], ${nhs}, ${ctx.now}, ${by})
          ON CONFLICT (clinic_id) DO NOTHING`.execute(tx)
      : await sql`
          UPDATE clinic_law SET revision = revision + 1, states = ${states}::text[], nhs = ${nhs}, changed_at = ${ctx.now},
                 changed_by = ${by} WHERE clinic_id = ${ctx.clinicId} AND revision = ${seen}`.execute(tx)
  return numAffectedRows === 1n
}

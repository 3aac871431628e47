/** SQL of saved views: those of the person whom the transaction speaks for. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface ViewRow {
  id: string
  name: string
  filters: Record<string, string>
}

export async function listViewsOf(tx: Reader, ctx: Context, personId: PersonId): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    SELECT id, name, filters FROM log_view WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId}
     ORDER BY lower(name), id`.execute(tx)
  return rows
}

/** False when there is one of this name. */
export async function insertView(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  { id, name, filters }: ViewRow,
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO log_view (clinic_id, id, person_id, name, filters)
    VALUES (${ctx.clinicId}, ${id}, ${personId}, ${name}, ${JSON.stringify(filters)}::jsonb)
    ON CONFLICT (clinic_id, person_id, lower(name)) DO NOTHING RETURNING id`.execute(tx)
  return rows.length > 0
}

/** Its name; undefined when this person has none of this id. */
export async function deleteView(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  viewId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    DELETE FROM log_view WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND id = ${viewId} RETURNING name`.execute(
    tx,
  )
  return rows[0]?.name
}

/** All of somebody who leaves: their views, and what they were recorded as having read. */
export async function deleteViewsOf(tx: Writer, ctx: Context, personId: PersonId): Promise<number> {
  await sql`DELETE FROM log_reading WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId}`.execute(tx)
  const { rows } = await sql`
    DELETE FROM log_view WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} RETURNING id`.execute(
    tx,
  )
  return rows.length
}

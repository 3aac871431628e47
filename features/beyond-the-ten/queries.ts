/** SQL of what is stated besides the ten steps. */
import { sql } from 'kysely'
import type { Kept, StatedItem } from '../../pure/beyond/beyond.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface BeyondStatement {
  id: string
  item: StatedItem
  kept: Kept
  day: string | null
  note: string
  by: string
  stated_at: Date
  file_id: string | null
  file_name: string | null
  file_sha256: string | null
}

export async function listStated(tx: Reader, ctx: Context): Promise<BeyondStatement[]> {
  const { rows } = await sql<BeyondStatement>`
    SELECT s.id, s.item, s.kept, s.day, s.note, p.name AS by, s.stated_at, s.file_id, f.name AS file_name,
           encode(f.sha256, 'hex') AS file_sha256
      FROM beyond_statement s JOIN person p ON p.id = s.person_id
      LEFT JOIN file f ON f.clinic_id = s.clinic_id AND f.id = s.file_id
     WHERE s.clinic_id = ${ctx.clinicId} AND s.withdrawn_at IS NULL`.execute(tx)
  return rows
}

export async function insertStated(
  tx: Writer,
  ctx: Context,
  stated: Pick<BeyondStatement, 'id' | 'item' | 'kept' | 'day' | 'note' | 'file_id'> & {
    person_id: PersonId
  },
): Promise<void> {
  await tx
    .insertInto('beyond_statement')
    .values({ clinic_id: ctx.clinicId, ...stated, stated_at: ctx.now })
    .execute()
}

/** What stood there stands no longer; it is kept. */
export async function updateWithdrawn(tx: Writer, ctx: Context, id: string): Promise<void> {
  await tx
    .updateTable('beyond_statement')
    .set({ withdrawn_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

/** SQL of lists of other systems: the lists, and who their accounts may belong to. */
import { sql } from 'kysely'
import type { Owner } from '../../pure/accounts/match-accounts.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface Known extends Owner {
  personId: PersonId
}

/** Everybody who is or was of the clinic, by name, with every address that is theirs; deleted accounts are nobody's. */
export async function listKnown(tx: Reader, ctx: Context): Promise<Known[]> {
  const { rows } = await sql<Known>`
    SELECT m.person_id AS "personId", p.name, m.state = 'active' AS active, array_agg(e.address ORDER BY e.address) AS addresses
      FROM membership m
      JOIN person p ON p.id = m.person_id
      JOIN person_email e ON e.person_id = m.person_id
     WHERE m.clinic_id = ${ctx.clinicId} AND m.deleted_at IS NULL AND m.state <> 'invited'
     GROUP BY m.person_id, p.name, m.state
     ORDER BY p.name, m.person_id`.execute(tx)
  return rows
}

export interface BroughtList {
  id: string
  name: string
  how: 'csv' | 'pasted' | 'typed'
  imported_at: Date
  imported_by: PersonId
}

export async function listLists(tx: Reader, ctx: Context, reviewId: string): Promise<BroughtList[]> {
  return tx
    .selectFrom('access_review_list')
    .select(['id', 'name', 'how', 'imported_at', 'imported_by'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('review_id', '=', reviewId)
    .orderBy('imported_at')
    .orderBy('id')
    .$castTo<BroughtList>()
    .execute()
}

export async function insertList(
  tx: Writer,
  ctx: Context,
  list: { id: string; reviewId: string; systemId: string | null; name: string; how: string; by: PersonId },
): Promise<void> {
  await tx
    .insertInto('access_review_list')
    .values({
      clinic_id: ctx.clinicId,
      id: list.id,
      review_id: list.reviewId,
      system_id: list.systemId,
      name: list.name,
      how: list.how,
      imported_at: ctx.now,
      imported_by: list.by,
    })
    .execute()
}

/** Its rows are gone already. */
export async function deleteList(tx: Writer, ctx: Context, listId: string): Promise<void> {
  await tx
    .deleteFrom('access_review_list')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', listId)
    .execute()
}

/** Whether the clinic uses this system. */
export async function isSystem(tx: Reader, ctx: Context, systemId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('system')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', systemId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Whose account a line is; null: nobody's. */
export async function updateMatch(
  tx: Writer,
  ctx: Context,
  rowId: string,
  match: { personId: PersonId | null; flags: readonly string[] },
): Promise<void> {
  await tx
    .updateTable('access_review_row')
    .set((the) => ({
      person_id: match.personId,
      matched_by: match.personId ? 'hand' : 'none',
      flags: [...match.flags],
      revision: sql<number>`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', rowId)
    .execute()
}

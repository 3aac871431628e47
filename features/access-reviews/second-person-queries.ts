/** SQL of the second person: who may review here, whose address something is, the row of a link. */
import { type RawBuilder, sql } from 'kysely'
import { foldAddress } from '../../pure/contract/fields.ts'
import { PERMISSIONS, type Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { listRows, type StoredRow } from './row-queries.ts'

export interface ReviewerHere {
  personId: PersonId
  name: string
  role: Role
}

/** Who may go through a review now, by name. */
export async function listReviewers(tx: Reader, ctx: Context): Promise<ReviewerHere[]> {
  return tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id as personId', 'person.name', 'membership.role'])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.state', '=', 'active')
    .where('membership.role', 'in', [...PERMISSIONS['staff.manage']])
    .orderBy('person.name')
    .$castTo<ReviewerHere>()
    .execute()
}

/** Whether it is an address of somebody who is of this clinic; `ada+2@…` is the mailbox of `ada@…` (RFC 5233). */
export async function isAddressHere(tx: Reader, ctx: Context, address: string): Promise<boolean> {
  const row = await tx
    .selectFrom('person_email')
    .innerJoin('membership', 'membership.person_id', 'person_email.person_id')
    .select('person_email.person_id')
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where(
      sql<boolean>`${mailbox(sql.ref('person_email.folded'))} = ${mailbox(sql.val(foldAddress(address)))}`,
    )
    .executeTakeFirst()
  return row !== undefined
}

const mailbox = (address: RawBuilder<unknown>) =>
  sql<string>`regexp_replace(${address}::text, '\\+[^@]*@', '@')`

/** The row a link was made for, while it is undecided and its review open. */
export async function findTaskRow(tx: Reader, ctx: Context, rowId: string): Promise<StoredRow | undefined> {
  const found = await tx
    .selectFrom('access_review_row as w')
    .innerJoin('access_review as r', (join) =>
      join.onRef('r.clinic_id', '=', 'w.clinic_id').onRef('r.id', '=', 'w.review_id'),
    )
    .select('w.review_id')
    .where('w.clinic_id', '=', ctx.clinicId)
    .where('w.id', '=', rowId)
    .where('w.decision', 'is', null)
    .where('r.state', '=', 'open')
    .executeTakeFirst()
  if (!found) return undefined
  return (await listRows(tx, ctx, found.review_id)).find(({ id }) => id === rowId)
}

/** Somebody outside is asked about these rows; what was answered before is gone. */
export async function updateOutsiderAsked(
  tx: Writer,
  ctx: Context,
  ids: readonly string[],
  question: { name: string; linkId: string; by: PersonId },
): Promise<void> {
  await tx
    .updateTable('access_review_row')
    .set((the) => ({
      asked: null,
      asked_name: question.name,
      asked_at: ctx.now,
      asked_by: question.by,
      task_link_id: question.linkId,
      needed: null,
      answer: null,
      answered_at: null,
      revision: sql<number>`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', 'in', [...ids])
    .execute()
}

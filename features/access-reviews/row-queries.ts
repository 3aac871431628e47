/** SQL of the rows of a review: as they were, as they are decided, and what of it still holds. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { Decision, Frozen } from './contract.ts'

export interface StoredRow {
  id: string
  review_id: string
  position: number
  kind: string
  subject_id: string | null
  person_id: PersonId | null
  list_id: string | null
  list_name: string | null
  matched_by: 'address' | 'name' | 'hand' | 'none' | null
  frozen: Frozen
  flags: string[]
  decision: Decision | null
  new_role: Role | null
  note: string
  decided_by: PersonId | null
  decided_name: string | null
  decided_how: 'self' | 'link' | 'no_second_person' | null
  decided_at: Date | null
  asked: PersonId | null
  asked_name: string | null
  asked_at: Date | null
  asked_by: PersonId | null
  task_link_id: string | null
  needed: boolean | null
  answer: string | null
  answered_at: Date | null
  carried_out_at: Date | null
  stated_by: PersonId | null
  checked_at: Date | null
  revision: number
  /** Of whose it is, as it is now; null: nobody's. */
  person_name: string | null
  role_now: Role | null
  state_now: string | null
  manager_id: PersonId | null
}

function rows(tx: Reader, ctx: Context) {
  return tx
    .selectFrom('access_review_row as w')
    .leftJoin('membership as m', (join) =>
      join.onRef('m.clinic_id', '=', 'w.clinic_id').onRef('m.person_id', '=', 'w.person_id'),
    )
    .leftJoin('person as p', 'p.id', 'w.person_id')
    .leftJoin('access_review_list as l', (join) =>
      join.onRef('l.clinic_id', '=', 'w.clinic_id').onRef('l.id', '=', 'w.list_id'),
    )
    .selectAll('w')
    .select([
      'p.name as person_name',
      'm.role as role_now',
      'm.state as state_now',
      'm.manager_id',
      'l.name as list_name',
    ])
    .where('w.clinic_id', '=', ctx.clinicId)
}

/** In their order. */
export async function listRows(tx: Reader, ctx: Context, reviewId: string): Promise<StoredRow[]> {
  return rows(tx, ctx)
    .where('w.review_id', '=', reviewId)
    .orderBy('w.position')
    .$castTo<StoredRow>()
    .execute()
}

/** Those of these ids that are of this review; held, in one order, until the transaction ends. */
export async function holdRows(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  ids: readonly string[],
): Promise<StoredRow[]> {
  await sql`SELECT id FROM access_review_row
             WHERE clinic_id = ${ctx.clinicId} AND review_id = ${reviewId} AND id = ANY(${ids}::uuid[])
             ORDER BY id FOR UPDATE`.execute(tx)
  return rows(tx, ctx)
    .where('w.review_id', '=', reviewId)
    .where('w.id', 'in', [...ids])
    .orderBy('w.position')
    .$castTo<StoredRow>()
    .execute()
}

/** Undecided rows of the same person, held: what ends with their access. */
export async function holdOthersOf(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  personId: PersonId,
  kinds: readonly string[],
): Promise<StoredRow[]> {
  if (kinds.length === 0) return []
  const found = await tx
    .selectFrom('access_review_row')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('review_id', '=', reviewId)
    .where('person_id', '=', personId)
    .where('kind', 'in', [...kinds])
    .where('decision', 'is', null)
    .execute()
  return found.length === 0
    ? []
    : holdRows(
        tx,
        ctx,
        reviewId,
        found.map(({ id }) => id),
      )
}

export interface Deciding {
  decision: Decision
  newRole: Role | null
  note: string
  by: PersonId | null
  name: string | null
  how: 'self' | 'link' | 'no_second_person'
  carriedOut: boolean
}

export async function updateDecided(tx: Writer, ctx: Context, id: string, made: Deciding): Promise<void> {
  await tx
    .updateTable('access_review_row')
    .set((the) => ({
      decision: made.decision,
      new_role: made.newRole,
      note: made.note,
      decided_by: made.by,
      decided_name: made.name,
      decided_how: made.how,
      decided_at: ctx.now,
      carried_out_at: made.carriedOut ? ctx.now : null,
      stated_by: null,
      checked_at: made.carriedOut ? ctx.now : null,
      revision: sql<number>`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

/** Somebody states that it is done in the other system. */
export async function updateStated(tx: Writer, ctx: Context, id: string, by: PersonId): Promise<void> {
  await tx
    .updateTable('access_review_row')
    .set((the) => ({
      carried_out_at: ctx.now,
      stated_by: by,
      revision: sql<number>`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

export async function updateChecked(tx: Writer, ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('access_review_row')
    .set({ checked_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', 'in', [...ids])
    .execute()
}

/** A question to somebody; what they answered to an earlier one is gone. */
export async function updateAsked(
  tx: Writer,
  ctx: Context,
  id: string,
  question: { to: PersonId; name: string; by: PersonId },
): Promise<void> {
  await tx
    .updateTable('access_review_row')
    .set((the) => ({
      asked: question.to,
      asked_name: question.name,
      asked_at: ctx.now,
      asked_by: question.by,
      needed: null,
      answer: null,
      answered_at: null,
      revision: sql<number>`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

export async function updateAnswered(
  tx: Writer,
  ctx: Context,
  id: string,
  { needed, answer }: { needed: boolean; answer: string },
): Promise<void> {
  await tx
    .updateTable('access_review_row')
    .set((the) => ({
      needed,
      answer,
      answered_at: ctx.now,
      revision: sql<number>`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

/** Questions to one person in the review that is open, the newest first. */
export async function listAsked(tx: Reader, ctx: Context, personId: PersonId): Promise<StoredRow[]> {
  return rows(tx, ctx)
    .innerJoin('access_review as r', (join) =>
      join.onRef('r.clinic_id', '=', 'w.clinic_id').onRef('r.id', '=', 'w.review_id'),
    )
    .where('r.state', '=', 'open')
    .where('w.asked', '=', personId)
    .where('w.decision', 'is', null)
    .orderBy('w.asked_at', 'desc')
    .$castTo<StoredRow>()
    .execute()
}

export async function listLists(
  tx: Reader,
  ctx: Context,
  reviewId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('access_review_list')
    .select(['id', 'name'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('review_id', '=', reviewId)
    .orderBy('imported_at')
    .orderBy('id')
    .execute()
}

/** How many there were. */
export async function deleteRowsOfList(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  listId: string,
): Promise<number> {
  const gone = await tx
    .deleteFrom('access_review_row')
    .where('clinic_id', '=', ctx.clinicId)
    .where('review_id', '=', reviewId)
    .where('list_id', '=', listId)
    .returning('id')
    .execute()
  return gone.length
}

/** What was decided about one person, in whatever review, the newest first; undefined: they are not of this clinic. */
export async function findDecisionsOn(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
): Promise<StoredRow[] | undefined> {
  const member = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (!member) return undefined
  return rows(tx, ctx)
    .where('w.person_id', '=', personId)
    .where('w.decision', 'is not', null)
    .orderBy('w.decided_at', 'desc')
    .orderBy('w.position')
    .limit(60)
    .$castTo<StoredRow>()
    .execute()
}

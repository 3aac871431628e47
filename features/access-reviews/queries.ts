/** SQL of reviews: who has access, a review, its rows. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { FrozenPerson } from './contract.ts'
import type { NewRow } from './freezing.ts'

type Access = FrozenPerson & { personId: PersonId }

/** Everybody who can sign in to the context's clinic, by name; their role as it was at `since`. */
export async function listAccess(tx: Reader, ctx: Context, since: Date): Promise<Access[]> {
  const { rows } = await sql<{
    person_id: PersonId
    name: string
    address: string
    role: Role
    role_since: Date
    role_before: Role | null
    joined_at: Date
    last_sign_in_at: Date | null
    has_totp: boolean
    passkeys: number
    outsider: Access['outsider']
    access_ends_at: Date | null
    manager: string | null
    places: string[] | null
  }>`
    SELECT m.person_id, p.name, e.address, m.role, m.role_since, m.joined_at, s.started_at AS last_sign_in_at,
           coalesce(r.from_role, CASE WHEN m.joined_at <= ${since} THEN m.role END) AS role_before,
           f.has_totp, f.passkeys, m.outsider, m.access_ends_at, g.name AS manager, o.names AS places
      FROM membership m
      JOIN person p ON p.id = m.person_id
      JOIN person_email e ON e.person_id = m.person_id AND e.signs_in
      JOIN door_protected() f ON f.person_id = m.person_id
      LEFT JOIN person g ON g.id = m.manager_id
      LEFT JOIN LATERAL (SELECT c.from_role FROM role_change c
                          WHERE c.clinic_id = m.clinic_id AND c.person_id = m.person_id AND c.changed_at > ${since}
                          ORDER BY c.changed_at LIMIT 1) r ON true
      LEFT JOIN LATERAL (SELECT array_agg(y.name ORDER BY y.name) AS names
                           FROM membership_location x JOIN location y ON y.clinic_id = x.clinic_id AND y.id = x.location_id
                          WHERE x.clinic_id = m.clinic_id AND x.person_id = m.person_id AND y.closed_at IS NULL) o ON true
      -- Half a sign-in has none of the three.
      LEFT JOIN LATERAL (SELECT max(l.started_at) AS started_at FROM session l
                          WHERE l.clinic_id = m.clinic_id AND l.person_id = m.person_id
                            AND (l.confirmed_until IS NOT NULL OR l.code_at IS NOT NULL OR l.passkey_at IS NOT NULL)) s ON true
     WHERE m.clinic_id = ${ctx.clinicId} AND m.state = 'active'
     ORDER BY p.name, m.person_id`.execute(tx)
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    address: row.address,
    role: row.role,
    roleSince: row.role_since.toISOString(),
    roleBefore: row.role_before,
    joinedAt: row.joined_at.toISOString(),
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    app: row.has_totp,
    passkeys: row.passkeys,
    outsider: row.outsider,
    accessEndsAt: row.access_ends_at?.toISOString() ?? null,
    manager: row.manager,
    places: row.places ?? [],
  }))
}

export interface Review {
  id: string
  state: 'open' | 'closed' | 'called_off'
  started_at: Date
  started_by: PersonId
  since: Date
  frozen_hash: Buffer
  closed_at: Date | null
  closed_by: PersonId | null
  reason: string
  summary: Buffer | null
  summary_hash: Buffer | null
  summary_signature: Buffer | null
  revision: number
}

const REVIEW = [
  'id',
  'state',
  'started_at',
  'started_by',
  'since',
  'frozen_hash',
  'closed_at',
  'closed_by',
  'reason',
  'summary',
  'summary_hash',
  'summary_signature',
  'revision',
] as const

export async function findReview(tx: Reader, ctx: Context, reviewId: string): Promise<Review | undefined> {
  return tx
    .selectFrom('access_review')
    .select(REVIEW)
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', reviewId)
    .$castTo<Review>()
    .executeTakeFirst()
}

/** The newest first. */
export async function listAllReviews(tx: Reader, ctx: Context): Promise<Review[]> {
  return tx
    .selectFrom('access_review')
    .select(REVIEW)
    .where('clinic_id', '=', ctx.clinicId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(60)
    .$castTo<Review>()
    .execute()
}

/** The review, which nobody closes (`share`: decisions of others go on) or touches until the transaction ends. */
export async function holdReview(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  how: 'share' | 'alone',
): Promise<Review | undefined> {
  const query = tx
    .selectFrom('access_review')
    .select(REVIEW)
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', reviewId)
    .$castTo<Review>()
  return (how === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst()
}

/** False where one is open already. */
export async function insertReview(
  tx: Writer,
  ctx: Context,
  review: { id: string; startedBy: PersonId; since: Date; frozenHash: Buffer },
): Promise<boolean> {
  const row = await tx
    .insertInto('access_review')
    .values({
      clinic_id: ctx.clinicId,
      id: review.id,
      state: 'open',
      started_at: ctx.now,
      started_by: review.startedBy,
      since: review.since,
      frozen_hash: review.frozenHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** When the last one was closed that is closed; undefined: none was. */
export async function lastClosedAt(tx: Reader, ctx: Context): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('access_review')
    .select((the) => the.fn.max('closed_at').as('at'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('state', '=', 'closed')
    .executeTakeFirst()
  return row?.at ?? undefined
}

export async function clinicSince(tx: Reader, ctx: Context): Promise<Date> {
  const row = await tx
    .selectFrom('clinic')
    .select('created_at')
    .where('id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
  return row.created_at
}

/** After those that are there. */
export async function insertRows(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  rows: readonly NewRow[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const last = await tx
    .selectFrom('access_review_row')
    .select((the) => the.fn.max('position').as('position'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('review_id', '=', reviewId)
    .executeTakeFirst()
  const from = (last?.position ?? 0) + 1
  const made = rows.map((row, index) => ({
    clinic_id: ctx.clinicId,
    id: newId(ctx.now),
    review_id: reviewId,
    position: from + index,
    kind: row.kind,
    subject_id: row.subjectId,
    person_id: row.personId,
    list_id: row.listId ?? null,
    matched_by: row.matchedBy ?? null,
    frozen: JSON.stringify(row.frozen),
    flags: [...row.flags],
  }))
  await tx.insertInto('access_review_row').values(made).execute()
  return made.map(({ id }) => id)
}

export async function updateClosed(
  tx: Writer,
  ctx: Context,
  reviewId: string,
  end:
    | { state: 'closed'; by: PersonId; summary: Buffer; hash: Buffer; signature: Buffer }
    | { state: 'called_off'; by: PersonId; reason: string },
): Promise<void> {
  await tx
    .updateTable('access_review')
    .set((the) => ({
      state: end.state,
      closed_at: ctx.now,
      closed_by: end.by,
      revision: sql<number>`${the.ref('revision')} + 1`,
      ...(end.state === 'closed'
        ? { summary: end.summary, summary_hash: end.hash, summary_signature: end.signature }
        : { reason: end.reason }),
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', reviewId)
    .execute()
}

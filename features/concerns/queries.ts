/** SQL of what people reported. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { CLOSED_DAYS } from './contract.ts'

export interface Concern {
  id: string
  reporter: PersonId
  by: string
  note: string
  page: string
  reported_at: Date
  looked_at: Date | null
  looked_by: string | null
  closed_at: Date | null
  closed_by: string | null
  outcome: string | null
}

const columns = sql`
  SELECT c.id, c.person_id AS reporter, p.name AS by, c.note, c.page, c.reported_at, c.looked_at, l.name AS looked_by,
         c.closed_at, d.name AS closed_by, c.outcome
    FROM concern c JOIN person p ON p.id = c.person_id
    LEFT JOIN person l ON l.id = c.looked_by
    LEFT JOIN person d ON d.id = c.closed_by`

/** Open ones first, the longest waiting at the top; then those closed lately, the latest first. */
export async function listConcerns(tx: Reader, ctx: Context): Promise<Concern[]> {
  const since = new Date(ctx.now.getTime() - CLOSED_DAYS * 86_400_000)
  const { rows } = await sql<Concern>`${columns}
    WHERE c.clinic_id = ${ctx.clinicId} AND (c.closed_at IS NULL OR c.closed_at > ${since})
    ORDER BY c.closed_at DESC NULLS FIRST, c.reported_at, c.id LIMIT 500`.execute(tx)
  return rows
}

/** One's own, the latest first. */
export async function listConcernsOf(tx: Reader, ctx: Context, personId: PersonId): Promise<Concern[]> {
  const { rows } = await sql<Concern>`${columns}
    WHERE c.clinic_id = ${ctx.clinicId} AND c.person_id = ${personId}
    ORDER BY c.reported_at DESC, c.id DESC LIMIT 50`.execute(tx)
  return rows
}

export async function findConcern(tx: Reader, ctx: Context, concernId: string): Promise<Concern | undefined> {
  const { rows } = await sql<Concern>`${columns}
    WHERE c.clinic_id = ${ctx.clinicId} AND c.id = ${concernId}`.execute(tx)
  return rows[0]
}

/** How many nobody looked at yet, and who reported the first. */
export async function findWaiting(tx: Reader, ctx: Context): Promise<{ n: number; by: string } | undefined> {
  const { rows } = await sql<{ n: number; by: string }>`
    SELECT count(*) OVER ()::int AS n, p.name AS by FROM concern c JOIN person p ON p.id = c.person_id
     WHERE c.clinic_id = ${ctx.clinicId} AND c.looked_at IS NULL AND c.closed_at IS NULL
     ORDER BY c.reported_at, c.id LIMIT 1`.execute(tx)
  return rows[0]
}

export async function findByKey(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
  key: string,
): Promise<{ id: string; reported_at: Date } | undefined> {
  return tx
    .selectFrom('concern')
    .select(['id', 'reported_at'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .executeTakeFirst()
}

export async function countSince(tx: Reader, ctx: Context, personId: PersonId, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM concern
     WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND reported_at > ${since}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Fails where the key is there already. */
export async function insertConcern(
  tx: Writer,
  ctx: Context,
  concern: { id: string; key: string; person_id: PersonId; note: string; page: string },
): Promise<void> {
  await tx
    .insertInto('concern')
    .values({ clinic_id: ctx.clinicId, ...concern, reported_at: ctx.now })
    .execute()
}

/** False when somebody did before. */
export async function updateLookedAt(
  tx: Writer,
  ctx: Context,
  concernId: string,
  by: PersonId,
): Promise<boolean> {
  const row = await tx
    .updateTable('concern')
    .set({ looked_at: ctx.now, looked_by: by })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', concernId)
    .where('looked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever closes it has looked at it. False when it was closed before. */
export async function updateClosed(
  tx: Writer,
  ctx: Context,
  concernId: string,
  { by, outcome }: { by: PersonId; outcome: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE concern
       SET closed_at = ${ctx.now}, closed_by = ${by}, outcome = ${outcome},
           looked_at = coalesce(looked_at, ${ctx.now}), looked_by = coalesce(looked_by, ${by}::uuid)
     WHERE clinic_id = ${ctx.clinicId} AND id = ${concernId} AND closed_at IS NULL`.execute(tx)
  return numAffectedRows === 1n
}

export interface ToTell {
  personId: PersonId
  name: string
  address: string
  clinic: string
  outsider: string | null
}

/** Who looks after it: Owners and Admins who can come in, nobody from outside IT. */
export async function listCarers(tx: Reader, ctx: Context): Promise<ToTell[]> {
  const { rows } = await sql<ToTell>`
    SELECT p.id AS "personId", p.name, e.address, c.name AS clinic, m.outsider
      FROM membership m JOIN clinic c ON c.id = m.clinic_id JOIN person p ON p.id = m.person_id
      JOIN person_email e ON e.person_id = p.id AND e.signs_in
     WHERE m.clinic_id = ${ctx.clinicId} AND m.state = 'active' AND m.role IN ('OWNER', 'ADMIN')
       AND m.outsider IS DISTINCT FROM 'it'
     ORDER BY p.name, p.id`.execute(tx)
  return rows
}

/** Somebody who works here now. */
export async function findToTell(tx: Reader, ctx: Context, personId: PersonId): Promise<ToTell | undefined> {
  const { rows } = await sql<ToTell>`
    SELECT p.id AS "personId", p.name, e.address, c.name AS clinic, m.outsider
      FROM membership m JOIN clinic c ON c.id = m.clinic_id JOIN person p ON p.id = m.person_id
      JOIN person_email e ON e.person_id = p.id AND e.signs_in
     WHERE m.clinic_id = ${ctx.clinicId} AND m.state = 'active' AND m.person_id = ${personId}`.execute(tx)
  return rows[0]
}

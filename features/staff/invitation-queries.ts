/** SQL of invitations: who was asked to join, and what became of it. */
import { sql } from 'kysely'
import type { Outsider, Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'
import type { Around } from './invitation-judging.ts'
import { MOST_TIMES } from './invitations-contract.ts'
import { waitsWithin } from './roster-queries.ts'

export interface Invitation {
  id: string
  name: string
  address: string
  folded: string
  role: Role
  outsider: Outsider | null
  accessEndsAt: Date | null
  managerId: PersonId | null
  locationIds: string[]
  madeBy: PersonId
  sentAt: Date
  sentTimes: number
  endsAt: Date
  revision: number
}

const COLUMNS = [
  'id',
  'name',
  'address',
  'folded',
  'role',
  'outsider',
  'access_ends_at as accessEndsAt',
  'manager_id as managerId',
  'location_ids as locationIds',
  'made_by as madeBy',
  'sent_at as sentAt',
  'sent_times as sentTimes',
  'ends_at as endsAt',
  'revision',
] as const

export interface NewInvitation extends Omit<Invitation, 'sentAt' | 'sentTimes' | 'revision'> {
  tokenHash: Buffer
  batchId: string | null
}

export async function insertInvitations(
  tx: Writer,
  ctx: Context,
  invitations: readonly NewInvitation[],
): Promise<void> {
  await tx
    .insertInto('invitation')
    .values(
      invitations.map((one) => ({
        clinic_id: ctx.clinicId,
        id: one.id,
        name: one.name,
        address: one.address,
        folded: one.folded,
        role: one.role,
        outsider: one.outsider,
        access_ends_at: one.accessEndsAt,
        manager_id: one.managerId,
        location_ids: one.locationIds,
        made_at: ctx.now,
        made_by: one.madeBy,
        batch_id: one.batchId,
        token_hash: one.tokenHash,
        sent_at: ctx.now,
        ends_at: one.endsAt,
      })),
    )
    .execute()
}

/** One that waits, or is over and was not cancelled; nobody changes it until the transaction ends. */
export async function holdInvitation(tx: Writer, ctx: Context, id: string): Promise<Invitation | undefined> {
  return tx
    .selectFrom('invitation')
    .select(COLUMNS)
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .forUpdate()
    .$castTo<Invitation>()
    .executeTakeFirst()
}

/** A new link in place of the one before, for which whoever sends it answers. */
export async function updateLink(
  tx: Writer,
  ctx: Context,
  id: string,
  link: { tokenHash: Buffer; endsAt: Date; by: PersonId },
): Promise<void> {
  await tx
    .updateTable('invitation')
    .set((the) => ({
      token_hash: link.tokenHash,
      ends_at: link.endsAt,
      made_by: link.by,
      sent_at: ctx.now,
      sent_times: sql`${the.ref('sent_times')} + 1`,
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .execute()
}

/** Those of `which` that wait, or are over; what they were. */
export async function updateCancelled(
  tx: Writer,
  ctx: Context,
  which: { id: string } | { madeBy: PersonId },
  by: PersonId | null,
): Promise<{ id: string; name: string; address: string; role: Role; endsAt: Date }[]> {
  let query = tx
    .updateTable('invitation')
    .set((the) => ({
      cancelled_at: ctx.now,
      cancelled_by: by,
      revision: sql`${the.ref('revision')} + 1`,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('accepted_at', 'is', null)
    .where('cancelled_at', 'is', null)
  query = 'id' in which ? query.where('id', '=', which.id) : query.where('made_by', '=', which.madeBy)
  return query
    .returning(['id', 'name', 'address', 'role', 'ends_at as endsAt'])
    .$castTo<{ id: string; name: string; address: string; role: Role; endsAt: Date }>()
    .execute()
}

type Known = Pick<Around, 'members' | 'waiting' | 'often'>

export const dayBefore = (now: Date) => new Date(now.getTime() - 86_400_000)

/** Who of this clinic has these addresses, and to which an invitation waits; no invitation is written meanwhile. */
export async function holdAround(tx: Writer, ctx: Context, folded: readonly string[]): Promise<Known> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`invitations ${ctx.clinicId}`}, 0))`.execute(tx)
  return findAround(tx, ctx, folded)
}

export async function findAround(tx: Reader, ctx: Context, folded: readonly string[]): Promise<Known> {
  const { rows: members } = await sql<{ folded: string; state: 'invited' | 'active' | 'disabled' | 'left' }>`
    SELECT e.folded, m.state FROM membership m JOIN person_email e ON e.person_id = m.person_id
     WHERE m.clinic_id = ${ctx.clinicId} AND e.folded = ANY(${folded}::text[])`.execute(tx)
  const { rows: waiting } = await sql<{ folded: string }>`
    SELECT folded FROM invitation WHERE clinic_id = ${ctx.clinicId} AND accepted_at IS NULL AND cancelled_at IS NULL
       AND folded = ANY(${folded}::text[])`.execute(tx)
  const { rows: often } = await sql<{ folded: string }>`
    SELECT folded FROM invitation WHERE clinic_id = ${ctx.clinicId} AND folded = ANY(${folded}::text[])
       AND sent_at > ${dayBefore(ctx.now)} GROUP BY folded HAVING sum(sent_times) >= ${MOST_TIMES}`.execute(
    tx,
  )
  return {
    members: new Map(members.map((row) => [row.folded, row.state])),
    waiting: new Set(waiting.map((row) => row.folded)),
    often: new Set(often.map((row) => row.folded)),
  }
}

/** How many were made since. */
export async function countMadeSince(tx: Reader, ctx: Context, since: Date): Promise<number> {
  const row = await tx
    .selectFrom('invitation')
    .select((of) => of.fn.countAll<string>().as('n'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('made_at', '>', since)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** Whether it is one that `viewer` sees (decision 066). */
export async function isWaitingWithin(
  tx: Reader,
  ctx: Context,
  id: string,
  viewer: PersonId | null,
): Promise<boolean> {
  const { rows } =
    await sql`SELECT FROM invitation i WHERE i.clinic_id = ${ctx.clinicId} AND i.id = ${id} AND ${waitsWithin(viewer)}`.execute(
      tx,
    )
  return rows.length > 0
}

/** Open ones that `viewer` works at, by name; null: all. */
export async function listPlaces(
  tx: Reader,
  ctx: Context,
  viewer: PersonId | null,
): Promise<{ placeId: string; name: string }[]> {
  return tx
    .selectFrom('location')
    .select(['id as placeId', 'name'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('closed_at', 'is', null)
    .where(
      sql<boolean>`(${viewer}::uuid IS NULL
        OR NOT EXISTS (SELECT FROM membership_location b WHERE b.clinic_id = ${ctx.clinicId} AND b.person_id = ${viewer}::uuid)
        OR EXISTS (SELECT FROM membership_location b WHERE b.clinic_id = ${ctx.clinicId} AND b.person_id = ${viewer}::uuid
                      AND b.location_id = location.id))`,
    )
    .orderBy(sql`lower(name)`)
    .execute()
}

export interface ClinicOfInvitation {
  name: string
  zone: string
  locale: string
}

export interface MailOfInvitation {
  invitationId: string
  sentTimes: number
  /** Null: none was ordered for the newest link. */
  orderedAt: Date | null
  sentAt: Date | null
  givenUpAt: Date | null
  server: string | null
}

/** What the mail of an invitation's newest link is ordered for. */
export const causeOf = (id: string, times: number) => `invitation ${id} ${times}`

/** How the newest mail of each that waits, or is over, went. */
export async function listMails(
  tx: Reader,
  ctx: Context,
  viewer: PersonId | null,
): Promise<MailOfInvitation[]> {
  const { rows } = await sql<MailOfInvitation>`
    SELECT i.id AS "invitationId", i.sent_times AS "sentTimes", m.created_at AS "orderedAt", m.sent_at AS "sentAt",
           m.given_up_at AS "givenUpAt", a.server
      FROM invitation i
      LEFT JOIN mail m ON m.clinic_id = i.clinic_id AND m.person_id IS NULL AND m.address = i.address
                      AND m.cause = 'invitation ' || i.id || ' ' || i.sent_times
      LEFT JOIN mail_attempt a ON a.clinic_id = m.clinic_id AND a.mail_id = m.id AND a.number = m.attempts
     WHERE i.clinic_id = ${ctx.clinicId} AND i.accepted_at IS NULL AND i.cancelled_at IS NULL
       AND ${waitsWithin(viewer)}`.execute(tx)
  return rows
}

/** An invitation as its link finds it, before a clinic is known. */
export interface InvitationAtDoor {
  clinicId: ClinicId
  id: string
  name: string
  address: string
  folded: string
  role: Role
  endsAt: Date
  acceptedAt: Date | null
  cancelledAt: Date | null
  madeBy: PersonId
  by: string
  clinicName: string
  absoluteHours: number
}

export async function findAtDoor(ctx: Context, tokenHash: Buffer): Promise<InvitationAtDoor | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<InvitationAtDoor>`
      SELECT clinic_id AS "clinicId", id, name, address, folded, role, ends_at AS "endsAt", accepted_at AS "acceptedAt",
             cancelled_at AS "cancelledAt", made_by AS "madeBy", made_by_name AS by, clinic_name AS "clinicName",
             absolute_hours AS "absoluteHours"
        FROM door_invitation(${tokenHash})`.execute(way),
  )
  return rows[0]
}

/** SQL of shared computers: which there are, offers, what the clinic says. */
import { sql } from 'kysely'
import type { ClinicId, Context, DeviceId, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'

/** A living shared computer, as it may be known before anybody is signed in there. */
export interface SharedComputer {
  clinicId: ClinicId
  id: string
  deviceId: DeviceId
  name: string
  place: string
  clinicName: string
  zone: string
  locale: string
  lockNames: 'full' | 'first' | 'initials'
}

/** The shared computer of any clinic that a device cookie belongs to. */
export async function findSharedComputerAtDoor(
  ctx: Context,
  tokenHash: Buffer,
): Promise<SharedComputer | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<SharedComputer>`SELECT clinic_id AS "clinicId", id, device_id AS "deviceId", name, place, clinic_name AS "clinicName",
                               zone, locale, lock_names AS "lockNames"
                          FROM door_shared_computer(${tokenHash})`.execute(way),
  )
  return rows[0]
}

/** How long a browser may be silent before a lookalike is thought to be it. */
const LOOKALIKE_HOURS = 24

export interface ListedComputer {
  id: string
  device_id: DeviceId
  name: string
  place: string
  browser: string
  system: string
  marked_at: Date
  marked_by: string
  last_used_at: Date | null
  lookalike_since: Date | null
  roster: string[]
  revision: number
}

/** Living ones of the context's clinic, by name. */
export async function listSharedComputers(tx: Reader, ctx: Context): Promise<ListedComputer[]> {
  const { rows } = await sql<ListedComputer>`
    SELECT c.id, c.device_id, c.name, c.place, d.browser, d.system, c.marked_at, p.name AS marked_by, c.revision,
           u.at AS last_used_at,
           ARRAY(SELECT r.name FROM shift_entry e JOIN person r ON r.id = e.person_id
                  WHERE e.clinic_id = c.clinic_id AND e.shared_computer_id = c.id AND e.ended_at IS NULL AND e.ends_at > ${ctx.now}
                  ORDER BY r.name) AS roster,
           CASE WHEN u.at < ${ctx.now}::timestamptz - make_interval(hours => ${LOOKALIKE_HOURS}) THEN
             (SELECT min(n.first_seen_at) FROM device n JOIN session s ON s.device_id = n.id AND s.clinic_id = c.clinic_id
               WHERE n.id <> c.device_id AND n.browser = d.browser AND n.system = d.system AND n.first_seen_at > u.at
                 AND s.address = u.address
                 AND NOT EXISTS (SELECT FROM shared_computer o WHERE o.clinic_id = c.clinic_id AND o.device_id = n.id AND o.ended_at IS NULL))
           END AS lookalike_since
      FROM shared_computer c JOIN device d ON d.id = c.device_id JOIN person p ON p.id = c.marked_by
      LEFT JOIN LATERAL (SELECT s.last_activity_at AS at, s.address FROM session s
                          WHERE s.clinic_id = c.clinic_id AND s.device_id = c.device_id ORDER BY s.last_activity_at DESC LIMIT 1) u ON true
     WHERE c.clinic_id = ${ctx.clinicId} AND c.ended_at IS NULL ORDER BY lower(c.name)`.execute(tx)
  return rows
}

export interface ListedOffer {
  device_id: DeviceId
  browser: string
  system: string
  seen_at: Date
  people: string[]
}

/** Unanswered ones of the context's clinic, the newest first; with who was there in the twelve hours before. */
export async function listOffers(tx: Reader, ctx: Context): Promise<ListedOffer[]> {
  const { rows } = await sql<ListedOffer>`
    SELECT o.device_id, d.browser, d.system, o.seen_at,
           ARRAY(SELECT DISTINCT p.name FROM session s JOIN person p ON p.id = s.person_id
                  WHERE s.clinic_id = o.clinic_id AND s.device_id = o.device_id
                    AND s.last_activity_at > o.seen_at - interval '12 hours' ORDER BY p.name) AS people
      FROM shared_offer o JOIN device d ON d.id = o.device_id
     WHERE o.clinic_id = ${ctx.clinicId} AND o.answer IS NULL ORDER BY o.seen_at DESC`.execute(tx)
  return rows
}

/** False: it was answered already, or never put. */
export async function updateOffer(
  tx: Writer,
  ctx: Context,
  deviceId: string,
  answer: 'shared' | 'not_shared',
  by: PersonId,
): Promise<boolean> {
  const row = await tx
    .updateTable('shared_offer')
    .set({ answer, answered_at: ctx.now, answered_by: by })
    .where('clinic_id', '=', ctx.clinicId)
    .where('device_id', '=', deviceId)
    .where('answer', 'is', null)
    .returning('device_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findSettings(tx: Reader, ctx: Context) {
  return tx
    .selectFrom('clinic')
    .leftJoin('person', 'person.id', 'clinic.shares_answered_by')
    .select([
      'lock_names',
      'shared_idle_minutes',
      'shares_computers',
      'shares_answered_at',
      'person.name as answered_by',
    ])
    .where('clinic.id', '=', ctx.clinicId)
    .executeTakeFirstOrThrow()
}

export async function countSharedComputers(
  tx: Reader,
  ctx: Context,
): Promise<{ computers: number; offers: number }> {
  const { rows } = await sql<{ computers: number; offers: number }>`
    SELECT (SELECT count(*)::integer FROM shared_computer WHERE clinic_id = ${ctx.clinicId} AND ended_at IS NULL) AS computers,
           (SELECT count(*)::integer FROM shared_offer WHERE clinic_id = ${ctx.clinicId} AND answer IS NULL) AS offers`.execute(
    tx,
  )
  return rows[0] ?? { computers: 0, offers: 0 }
}

export async function updateShares(tx: Writer, ctx: Context, answer: boolean, by: PersonId): Promise<void> {
  await tx
    .updateTable('clinic')
    .set({ shares_computers: answer, shares_answered_at: ctx.now, shares_answered_by: by })
    .where('id', '=', ctx.clinicId)
    .execute()
}

export async function updateLockNames(
  tx: Writer,
  ctx: Context,
  names: 'full' | 'first' | 'initials',
): Promise<void> {
  await tx.updateTable('clinic').set({ lock_names: names }).where('id', '=', ctx.clinicId).execute()
}

/** SQL of who may be told, of what was put off, and of calendar links. */
import { sql } from 'kysely'
import type { Outsider, Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, PersonId } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'

export interface Member {
  personId: PersonId
  name: string
  role: Role
  outsider: Outsider | null
  address: string
}

/** Who works here now, by name, at the address they sign in with. */
export async function listMembers(tx: Reader, ctx: Context): Promise<Member[]> {
  return tx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .innerJoin('person_email', 'person_email.person_id', 'person.id')
    .select([
      'person.id as personId',
      'person.name',
      'membership.role',
      'membership.outsider',
      'person_email.address',
    ])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.state', '=', 'active')
    .where('person_email.signs_in', '=', true)
    .orderBy('person.name')
    .orderBy('person.id')
    .$castTo<Member>()
    .execute()
}

export interface Clinic {
  name: string
  zone: string
  locale: string
}

/** Undefined while it is not open. */
export async function findOpenClinic(tx: Reader, ctx: Context): Promise<Clinic | undefined> {
  return tx
    .selectFrom('clinic')
    .select(['name', 'zone', 'locale'])
    .where('id', '=', ctx.clinicId)
    .where('state', '=', 'active')
    .executeTakeFirst()
}

export interface PutOff {
  cadence: string
  key: string
  /** The first day on which it is told of again. */
  until: string
  reason: string
  by: string
  at: Date
}

export async function listPutOffs(tx: Reader, ctx: Context): Promise<PutOff[]> {
  return tx
    .selectFrom('reminder_put_off')
    .innerJoin('person', 'person.id', 'reminder_put_off.put_off_by')
    .select([
      'reminder_put_off.cadence',
      'reminder_put_off.key',
      'reminder_put_off.until_on as until',
      'reminder_put_off.reason',
      'person.name as by',
      'reminder_put_off.put_off_at as at',
    ])
    .where('reminder_put_off.clinic_id', '=', ctx.clinicId)
    .$castTo<PutOff>()
    .execute()
}

export async function upsertPutOff(
  tx: Writer,
  ctx: Context,
  { by, until, ...one }: { cadence: string; key: string; until: string; reason: string; by: PersonId },
): Promise<void> {
  const said = { until_on: until, reason: one.reason, put_off_by: by, put_off_at: ctx.now }
  await tx
    .insertInto('reminder_put_off')
    .values({ clinic_id: ctx.clinicId, cadence: one.cadence, key: one.key, ...said })
    .onConflict((row) => row.columns(['clinic_id', 'cadence', 'key']).doUpdateSet(said))
    .execute()
}

/** False when nothing waited. */
export async function deletePutOff(
  tx: Writer,
  ctx: Context,
  { cadence, key }: { cadence: string; key: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('reminder_put_off')
    .where('clinic_id', '=', ctx.clinicId)
    .where('cadence', '=', cadence)
    .where('key', '=', key)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** What was to be told of again before that day says nothing any more. */
export async function sweepPutOffs(tx: Writer, ctx: Context, before: string): Promise<void> {
  await tx
    .deleteFrom('reminder_put_off')
    .where('clinic_id', '=', ctx.clinicId)
    .where('until_on', '<', before)
    .execute()
}

export async function findCalendarLink(
  tx: Reader,
  ctx: Context,
  personId: PersonId,
): Promise<{ made_at: Date; last_read_at: Date | null } | undefined> {
  return tx
    .selectFrom('calendar_link')
    .select(['made_at', 'last_read_at'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** In the place of the one before. */
export async function upsertCalendarLink(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  tokenHash: Buffer,
): Promise<void> {
  const made = { token_hash: tokenHash, made_at: ctx.now, last_read_at: null }
  await tx
    .insertInto('calendar_link')
    .values({ clinic_id: ctx.clinicId, person_id: personId, ...made })
    .onConflict((row) => row.columns(['clinic_id', 'person_id']).doUpdateSet(made))
    .execute()
}

/** How many there were: none or one. */
export async function deleteCalendarLink(tx: Writer, ctx: Context, personId: PersonId): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('calendar_link')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export interface LinkAtDoor {
  clinicId: ClinicId
  personId: PersonId
  madeAt: Date
  lastReadAt: Date | null
}

/** Of somebody who works there now; undefined for any other token. */
export async function findLinkAtDoor(
  ctx: Pick<Context, 'kernel'>,
  tokenHash: Buffer,
): Promise<LinkAtDoor | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<LinkAtDoor>`SELECT clinic_id AS "clinicId", person_id AS "personId", made_at AS "madeAt", last_read_at AS "lastReadAt"
                      FROM door_calendar(${tokenHash})`.execute(way),
  )
  return rows[0]
}

export async function updateLastRead(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('calendar_link')
    .set({ last_read_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

/** Open clinics that wait for no look of this kind. */
export async function listWithoutDue(
  ctx: Pick<Context, 'kernel'>,
  kind: string,
): Promise<{ clinicId: ClinicId; zone: string }[]> {
  const { rows } = await door(ctx, (way) =>
    sql<{ clinicId: ClinicId; zone: string }>`
      SELECT clinic_id AS "clinicId", zone FROM door_clinics_without_due(${kind})`.execute(way),
  )
  return rows
}

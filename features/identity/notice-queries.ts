/** SQL of notices: where somebody signed in from so far, and the links that answer a notice. */
import { sql } from 'kysely'
import type { Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface SignedInBefore {
  countries: string[]
  providers: string[]
  /** Undefined: never so far. */
  lastAt: Date | undefined
}

/** The transaction speaks for the person. */
export async function findSignedInBefore(tx: Reader, personId: PersonId): Promise<SignedInBefore> {
  const { rows } = await sql<{
    countries: string[] | null
    providers: string[] | null
    last_at: Date | null
  }>`
    /* prepared signed_in_before */
    SELECT (SELECT array_agg(value) FROM sign_in_place WHERE person_id = ${personId} AND kind = 'country') AS countries,
           (SELECT array_agg(value) FROM sign_in_place WHERE person_id = ${personId} AND kind = 'provider') AS providers,
           (SELECT max(last_at) FROM known_device WHERE person_id = ${personId}) AS last_at`.execute(tx)
  const row = rows[0]
  return {
    countries: row?.countries ?? [],
    providers: row?.providers ?? [],
    lastAt: row?.last_at ?? undefined,
  }
}

export async function upsertPlaces(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  const known = Object.entries({ country: ctx.place?.country, provider: ctx.place?.provider })
  const values = known.flatMap(([kind, value]) =>
    value === undefined ? [] : [{ person_id: personId, kind, value, first_at: ctx.now, last_at: ctx.now }],
  )
  if (values.length === 0) return
  await tx
    .insertInto('sign_in_place')
    .values(values)
    .onConflict((on) => on.columns(['person_id', 'kind', 'value']).doUpdateSet({ last_at: ctx.now }))
    .modifyEnd(sql.raw(`/* prepared upsert_places_${values.length} */`))
    .execute()
}

/** Places first seen since then are strange again. */
export async function deletePlacesSince(tx: Writer, personId: PersonId, since: Date): Promise<void> {
  await tx
    .deleteFrom('sign_in_place')
    .where('person_id', '=', personId)
    .where('first_at', '>=', since)
    .execute()
}

/** Failures in a row before the password of this half sign-in was right. */
export async function findFailuresBefore(tx: Reader, ctx: Context, sessionId: SessionId): Promise<number> {
  const row = await tx
    .selectFrom('session')
    .select('failures_before')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row?.failures_before ?? 0
}

/** True once for a half sign-in, also for two wrong codes at the same instant. */
export async function markHalfTold(tx: Writer, ctx: Context, sessionId: string): Promise<boolean> {
  const row = await tx
    .updateTable('session')
    .set({ half_told_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', sessionId)
    .where('half_told_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a mail of this kind was ordered for the person since; asked one after the other. */
export async function wasMailedSince(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  template: string,
  since: Date,
): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${template} ${personId}`}, 0))`.execute(tx)
  const row = await tx
    .selectFrom('mail')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('template', '=', template)
    .where('created_at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export interface HalfSession {
  personId: PersonId
  deviceId: DeviceId
  sessionId: SessionId
  proven: boolean
  address: string
  browser: string
  system: string
}

/** `proven`: this one went on, or another of the same person at the same browser did since. */
export async function findHalfSession(
  tx: Reader,
  ctx: Context,
  sessionId: string,
): Promise<HalfSession | undefined> {
  const { rows } = await sql<HalfSession>`
    SELECT s.person_id AS "personId", s.device_id AS "deviceId", s.id AS "sessionId", s.address, s.browser, s.system,
           EXISTS (SELECT FROM session o WHERE o.clinic_id = s.clinic_id AND o.person_id = s.person_id
                     AND o.device_id = s.device_id AND (o.code_at >= s.started_at OR o.passkey_at >= s.started_at)) AS proven
      FROM session s WHERE s.clinic_id = ${ctx.clinicId} AND s.id = ${sessionId}`.execute(tx)
  return rows[0]
}

/** A person of this clinic, at the address they sign in with. */
export async function findTold(tx: Reader, ctx: Context, personId: PersonId) {
  const row = await tx
    .selectFrom('person')
    .innerJoin('person_email', 'person_email.person_id', 'person.id')
    .innerJoin('membership', 'membership.person_id', 'person.id')
    .innerJoin('clinic', 'clinic.id', 'membership.clinic_id')
    .select(['person.id', 'person.name', 'person_email.address', 'clinic.name as clinic'])
    .where('membership.clinic_id', '=', ctx.clinicId)
    .where('membership.state', '=', 'active')
    .where('person.id', '=', personId)
    .where('person_email.signs_in', '=', true)
    .executeTakeFirst()
  return row && { ...row, personId: row.id as PersonId }
}

/** The clinic that is being entered. */
export async function findClinicName(tx: Reader, ctx: Context): Promise<string> {
  const row = await tx.selectFrom('clinic').select('name').where('id', '=', ctx.clinicId).executeTakeFirst()
  return row?.name ?? 'Enamel'
}

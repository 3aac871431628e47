/** SQL of sessions and devices. */
import { sql } from 'kysely'
import type { Outsider, Role } from '../../pure/roles/roles.ts'
import type { ClinicId, Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import { askDoor, door, type Reader, type Writer } from '../../server/db/database.ts'

/** own: its person says that nobody else uses it. shared: a shared computer, or one that nobody has said no to yet. */
export type DeviceClass = 'own' | 'other' | 'shared'

export interface SessionRow {
  session_id: SessionId
  clinic_id: ClinicId
  person_id: PersonId
  device_id: DeviceId
  state: 'half' | 'enrolling' | 'full' | 'locked' | 'ended'
  ended_why: string | null
  /** The token that came was the one before the last renewal. */
  former: boolean
  former_ends_at: Date | null
  password_at: Date | null
  code_at: Date | null
  passkey_at: Date | null
  /** The passkey that proved the session last. */
  passkey_id: string | null
  confirmed_until: Date | null
  started_at: Date
  last_activity_at: Date
  ends_at: Date
  vouched_at: Date | null
  device_class: DeviceClass
  device_name: string | null
  /** When it was told that this session passes the list of networks because its person is an Owner. */
  break_glass_at: Date | null
  role: Role | null
  outsider: Outsider | null
  membership_state: string | null
  grace_ends_at: Date | null
  renew_factor_since: Date | null
  person_name: string
  address: string
  has_totp: boolean
  has_passkey: boolean
  /** Passkeys under a former name of Enamel, and whether unused backup codes stand in for them; null: there are none. */
  passkeys_elsewhere: 'codes' | 'none' | null
  clinic_name: string
  country: string
  zone: string
  locale: string
  two_factor: 'optional' | 'recommended' | 'required'
  /** From when the clinic asks this role for two factors, or for a passkey; null: it does not. */
  two_factors_from: Date | null
  passkey_from: Date | null
  password_known_at: Date | null
  idle_minutes: number
  /** Null: sign-ins come from anywhere. */
  allowed_networks: string[] | null
  break_glass: boolean
  has_mail_server: boolean
  mail_way: string | null
  mail_reason: string | null
}

/** As JSON has it: instants are still text. */
type Plain<T> = { [K in keyof T]: Date extends T[K] ? Exclude<T[K], Date> | string : T[K] }

export async function findSessionAtDoor(ctx: Context, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const row = await askDoor<Plain<SessionRow>>(ctx, 'door_session', tokenHash)
  return row && readSessionRow(row)
}

/** What `door_session` answers, with its instants. */
export function readSessionRow(row: Plain<SessionRow>): SessionRow {
  const orNull = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...row,
    former_ends_at: orNull(row.former_ends_at),
    password_at: orNull(row.password_at),
    code_at: orNull(row.code_at),
    passkey_at: orNull(row.passkey_at),
    confirmed_until: orNull(row.confirmed_until),
    started_at: new Date(row.started_at),
    last_activity_at: new Date(row.last_activity_at),
    ends_at: new Date(row.ends_at),
    vouched_at: orNull(row.vouched_at),
    break_glass_at: orNull(row.break_glass_at),
    grace_ends_at: orNull(row.grace_ends_at),
    renew_factor_since: orNull(row.renew_factor_since),
    two_factors_from: orNull(row.two_factors_from),
    passkey_from: orNull(row.passkey_from),
    password_known_at: orNull(row.password_known_at),
  }
}

export async function insertDevice(
  tx: Writer,
  ctx: Context,
  device: { id: DeviceId; tokenHash: Buffer; browser: string; system: string },
): Promise<void> {
  await tx
    .insertInto('device')
    .values({
      id: device.id,
      token_hash: device.tokenHash,
      browser: device.browser,
      system: device.system,
      first_seen_at: ctx.now,
    })
    .execute()
}

/** The transaction speaks for the person. What was proven by two factors once stays so; a forgotten device is known anew. */
export async function upsertKnownDevice(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  deviceId: DeviceId,
  proven: boolean,
): Promise<void> {
  await tx
    .insertInto('known_device')
    .values({ person_id: personId, device_id: deviceId, known_at: ctx.now, last_at: ctx.now, proven })
    .onConflict((on) =>
      on.columns(['person_id', 'device_id']).doUpdateSet({
        last_at: ctx.now,
        proven: sql<boolean>`CASE WHEN known_device.forgotten_at IS NULL THEN known_device.proven OR excluded.proven ELSE excluded.proven END`,
        known_at: sql<Date>`CASE WHEN known_device.forgotten_at IS NULL THEN known_device.known_at ELSE excluded.known_at END`,
        forgotten_at: null,
      }),
    )
    .modifyEnd(sql`/* prepared upsert_known_device */`)
    .execute()
}

export interface NewSession {
  id: SessionId
  personId: PersonId
  deviceId: DeviceId
  tokenHash: Buffer
  state: 'half' | 'full'
  startedAt: Date
  vouchedBy: string | null
  failuresBefore: number
  /** Null: no password was asked for. */
  passwordAt: Date | null
  codeAt: Date | null
  passkeyAt: Date | null
  passkeyId: string | null
  confirmedUntil: Date | null
  browser: string
  system: string
  endsAt: Date
}

export async function insertSession(tx: Writer, ctx: Context, session: NewSession): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      clinic_id: ctx.clinicId,
      id: session.id,
      person_id: session.personId,
      device_id: session.deviceId,
      token_hash: session.tokenHash,
      state: session.state,
      password_at: session.passwordAt,
      code_at: session.codeAt,
      passkey_at: session.passkeyAt,
      passkey_id: session.passkeyId,
      confirmed_until: session.confirmedUntil,
      vouched_at: session.vouchedBy === null ? null : ctx.now,
      vouched_by: session.vouchedBy,
      failures_before: session.failuresBefore,
      address: ctx.address ?? '',
      browser: session.browser,
      system: session.system,
      started_at: session.startedAt,
      last_activity_at: ctx.now,
      ends_at: session.endsAt,
    })
    .modifyEnd(sql`/* prepared insert_session */`)
    .execute()
}

export interface Renewal {
  tokenHash: Buffer
  /** How long the token before stays good; undefined: it dies at once. */
  formerEndsAt: Date | undefined
  state?: 'full'
  passwordAt?: Date
  codeAt?: Date
  passkey?: { id: string; at: Date }
  confirmedUntil?: Date
  endsAt?: Date
}

/** Gives a living session a new token; false when it ended meanwhile. */
export async function renewSession(
  tx: Writer,
  ctx: Context,
  id: SessionId,
  renewal: Renewal,
): Promise<boolean> {
  const row = await tx
    .updateTable('session')
    .set((the) => ({
      token_hash: renewal.tokenHash,
      former_hash: renewal.formerEndsAt ? the.ref('token_hash') : null,
      former_ends_at: renewal.formerEndsAt ?? null,
      last_activity_at: ctx.now,
      ...(renewal.state && { state: renewal.state }),
      ...(renewal.passwordAt && { password_at: renewal.passwordAt }),
      ...(renewal.codeAt && { code_at: renewal.codeAt }),
      ...(renewal.passkey && { passkey_at: renewal.passkey.at, passkey_id: renewal.passkey.id }),
      ...(renewal.confirmedUntil && { confirmed_until: renewal.confirmedUntil }),
      ...(renewal.endsAt && { ends_at: renewal.endsAt }),
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('state', 'in', ['half', 'full'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateActivity(tx: Writer, ctx: Context, id: SessionId): Promise<void> {
  await tx
    .updateTable('session')
    .set({ last_activity_at: ctx.now, ...(ctx.address && { last_address: ctx.address }) })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', id)
    .where('last_activity_at', '<', ctx.now)
    .where('state', 'in', ['half', 'full'])
    .execute()
}

/** Ends sessions of one person in this clinic; returns the ids that were alive. */
export async function endSessionRows(
  tx: Writer,
  ctx: Context,
  which: { personId: PersonId; only?: SessionId; but?: SessionId; why: string; at?: Date },
): Promise<string[]> {
  let query = tx
    .updateTable('session')
    .set({
      state: 'ended',
      ended_why: which.why,
      ended_at: which.at ?? ctx.now,
      former_hash: null,
      former_ends_at: null,
    })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', which.personId)
    .where('state', '<>', 'ended')
  if (which.only) query = query.where('id', '=', which.only)
  if (which.but) query = query.where('id', '<>', which.but)
  return (await query.returning('id').execute()).map((row) => row.id)
}

/** No browser counts as known for this person any more; what they did there stays on file. The transaction speaks for them. */
export async function forgetKnownDevices(tx: Writer, ctx: Context, personId: PersonId): Promise<number> {
  const rows = await tx
    .updateTable('known_device')
    .set({ forgotten_at: ctx.now, own: false })
    .where('person_id', '=', personId)
    .where('forgotten_at', 'is', null)
    .returning('device_id')
    .execute()
  return rows.length
}

/** A new password ends every other session, in all clinics of the person; without `but`, every one. */
export async function endOtherSessionsEverywhere(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  but: SessionId | undefined,
  why: string,
): Promise<{ clinicId: ClinicId; sessionId: SessionId }[]> {
  const { rows } = await sql<{ clinic_id: ClinicId; session_id: SessionId }>`
    SELECT * FROM door_end_other_sessions(${personId}, ${but ?? null}::uuid, ${why}, ${ctx.now})`.execute(tx)
  return rows.map((row) => ({ clinicId: row.clinic_id, sessionId: row.session_id }))
}

/** A passkey that goes takes the other sessions with it that it proved, in all clinics of the person. */
export async function endSessionsOfPasskey(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  passkeyId: string,
  but: SessionId,
): Promise<{ clinicId: ClinicId; sessionId: SessionId }[]> {
  const { rows } = await sql<{ clinic_id: ClinicId; session_id: SessionId }>`
    SELECT * FROM door_end_passkey_sessions(${personId}, ${passkeyId}, ${but}, 'passkey_removed', ${ctx.now})`.execute(
    tx,
  )
  return rows.map((row) => ({ clinicId: row.clinic_id, sessionId: row.session_id }))
}

/** Whether a backup code is left; the transaction speaks for that person. */
export async function hasBackupCode(tx: Reader, personId: PersonId): Promise<boolean> {
  const row = await tx
    .selectFrom('backup_code')
    .select('selector')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export function listLivingSessions(tx: Reader, ctx: Context, personId: PersonId) {
  return tx
    .selectFrom('session')
    .innerJoin('clinic', 'clinic.id', 'session.clinic_id')
    .selectAll('session')
    .select(
      sql<number>`idle_minutes_of(session.device_class, clinic.idle_minutes, clinic.own_idle_minutes, clinic.shared_idle_minutes)`.as(
        'idle_minutes',
      ),
    )
    .where('session.clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('session.state', 'in', ['full', 'enrolling', 'locked'])
    .where('ends_at', '>', ctx.now)
    .orderBy('last_activity_at', 'desc')
    .execute()
}

export async function findSignInSettings(ctx: Context): Promise<{ set_up_at: Date | null }> {
  return door(ctx, (way) => way.selectFrom('installation').select('set_up_at').executeTakeFirstOrThrow())
}

/** The name on the door, where exactly one clinic lives here. */
export async function findSign(
  ctx: Context,
): Promise<{ clinicId: ClinicId; name: string; zone: string; locale: string } | undefined> {
  const { rows } = await door(ctx, (way) =>
    sql<{
      clinic_id: ClinicId
      name: string
      zone: string
      locale: string
    }>`SELECT * FROM door_sign()`.execute(way),
  )
  const row = rows[0]
  return row && { clinicId: row.clinic_id, name: row.name, zone: row.zone, locale: row.locale }
}

export interface OverSession {
  sessionId: SessionId
  personId: PersonId
  personName: string
  why: 'too_long' | 'idle'
  at: Date
}

export async function listClinicsWithOverSessions(ctx: Context): Promise<ClinicId[]> {
  const { rows } = await door(ctx, (way) =>
    sql<{ clinic_id: ClinicId }>`SELECT * FROM door_clinics_with_over_sessions(${ctx.now})`.execute(way),
  )
  return rows.map((row) => row.clinic_id)
}

/** Sessions of the context's clinic whose time is over, and that nobody came back to. */
export async function listOverSessions(tx: Reader, ctx: Context): Promise<OverSession[]> {
  const { rows } = await sql<OverSession>`
    SELECT s.id AS "sessionId", s.person_id AS "personId", coalesce(p.name, '') AS "personName",
           CASE WHEN s.ends_at <= session_over_at(s, c) THEN 'too_long' ELSE 'idle' END AS why,
           session_over_at(s, c) AS at
      FROM session s JOIN clinic c ON c.id = s.clinic_id LEFT JOIN person p ON p.id = s.person_id
     WHERE s.clinic_id = ${ctx.clinicId} AND s.state <> 'ended'
       AND session_over_at(s, c) <= ${ctx.now}`.execute(tx)
  return rows
}

/** SQL of who is protected, and of what is done for one person. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface ProtectedRow {
  person_id: PersonId
  name: string
  role: Role
  has_totp: boolean
  passkeys: number
  /** Also of an earlier address of Enamel. */
  passkeys_of_all_names: number
  backup_codes: number
  has_password: boolean
  elsewhere: boolean
  renew_factor_since: Date | null
  grace_ends_at: Date | null
  grace_given_at: Date | null
  grace_by: string | null
  grace_reason: string | null
  /** The last day of leave, if it is not over. */
  away_until: string | null
  two_factors_from: Date | null
  passkey_from: Date | null
  signed_in_at: Date | null
  by_passkey: boolean | null
  by_code: boolean | null
}

/** Every active person of the context's clinic, or the one asked for. */
export async function listProtectedRows(
  tx: Reader,
  ctx: Context,
  only: PersonId | null = null,
): Promise<ProtectedRow[]> {
  const { rows } = await sql<ProtectedRow>`
    SELECT m.person_id, p.name, m.role, f.has_totp, f.passkeys, f.passkeys_of_all_names, f.backup_codes, f.has_password,
           f.elsewhere, m.renew_factor_since, m.grace_ends_at, m.grace_given_at, g.name AS grace_by, m.grace_reason,
           CASE WHEN m.away_until > ${ctx.now} THEN to_char((m.away_until AT TIME ZONE c.zone) - interval '1 day', 'YYYY-MM-DD') END AS away_until,
           CASE WHEN r.two_factors THEN r.two_factors_from END AS two_factors_from,
           CASE WHEN r.passkey THEN r.passkey_from END AS passkey_from,
           s.started_at AS signed_in_at, s.passkey_at IS NOT NULL AS by_passkey, s.code_at IS NOT NULL AS by_code
      FROM membership m
      JOIN clinic c ON c.id = m.clinic_id
      JOIN person p ON p.id = m.person_id
      JOIN door_protected() f ON f.person_id = m.person_id
      LEFT JOIN person g ON g.id = m.grace_given_by
      LEFT JOIN role_rule r ON r.clinic_id = m.clinic_id AND r.role = m.role
      -- Half a sign-in has none of the three; a locked one, and a passkey whose counter was odd, lack the first.
      LEFT JOIN LATERAL (SELECT l.started_at, l.passkey_at, l.code_at FROM session l
                          WHERE l.clinic_id = m.clinic_id AND l.person_id = m.person_id
                            AND (l.confirmed_until IS NOT NULL OR l.code_at IS NOT NULL OR l.passkey_at IS NOT NULL)
                          ORDER BY l.started_at DESC LIMIT 1) s ON true
     WHERE m.clinic_id = ${ctx.clinicId} AND m.state = 'active' AND (${only}::uuid IS NULL OR m.person_id = ${only}::uuid)
     ORDER BY p.name, m.person_id`.execute(tx)
  return rows
}

/** Gives the hours, unless others were given since `notSince`. */
export async function updateGrace(
  tx: Writer,
  ctx: Context,
  grace: { personId: PersonId; by: PersonId; reason: string; endsAt: Date; notSince: Date },
): Promise<boolean> {
  const row = await tx
    .updateTable('membership')
    .set({
      grace_ends_at: grace.endsAt,
      grace_given_at: ctx.now,
      grace_given_by: grace.by,
      grace_reason: grace.reason,
    })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', grace.personId)
    .where((the) => the.or([the('grace_given_at', 'is', null), the('grace_given_at', '<=', grace.notSince)]))
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** When it was given stays: the next 30 days are counted from there. */
export async function endGraceNow(tx: Writer, ctx: Context, personId: PersonId): Promise<boolean> {
  const row = await tx
    .updateTable('membership')
    .set({ grace_ends_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('grace_ends_at', '>', ctx.now)
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** `until` is the last day of leave in the clinic's zone; kept is the instant at which that day is over. */
export async function updateLeave(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  until: string | null,
): Promise<void> {
  await sql`UPDATE membership m SET away_until = (${until}::date + 1)::timestamp AT TIME ZONE c.zone
              FROM clinic c WHERE c.id = m.clinic_id AND m.clinic_id = ${ctx.clinicId} AND m.person_id = ${personId}`.execute(
    tx,
  )
}

export async function markRenew(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('membership')
    .set({ renew_factor_since: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .execute()
}

/** Whatever code would vouch for this person here is over. */
export async function endCodes(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  await tx
    .updateTable('one_time_code')
    .set({ ends_at: ctx.now })
    .where('clinic_id', '=', ctx.clinicId)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('ends_at', '>', ctx.now)
    .execute()
}

/** Whether one did any of these to the other since then: the log is the memory. */
export async function hasActedOn(
  tx: Reader,
  ctx: Context,
  what: { by: PersonId; on: PersonId; actions: readonly string[]; since: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('event')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('at', '>', what.since)
    .where('actor_id', '=', what.by)
    .where('target_id', '=', what.on)
    .where('action', 'in', what.actions)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Active Owners and Admins of the context's clinic, the highest first. */
export async function listKeepers(
  tx: Reader,
  ctx: Context,
): Promise<{ person_id: PersonId; name: string; role: Role }[]> {
  const { rows } = await sql<{ person_id: PersonId; name: string; role: Role }>`
    SELECT m.person_id, p.name, m.role FROM membership m JOIN person p ON p.id = m.person_id
     WHERE m.clinic_id = ${ctx.clinicId} AND m.state = 'active' AND m.role IN ('OWNER', 'ADMIN')
     ORDER BY m.role = 'OWNER' DESC, p.name`.execute(tx)
  return rows
}

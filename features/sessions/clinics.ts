/**
 * Somebody of several clinics: which they may enter, and a session that gives way to one in another clinic. What was shown
 * goes along with its own times, so that going to and fro makes no sign-in longer than its clinic lets it be.
 */
import { sql } from 'kysely'
import type { ClinicId, Context, DeviceId, PersonId, SessionId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { sessionProblem } from './contract.ts'
import { hashToken } from './tokens.ts'

export interface OwnClinic {
  id: ClinicId
  name: string
  absoluteHours: number
}

/**
 * The clinics this person may enter at this browser, the one they entered last there first; on a shared computer of one of
 * them that one alone. The transaction speaks for the person.
 */
export async function listOwnClinics(
  tx: Reader,
  personId: PersonId,
  deviceId: DeviceId | undefined,
): Promise<OwnClinic[]> {
  const { rows } = await sql<OwnClinic>`
    SELECT clinic_id AS id, name, absolute_hours AS "absoluteHours"
      FROM door_own_clinics(${personId}, ${deviceId ?? null}::uuid)`.execute(tx)
  return rows
}

/** What a session leaves to the one that takes its place. */
export interface HandedOver {
  startedAt: Date
  passwordAt: Date | null
  codeAt: Date | null
  passkeyAt: Date | null
  passkeyId: string | null
  confirmedUntil: Date | null
  /** Undefined: it was no stay in a clinic. */
  endsAt: Date | undefined
  failuresBefore: number
  byTwo: boolean
  /** Right after a sign-in by the password: the browser may vouch for them as it does at any sign-in. */
  byPasswordOnly: boolean
}

interface Leaving {
  sessionId: SessionId
  personId: PersonId
  token: string
  /** They were in a clinic; else they had only just been asked for one. */
  stay: boolean
}

/**
 * Ends a session for one in another clinic; undefined when it is over, or when `token` is not its present one: a token of
 * before a renewal still reads for some seconds, and must not become a new one. The transaction speaks for its clinic.
 */
export async function handOver(
  tx: Writer,
  ctx: Context,
  { sessionId, personId, token, stay }: Leaving,
): Promise<HandedOver | undefined> {
  const row = await tx
    .updateTable('session')
    // "Replaced", nothing more: that somebody has another clinic is not told to this one.
    .set({
      state: 'ended',
      ended_why: 'replaced',
      ended_at: ctx.now,
      former_hash: null,
      former_ends_at: null,
    })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('token_hash', '=', hashToken(token))
    .where('state', 'in', ['half', 'full'])
    .returning(['started_at', 'password_at', 'code_at', 'passkey_at', 'passkey_id', 'confirmed_until'])
    .returning(['ends_at', 'failures_before'])
    .executeTakeFirst()
  if (!row) return undefined
  const byTwo = row.passkey_at !== null || (row.password_at !== null && row.code_at !== null)
  return {
    startedAt: row.started_at,
    passwordAt: row.password_at,
    codeAt: row.code_at,
    passkeyAt: row.passkey_at,
    passkeyId: row.passkey_id,
    // Lost on a switch (identity.md, trap 7): what is sensitive there is confirmed there.
    confirmedUntil: stay ? null : row.confirmed_until,
    endsAt: stay ? row.ends_at : undefined,
    failuresBefore: row.failures_before,
    byTwo,
    byPasswordOnly: !stay && !byTwo,
  }
}

/**
 * The times and proofs of the session that takes its place. NIST SP 800-63B-4 §2.2.3: the overall timeout is counted from
 * the sign-in, by the hours of the clinic that is entered, and never later than what was left of the stay before. Throws
 * `sessions.too_long_for_clinic`.
 */
export function stayOf(ctx: Context, handed: HandedOver, minutes: number) {
  const { startedAt, passwordAt, codeAt, passkeyAt, passkeyId, confirmedUntil, failuresBefore } = handed
  const last = startedAt.getTime() + minutes * 60_000
  const endsAt = new Date(Math.min(last, handed.endsAt?.getTime() ?? last))
  if (endsAt <= ctx.now) throw sessionProblem('sessions.too_long_for_clinic')
  return { startedAt, passwordAt, codeAt, passkeyAt, passkeyId, confirmedUntil, failuresBefore, endsAt }
}

/** A person's own proofs: confirm, password, authenticator app, backup codes. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, recordRefusal, unaudited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { Cookies } from '../../server/http/route.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as sessions from '../sessions/service.ts'
import { BACKUP_CODES, newBackupCodes, newTotpSecret, readBackupCode, stepOf, totpForApp } from './codes.ts'
import { type getSecurity, identityProblem, PASSWORD_MAX } from './contract.ts'
import {
  acceptedChange,
  acceptedHash,
  FIRST_MIN_LENGTH,
  normalised,
  storePassword,
  type Whose,
} from './passwords.ts'
import * as queries from './queries.ts'
import { openTotp, proveBackupCode, proveCode, sealTotp } from './second-factor.ts'
import { tell } from './sign-in.ts'
import { attempt, forgetFailures } from './throttle.ts'

type Own = { ctx: Context; session: SessionView; cookies: Cookies }

const ENROL_MINUTES = 15

const own = (session: SessionView, action: string, personal: Record<string, string> = {}): AuditEvent => ({
  action,
  category: 'auth',
  target: { type: 'person', id: session.personId },
  personal: { target_name: session.personName, ...personal },
})
const person = (session: SessionView) => ({
  personId: session.personId,
  name: session.personName,
  address: session.address,
})

/**
 * Confirm it's you: the password again, and the second factor where there is one (ASVS 7.5.1). A new token;
 * ten minutes, this session only. Shares the counters of sign-in.
 */
export async function confirm({
  ctx,
  session,
  cookies,
  body,
}: Own & {
  body: { password: string; code?: string | undefined; backupCode?: string | undefined }
}): Promise<{ confirmedUntil: string }> {
  const turn = await attempt(ctx, 'password', foldAddress(session.address), session.deviceId)
  const stored = await read(ctx, (tx) => queries.findPassword(tx, session.personId))
  const verdict = await turn.judge(() => ctx.kernel.hashing.verify(normalised(body.password), stored?.hash))
  if (!verdict.ok) {
    await recordRefusal(ctx, {
      ...own(session, 'auth.confirm_failed', { reason: 'identity.wrong_password' }),
      outcome: 'failed',
    })
    throw identityProblem('identity.wrong_password')
  }
  await turn.succeeded()
  const proof = session.hasTotp
    ? await (body.backupCode
        ? proveBackupCode(ctx, session, body.backupCode, session.deviceId)
        : proveCode(ctx, session, body.code ?? '', session.deviceId))
    : undefined
  const deny = (reason: string) =>
    recordRefusal(ctx, { ...own(session, 'auth.confirm_failed', { reason }), outcome: 'failed' })
  if (proof && !proof.ok) {
    await deny(proof.why)
    throw identityProblem(proof.why)
  }
  const quicker = identityProblem('identity.code_used')
  const until = sessions.freshUntil(ctx.now)
  const token = await write(ctx, async (tx) => {
    if (proof && !(await proof.use(tx))) throw quicker
    const made = await sessions.renew(
      tx,
      ctx,
      session.sessionId,
      { passwordAt: ctx.now, confirmedUntil: until, ...(proof && { codeAt: ctx.now }) },
      true,
    )
    const events: [AuditEvent, ...AuditEvent[]] = [own(session, 'auth.confirmed')]
    if (proof && body.backupCode) {
      events.push(own(session, 'backup_code.used'))
      await tell(tx, ctx, person(session), 'backup_code_used', session.clinicName)
    }
    return audited(events, made)
  }).catch(async (error: unknown) => {
    if (error === quicker) await deny(quicker.code)
    throw error
  })
  await proof?.succeeded()
  cookies.setSession(token)
  return { confirmedUntil: until.toISOString() }
}

export async function security({ ctx, session }: Own): Promise<Answer<typeof getSecurity>> {
  const rules = await queries.findPasswordRules(ctx, session.personId)
  const found = await read(ctx, async (tx) => ({
    password: await queries.findPassword(tx, session.personId),
    totp: await queries.findTotp(tx, session.personId),
    codes: await queries.findBackupCodeState(tx, session.personId),
  }))
  return {
    passwordChangedAt: found.password?.changed_at.toISOString() ?? null,
    passwordRules: {
      minLength: rules.minLength,
      maxLength: PASSWORD_MAX,
      history: rules.history,
      ownWords: [session.personName, session.address, ...rules.clinicNames],
    },
    totp: found.totp
      ? {
          addedAt: found.totp.added_at.toISOString(),
          lastUsedAt: found.totp.last_used_at?.toISOString() ?? null,
        }
      : null,
    backupCodes: found.codes
      ? {
          madeAt: found.codes.madeAt.toISOString(),
          confirmedAt: found.codes.confirmedAt?.toISOString() ?? null,
          left: found.codes.left,
          of: found.codes.of,
        }
      : null,
    twoFactor: session.twoFactor,
  }
}

/** A new password ends every other session of the person, in all their clinics. */
export async function changePassword({
  ctx,
  session,
  cookies,
  body,
}: Own & { body: { password: string } }): Promise<{ sessionsEnded: number }> {
  const hash = await acceptedChange(ctx, session.personId, body.password, {
    name: session.personName,
    address: session.address,
  })
  const done = await write(ctx, async (tx) => {
    await storePassword(tx, ctx, session.personId, hash)
    await forgetFailures(tx, 'password', foldAddress(session.address), session.deviceId)
    const ended = await sessions.endOtherSessionsEverywhere(
      tx,
      ctx,
      session.personId,
      session.sessionId,
      'password_changed',
    )
    const token = await sessions.renew(tx, ctx, session.sessionId, { passwordAt: ctx.now }, true)
    await tell(tx, ctx, person(session), 'password_changed', session.clinicName)
    return audited(own(session, 'password.changed', { sessions_ended: String(ended) }), { ended, token })
  })
  cookies.setSession(done.token)
  return { sessionsEnded: done.ended }
}

/** A secret waiting for its first code: kept sealed, for this session, fifteen minutes. */
export async function beginTotp({ ctx, session }: Own) {
  if (session.hasTotp) throw identityProblem('identity.totp_exists')
  const secret = newTotpSecret()
  const id = newId(ctx.now)
  const endsAt = new Date(ctx.now.getTime() + ENROL_MINUTES * 60_000)
  await unaudited(ctx, 'a secret without its first code changes nothing', (tx) =>
    queries.replaceChallenge(tx, {
      id,
      personId: session.personId,
      sessionId: session.sessionId,
      secret: sealTotp(ctx, session.personId, secret),
      endsAt,
    }),
  )
  return {
    challengeId: id,
    ...totpForApp(secret, session.clinicName, session.address),
    endsAt: endsAt.toISOString(),
  }
}

export async function confirmTotp({
  ctx,
  session,
  cookies,
  body,
}: Own & { body: { challengeId: string; code: string } }): Promise<Record<string, never>> {
  const turn = await attempt(ctx, 'code', session.personId, session.deviceId)
  const challenge = await read(ctx, (tx) => queries.findChallenge(tx, ctx, body.challengeId))
  if (!challenge) throw identityProblem('identity.challenge_over')
  const secret = openTotp(ctx, session.personId, challenge.secret)
  const step = stepOf(secret, body.code, ctx.now)
  if (step === undefined) {
    await recordRefusal(ctx, {
      ...own(session, 'auth.2fa.deny', { factor: 'app', reason: 'identity.wrong_code' }),
      outcome: 'failed',
    })
    throw identityProblem('identity.wrong_code')
  }
  const token = await write(ctx, async (tx) => {
    if (!(await queries.useChallenge(tx, ctx, challenge.id))) throw identityProblem('identity.challenge_over')
    if (!(await queries.insertTotp(tx, ctx, session.personId, sealTotp(ctx, session.personId, secret), step)))
      throw identityProblem('identity.totp_exists')
    const made = await sessions.renew(tx, ctx, session.sessionId, { state: 'full', codeAt: ctx.now }, true)
    await tell(tx, ctx, person(session), 'totp_added', session.clinicName)
    return audited(own(session, 'auth.2fa.factor_added', { factor: 'app' }), made)
  })
  await turn.succeeded()
  cookies.setSession(token)
  return {}
}

export async function removeTotp({ ctx, session, cookies }: Own): Promise<Record<string, never>> {
  if (session.twoFactor === 'required') throw identityProblem('identity.totp_required')
  const token = await write(ctx, async (tx) => {
    if (!(await queries.deleteTotp(tx, session.personId))) throw identityProblem('identity.totp_missing')
    await forgetFailures(tx, 'code', session.personId, session.deviceId)
    await forgetFailures(tx, 'backup_code', session.personId, session.deviceId)
    const made = await sessions.renew(tx, ctx, session.sessionId, {}, true)
    await tell(tx, ctx, person(session), 'totp_removed', session.clinicName)
    return audited(own(session, 'auth.2fa.disabled', { factor: 'app' }), made)
  })
  cookies.setSession(token)
  return {}
}

/** Ten new codes, hashed as passwords are; the ones before stop working. */
export async function makeBackupCodes({ ctx, session }: Own): Promise<{ codes: string[] }> {
  if (!session.hasTotp) throw identityProblem('identity.totp_missing')
  const codes = newBackupCodes()
  const hashed = await Promise.all(
    codes.map(async (code) => ({
      selector: code.selector,
      hash: await ctx.kernel.hashing.hash(code.secret),
    })),
  )
  await write(ctx, async (tx) => {
    await queries.replaceBackupCodes(tx, ctx, session.personId, hashed)
    await forgetFailures(tx, 'backup_code', session.personId, session.deviceId)
    // Asked again under the lock: the app may have gone while the codes were hashed.
    if (!(await queries.findTotp(tx, session.personId))) throw identityProblem('identity.totp_missing')
    await tell(tx, ctx, person(session), 'backup_codes_made', session.clinicName)
    return audited(own(session, 'backup_codes.made', { codes: String(BACKUP_CODES) }))
  })
  return { codes: codes.map((code) => code.shown) }
}

/** One typed back proves that they were saved; it is not used up. */
export async function confirmBackupCodes({
  ctx,
  session,
  body,
}: Own & { body: { code: string } }): Promise<Record<string, never>> {
  const turn = await attempt(ctx, 'backup_code', session.personId, session.deviceId)
  const code = readBackupCode(body.code)
  const stored =
    code && (await read(ctx, (tx) => queries.findBackupCode(tx, session.personId, code.selector)))
  const { ok } = await turn.judge(() => ctx.kernel.hashing.verify(code?.secret ?? '', stored?.hash))
  if (!ok) {
    await recordRefusal(ctx, {
      ...own(session, 'auth.2fa.deny', { factor: 'backup_code', reason: 'identity.wrong_code' }),
      outcome: 'failed',
    })
    throw identityProblem('identity.wrong_code')
  }
  if (stored?.used_at) throw identityProblem('identity.code_used')
  await turn.succeeded()
  await write(ctx, async (tx) => {
    await queries.updateCodesConfirmed(tx, ctx, session.personId)
    return audited(own(session, 'backup_codes.confirmed'))
  })
  return {}
}

/** The hash of somebody's first password, by the rules a new clinic starts with. Throws `identity.password_refused`. */
export function firstPasswordHash(
  ctx: Context,
  password: string,
  whose: Whose,
  clinicNames: string[],
): Promise<string> {
  return acceptedHash(ctx, password, { minLength: FIRST_MIN_LENGTH, clinicNames }, whose)
}

export { storePassword }

/** An authenticator app whose secret is known already; for the first code any step counts as unused. */
export async function storeTotp(tx: Writer, ctx: Context, personId: PersonId, secret: Buffer): Promise<void> {
  await queries.insertTotp(tx, ctx, personId, sealTotp(ctx, personId, secret), 0)
}

/** Whether backup codes are there, typed back once, and not all used up. */
export async function hasSavedCodes(ctx: Context, personId: PersonId): Promise<boolean> {
  const codes = await read(ctx, (tx) => queries.findBackupCodeState(tx, personId))
  return codes !== undefined && codes.confirmedAt !== null && codes.left > 0
}

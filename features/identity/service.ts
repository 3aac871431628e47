/** Confirm it's you, the password, and what other features ask of identity. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import { MAX_PASSWORD_LENGTH } from '../../pure/password/length.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, recordRefusal, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import * as sessions from '../sessions/service.ts'
import { type getSecurity, identityProblem } from './contract.ts'
import { wantVouched } from './factor-added.ts'
import {
  acceptedChange,
  acceptedHash,
  FIRST_MIN_LENGTH,
  normalised,
  storePassword,
  type Whose,
} from './passwords.ts'
import { own, type Own, person } from './own.ts'
import { countWorkingPasskeys } from './passkey-queries.ts'
import * as queries from './queries.ts'
import { proveBackupCode, proveCode } from './second-factor.ts'
import { tell } from './sign-in.ts'
import { attempt, forgetFailures } from './throttle.ts'

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
  // Whoever has a passkey alone confirms with that, or with the password and a backup code: never by the password alone.
  const proof =
    session.hasTotp || session.hasPasskey || session.codesStandIn
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
  const rules = await queries.findPersonRules(ctx, session.personId)
  const { personName: name, address } = session
  const found = await read(ctx, async (tx) => ({
    password: await queries.findPassword(tx, session.personId),
    totp: await queries.findTotp(tx, session.personId),
    codes: await queries.findBackupCodeState(tx, session.personId),
  }))
  return {
    passwordChangedAt: found.password?.changed_at.toISOString() ?? null,
    passwordRules: passwordRulesOf(rules, { name, address }),
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
    twoFactor: rules.twoFactorRequired ? 'required' : session.twoFactor,
  }
}

/** What a page is told that asks this person for a new password. */
export function passwordRulesOf(
  { minLength, history, classes, clinicNames }: queries.PersonRules,
  { name, address }: Whose,
): Answer<typeof getSecurity>['passwordRules'] {
  return {
    minLength,
    maxLength: MAX_PASSWORD_LENGTH,
    history,
    classes,
    ownWords: [name, address, ...clinicNames],
  }
}

/** A new password ends every other session of the person, in all their clinics. */
export async function changePassword({
  ctx,
  session,
  cookies,
  body,
}: Own & { body: { password: string } }): Promise<{ sessionsEnded: number }> {
  // A stolen password does not shut its person out of their own enrolment.
  await wantVouched(ctx, session)
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
    return audited(
      [
        ...ended.map((one) => ({ ...own(session, 'session.end', { reason: 'password_changed' }), ...one })),
        own(session, 'password.changed', { sessions_ended: String(ended.length) }),
      ],
      { ended: ended.length, token },
    )
  })
  cookies.setSession(done.token)
  return { sessionsEnded: done.ended }
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

/** What this person could prove themselves with beside the password: that it is there. */
export function countOwnFactors(
  ctx: Context,
  personId: PersonId,
): Promise<{ app: boolean; passkeys: number }> {
  return read({ ...ctx, personId }, async (tx) => ({
    app: (await queries.findTotp(tx, personId)) !== undefined,
    passkeys: await countWorkingPasskeys(tx, personId),
  }))
}

export { countFactors } from './proofs.ts'
export { storePassword }
export { findClinicName, tell } from './sign-in.ts'
export * from './unlock-proof.ts'
export { attemptFromNetwork } from './throttle.ts'
export { storeTotp } from './authenticator-app.ts'
export { hasSavedCodes, savedCodes } from './backup-codes.ts'
export { holdSignIns, takeProofs } from './taken-proofs.ts'

// What the ways back in (features/recovery) are made of.
export type { Own } from './own.ts'
export { endLinks, type NoticeAbout } from './links.ts'
export { deletePasskey } from './passkey-queries.ts'
export { deletePlacesSince } from './notice-queries.ts'
export { placed } from './notices.ts'
export { acceptedChange } from './passwords.ts'
export { countProofs, deletePin, deleteProofs, listDevices, type Proofs } from './proof-queries.ts'
export { deleteTotp, dropCodesWithoutFactor, findPersonRules, holdPerson } from './queries.ts'
export { countAsked, forgetFailures, type Guessed } from './throttle.ts'

// Joining by an invitation (features/staff).
export * from './newcomer.ts'

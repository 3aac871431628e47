/** The authenticator app of a person: set up by its first code, removed where nothing requires it. */
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, recordRefusal, unaudited, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import * as sessions from '../sessions/service.ts'
import { newTotpSecret, stepOf, totpForApp } from './codes.ts'
import { identityProblem } from './contract.ts'
import { updateTotp } from './enrolled-queries.ts'
import { factorAdded, wantVouched } from './factor-added.ts'
import { own, type Own, person } from './own.ts'
import { hasWorkingPasskey } from './passkey-queries.ts'
import * as queries from './queries.ts'
import { openTotp, sealTotp } from './second-factor.ts'
import { tell } from './sign-in.ts'
import { attempt, forgetFailures } from './throttle.ts'

const ENROL_MINUTES = 15

/** A secret waiting for its first code: kept sealed, for this session, fifteen minutes. */
export async function beginTotp({ ctx, session }: Own) {
  await wantVouched(ctx, session)
  if (session.hasTotp && session.must !== 'renew') throw identityProblem('identity.totp_exists')
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
  await wantVouched(ctx, session)
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
    const sealed = sealTotp(ctx, session.personId, secret)
    if (!(await queries.insertTotp(tx, ctx, session.personId, sealed, step))) {
      // A clinic that cannot take a factor of several clinics back asks its person to renew it themselves.
      if (session.must !== 'renew') throw identityProblem('identity.totp_exists')
      await updateTotp(tx, ctx, session.personId, sealed, step)
    }
    const made = await sessions.renew(tx, ctx, session.sessionId, { state: 'full', codeAt: ctx.now }, true)
    await tell(tx, ctx, person(session), 'totp_added', session.clinicName)
    const enrolled = await factorAdded(tx, ctx, session, 'app')
    return audited([own(session, 'auth.2fa.factor_added', { factor: 'app' }), ...enrolled], made)
  })
  await turn.succeeded()
  cookies.setSession(token)
  return {}
}

export async function removeTotp({ ctx, session, cookies }: Own): Promise<Record<string, never>> {
  await wantVouched(ctx, session)
  const { twoFactorRequired } = await queries.findPersonRules(ctx, session.personId)
  const token = await write(ctx, async (tx) => {
    // Held before anything is looked at: the app and the last passkey must not go at the same instant.
    await queries.holdPerson(tx, session.personId)
    if (twoFactorRequired && !(await hasWorkingPasskey(tx, session.personId)))
      throw identityProblem('identity.totp_required')
    if (!(await queries.deleteTotp(tx, session.personId))) throw identityProblem('identity.totp_missing')
    await queries.dropCodesWithoutFactor(tx, session.personId)
    await forgetFailures(tx, 'code', session.personId, session.deviceId)
    await forgetFailures(tx, 'backup_code', session.personId, session.deviceId)
    const made = await sessions.renew(tx, ctx, session.sessionId, {}, true)
    await tell(tx, ctx, person(session), 'totp_removed', session.clinicName)
    return audited(own(session, 'auth.2fa.disabled', { factor: 'app' }), made)
  })
  cookies.setSession(token)
  return {}
}

/** An authenticator app whose secret is known already; for the first code any step counts as unused. */
export async function storeTotp(tx: Writer, ctx: Context, personId: PersonId, secret: Buffer): Promise<void> {
  await queries.insertTotp(tx, ctx, personId, sealTotp(ctx, personId, secret), 0)
}

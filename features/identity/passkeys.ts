/** A person's passkeys: made, named, removed. What proves with them is in passkey-proof.ts and passkey-sign-in.ts. */
import { randomBytes } from 'node:crypto'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Problem } from '../../pure/contract/problem.ts'
import type { Context, PersonId } from '../../server/context.ts'
import {
  audited,
  read,
  type Reader,
  recordRefusal,
  refuse,
  unaudited,
  write,
  type Writer,
} from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { findRpId } from '../../server/relying-party.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as sessions from '../sessions/service.ts'
import { type Answered, answerChallenge, CHALLENGE_MS, makeChallenge } from './challenges.ts'
import { identityProblem } from './contract.ts'
import { factorAdded, wantVouched } from './factor-added.ts'
import { type beginPasskey, type listPasskeys, PASSKEY_ALGORITHMS, PASSKEYS_MAX } from './passkey-contract.ts'
import { own, type Own, person } from './own.ts'
import { opener, placeOf } from './passkey-proof.ts'
import { nameOf, providerOf } from './passkey-providers.ts'
import * as keys from './passkey-queries.ts'
import * as queries from './queries.ts'
import { tell } from './sign-in.ts'
import { forgetFailures } from './throttle.ts'
import {
  type NewPasskey,
  PasskeyRefused,
  readRegistration,
  type Reason,
  type Registration,
  staysHere,
} from './webauthn.ts'

export async function list({ ctx, session }: Own): Promise<Answer<typeof listPasskeys>> {
  const rpId = await findRpId(ctx)
  const rules = await queries.findPersonRules(ctx, session.personId)
  return read(ctx, async (tx) => {
    const passkeys = await keys.listOwnPasskeys(tx, session.personId)
    const handle = await keys.findUserHandle(tx, session.personId)
    const objection = await objectionToNone(tx, session.personId, rules)
    return {
      rpId,
      reachedAs: ctx.kernel.config.reachedAs,
      userHandle: handle?.toString('base64url') ?? null,
      canRemove: objection ?? 'yes',
      passkeys: passkeys.map((one) => ({
        id: one.id,
        credentialId: one.credential_id.toString('base64url'),
        name: nameOf(ctx, one),
        provider: providerOf(one.aaguid) ?? null,
        named: one.name !== null,
        addedAt: one.added_at.toISOString(),
        lastUsedAt: one.last_used_at?.toISOString() ?? null,
        backedUp: one.backed_up,
        thisSession: one.id === session.passkeyId,
        works: one.rp_id === rpId,
        verified: one.verified_at !== null,
      })),
    }
  })
}

/**
 * Options for making one. On a shared computer only what is carried to it and away again may keep it: a security key,
 * a phone beside it (identity.md, trap 6).
 */
export async function begin({ ctx, session }: Own): Promise<Answer<typeof beginPasskey>> {
  await wantVouched(ctx, session)
  const options = await optionsFor(ctx, session, 'register')
  return { options: session.deviceClass === 'shared' ? carriedAlone(options) : options }
}

type Options = Awaited<ReturnType<typeof optionsFor>>

/** Of a passkey that is carried to this computer and away again. */
export const carriedAlone = (options: Options): Answer<typeof beginPasskey>['options'] => ({
  ...options,
  authenticatorSelection: {
    ...options.authenticatorSelection,
    authenticatorAttachment: 'cross-platform', // WebAuthn L3 §5.4.4
  },
  hints: ['security-key', 'hybrid'], // §5.8.7
})

/** The person's handle is made with the first (WebAuthn L3 §14.6.1: 64 random bytes, no name). */
export async function optionsFor(ctx: Context, session: SessionView, purpose: 'register' | 'conditional') {
  if (ctx.kernel.config.reachedAs === 'number') throw identityProblem('identity.passkey_no_name')
  const existing = await read(ctx, (tx) => keys.listOwnPasskeys(tx, session.personId))
  if (existing.length >= PASSKEYS_MAX) throw identityProblem('identity.passkeys_full')
  const handle = await unaudited(ctx, 'a handle without a passkey stands for nobody yet', (tx) =>
    keys.keepUserHandle(tx, session.personId, randomBytes(64)),
  )
  return creationOptions(ctx, {
    challenge: makeChallenge(ctx, purpose, session.sessionId),
    handle,
    whose: { name: session.personName, address: session.address },
    excludeCredentials: existing.map(descriptorOf),
    userVerification: purpose === 'register' ? 'required' : 'preferred',
  })
}

/** Options for navigator.credentials.create(). */
export async function creationOptions(
  ctx: Context,
  wish: {
    challenge: string
    handle: Buffer
    whose: { name: string; address: string }
    excludeCredentials: ReturnType<typeof descriptorOf>[]
    userVerification: 'required' | 'preferred'
  },
) {
  const { challenge, handle, whose, excludeCredentials, userVerification } = wish
  return {
    challenge,
    timeout: CHALLENGE_MS,
    rp: { id: await findRpId(ctx), name: 'Enamel' },
    user: { id: handle.toString('base64url'), name: whose.address, displayName: whose.name },
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
    excludeCredentials,
    authenticatorSelection: {
      residentKey: 'required' as const,
      requireResidentKey: true as const,
      userVerification,
    },
    attestation: 'none' as const,
  }
}

export const descriptorOf = (passkey: { credential_id: Buffer; transports: string }) => ({
  type: 'public-key' as const,
  id: passkey.credential_id.toString('base64url'),
  transports: passkey.transports.split(',').filter((name) => name !== ''),
})

/**
 * Keeps what the browser made. Throws `identity.passkey_refused`, `…_exists`, `…_full`, `…_stays_here` or
 * `identity.challenge_over`.
 */
export async function add(call: Own & { body: { credential: Registration } }) {
  const { ctx, session, body } = call
  await wantVouched(ctx, session)
  if (session.deviceClass === 'shared' && staysHere(body.credential))
    return refuseNew(ctx, session, new PasskeyRefused('stays_here'))
  const made = await readNew(call, 'register')
  return keep(call, made, async (tx, { id, name }) => {
    await tell(
      tx,
      ctx,
      person(session),
      'passkey_added',
      session.clinicName,
      { passkey: name },
      { passkey: id },
    )
    // Somebody who had no second factor, or had to add a passkey, is not asked at once for what was made and verified just now.
    const isFirst = (!session.hasTotp && !session.hasPasskey) || session.must === 'passkey'
    const enrolled = await factorAdded(tx, ctx, session, 'passkey')
    return {
      events: [own(session, 'auth.2fa.factor_added', { factor: 'passkey', after: name }), ...enrolled],
      renewal: { state: 'full', ...(isFirst && { passkey: { id, at: ctx.now } }) },
    }
  })
}

interface Made {
  passkey: NewPasskey & { rpId: string }
  answered: Answered
}

/** What the browser made in answer to one of this session's own challenges, checked and not kept yet. */
export async function readNew(
  { ctx, session, body }: Own & { body: { credential: Registration } },
  purpose: 'register' | 'conditional',
): Promise<Made> {
  if (ctx.kernel.config.reachedAs === 'number') throw identityProblem('identity.passkey_no_name')
  const place = await placeOf(ctx)
  const challenge = opener(ctx, purpose, session.sessionId)
  const passkey = await readRegistration(body.credential, place, challenge.isOurs, {
    conditional: purpose === 'conditional',
  }).catch((error: unknown) => refuseNew(ctx, session, error))
  const answered = await challenge.open().catch((error: unknown) => refuseNew(ctx, session, error))
  return { passkey: { ...passkey, rpId: place.rpId }, answered }
}

/** Uses the challenge up and keeps the passkey; `told` tells its person, and says what the log and the session get. */
export async function keep(
  { ctx, session, cookies }: Own,
  { passkey, answered }: Made,
  told: (
    tx: Writer,
    kept: { id: string; name: string },
  ) => Promise<{
    events: readonly [AuditEvent, ...AuditEvent[]]
    renewal: Parameters<typeof sessions.renew>[3]
  }>,
): Promise<{ id: string; name: string }> {
  const added = await write(ctx, async (tx) => {
    if (!(await answerChallenge(tx, answered))) throw identityProblem('identity.challenge_over')
    await queries.holdPerson(tx, session.personId)
    if ((await keys.countPasskeys(tx, session.personId)) >= PASSKEYS_MAX)
      throw identityProblem('identity.passkeys_full')
    const id = await keys.insertPasskey(tx, ctx, session.personId, passkey)
    if (id === undefined) throw identityProblem('identity.passkey_exists')
    const name = nameOf(ctx, { name: null, aaguid: passkey.aaguid })
    const { events, renewal } = await told(tx, { id, name })
    const token = await sessions.renew(tx, ctx, session.sessionId, renewal, true)
    return audited(events, { id, name, token })
  })
  cookies.setSession(added.token)
  return { id: added.id, name: added.name }
}

const PROBLEM_OF: Partial<Record<Reason, 'identity.challenge_over' | 'identity.passkey_stays_here'>> = {
  challenge: 'identity.challenge_over',
  stays_here: 'identity.passkey_stays_here',
}

/** What whoever made it is told. */
export const passkeyProblem = (error: PasskeyRefused): Problem =>
  identityProblem(PROBLEM_OF[error.reason] ?? 'identity.passkey_refused', { cause: error })

/** A passkey that is none is recorded with its reason; one answer for all but a challenge that is over, and a shared computer. */
async function refuseNew(ctx: Context, session: SessionView, error: unknown): Promise<never> {
  if (!(error instanceof PasskeyRefused)) throw error
  const problem = passkeyProblem(error)
  await recordRefusal(ctx, {
    ...own(session, 'auth.2fa.deny', { factor: 'passkey', reason: error.message }),
    outcome: 'failed',
  })
  throw problem
}

export async function rename({
  ctx,
  session,
  params,
  body,
}: Own & { params: { passkeyId: string }; body: { name: string | null } }): Promise<Record<string, never>> {
  const unknown = identityProblem('identity.passkey_not_found')
  return write(ctx, async (tx) => {
    const found = await keys.updatePasskeyName(tx, session.personId, params.passkeyId, body.name)
    if (!found) throw unknown
    const { aaguid, before } = found
    return audited(
      own(session, 'passkey.renamed', {
        before: nameOf(ctx, { name: before, aaguid }),
        after: nameOf(ctx, { name: body.name, aaguid }),
      }),
      {},
    )
  }).catch((error: unknown) => notFound(ctx, error, unknown, 'PATCH'))
}

/** Works at once: whoever holds it is refused, and the other sessions that it proved are over. */
export async function remove({
  ctx,
  session,
  cookies,
  params,
}: Own & { params: { passkeyId: string } }): Promise<{ sessionsEnded: number }> {
  // Without one proof more nobody gets rid of what asks for it: passkeys under a former name of Enamel do (decision 017).
  await wantVouched(ctx, session)
  const rules = await queries.findPersonRules(ctx, session.personId)
  const unknown = identityProblem('identity.passkey_not_found')
  const done = await write(ctx, async (tx) => {
    await queries.holdPerson(tx, session.personId)
    const worked = await keys.hasWorkingPasskey(tx, session.personId)
    const gone = await keys.deletePasskey(tx, session.personId, params.passkeyId)
    if (!gone) throw unknown
    const objection = worked && (await objectionToNone(tx, session.personId, rules, true))
    if (objection) throw identityProblem(`identity.${objection}`)
    await queries.dropCodesWithoutFactor(tx, session.personId)
    await forgetFailures(tx, 'backup_code', session.personId, session.deviceId)
    const ended = await sessions.endSessionsOfPasskey(
      tx,
      ctx,
      session.personId,
      params.passkeyId,
      session.sessionId,
    )
    const token = await sessions.renew(tx, ctx, session.sessionId, {}, true)
    const name = nameOf(ctx, gone)
    await tell(tx, ctx, person(session), 'passkey_removed', session.clinicName, { passkey: name })
    return audited(
      [
        ...ended.map((one) => ({ ...own(session, 'session.end', { reason: 'passkey_removed' }), ...one })),
        own(session, 'auth.2fa.disabled', {
          factor: 'passkey',
          before: name,
          sessions_ended: String(ended.length),
        }),
      ],
      { ended: ended.length, token },
    )
  }).catch((error: unknown) => notFound(ctx, error, unknown, 'DELETE'))
  cookies.setSession(done.token)
  return { sessionsEnded: done.ended }
}

/**
 * What speaks against having no passkey (or none that works): no password would be left to come in by, or no second
 * factor where a clinic wants one, or no passkey where it asks their role for that. Undefined: nothing, or others are left.
 */
async function objectionToNone(
  tx: Reader,
  personId: PersonId,
  { twoFactorRequired, passkeyRequired }: queries.PersonRules,
  afterwards = false,
): Promise<'last_way' | 'second_factor_required' | 'passkey_required' | undefined> {
  if (afterwards && (await keys.hasWorkingPasskey(tx, personId))) return undefined
  if (!(await queries.findPassword(tx, personId))) return 'last_way'
  if (passkeyRequired) return 'passkey_required'
  if (twoFactorRequired && !(await queries.findTotp(tx, personId))) return 'second_factor_required'
  return undefined
}

/** Another person's passkey is as unknown as one that never was, and trying it is recorded. */
async function notFound(ctx: Context, error: unknown, unknown: Problem, method: string): Promise<never> {
  if (error !== unknown) throw error
  return refuse(ctx, unknown, {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    personal: { route: `${method} /api/profile/passkeys/:passkeyId`, reason: unknown.code },
  })
}

/**
 * Signing in with a passkey, and "confirm it's you" with one. Both factors in one step; never closed by the counters of
 * wrong passwords. Whatever is wrong, the answer is the same; the log has the reason.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { type Context, speakingFor } from '../../server/context.ts'
import { audited, inClinic, read, recordRefusal, write } from '../../server/db/database.ts'
import { httpProblem } from '../../server/http/contract.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { findRpId } from '../../server/relying-party.ts'
import { findPersonAtDoor } from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { CHALLENGE_MS, makeChallenge } from './challenges.ts'
import { identityProblem } from './contract.ts'
import { entryOf, inEach } from './entry.ts'
import { type getConfirmChallenge, type getPasskeyChallenge } from './passkey-contract.ts'
import { lookAtSignIn, noticeSignIn, placed } from './notices.ts'
import { keptOut } from './outside.ts'
import { own, type Own, person as personOf } from './own.ts'
import { becameFactorEvent, counterDropped, provePasskey, tellCloned, type Use } from './passkey-proof.ts'
import { listOwnPasskeys } from './passkey-queries.ts'
import { descriptorOf } from './passkeys.ts'
import { findClinicName, recordFailure, signedIn, type SignIn } from './sign-in.ts'
import type { Assertion, Reason } from './webauthn.ts'

type Asked = { body: { credential: Assertion } }

/** The same for everybody, so that it tells nothing of who is known here (WebAuthn L3 §14.6.2). */
export async function challenge({ ctx }: { ctx: Context }): Promise<Answer<typeof getPasskeyChallenge>> {
  return {
    options: {
      challenge: makeChallenge(ctx, 'sign_in', undefined),
      timeout: CHALLENGE_MS,
      rpId: await findRpId(ctx),
      userVerification: 'required',
    },
  }
}

/** Throws `identity.passkey_not_matching`. */
export async function withPasskey({
  ctx: given,
  cookies,
  userAgent,
  body,
}: SignIn & Asked): Promise<{ next: 'home' | 'clinic' }> {
  const ctx = await placed(given)
  const here = await sessions.deviceAt(ctx, cookies)
  const device = here?.id
  const proof = await provePasskey(ctx, body.credential, 'sign_in')
  const person = proof.credential && (await findPersonAtDoor(ctx, proof.credential.foldedAddress, device))
  const entry = entryOf(person, here)
  const fail = async (reason: Reason): Promise<never> => {
    await recordFailure(ctx, person, { factor: 'passkey', reason: `passkey.${reason}` })
    throw identityProblem('identity.passkey_not_matching')
  }
  if (!proof.ok) return fail(proof.why)
  if (!person || !entry) return fail('membership')
  const speaker = {
    ...speakingFor(ctx, {
      clinicId: entry.clinicId,
      personId: person.personId,
      actor: { kind: 'person', id: person.personId, name: person.name },
    }),
    deviceName: sessions.deviceNameIn(here, entry.clinicId),
  }

  if (!entry.choosing && (await sessions.isKeptOut(speaker, person.personId))) {
    // The answer is used up all the same.
    await write(speaker, async (tx) => {
      await proof.use(tx)
      return audited(keptOut(person, person.name, 'passkey'))
    })
    throw httpProblem('session.outside_network')
  }
  const tooLate = identityProblem('identity.passkey_not_matching')
  const begun = await write(speaker, async (tx) => {
    const { use, name, becameFactor } = await proof.use(tx)
    const passkey = { id: proof.credential.passkeyId, name }
    if (use === 'too_late') throw tooLate
    if (use === 'cloned') {
      await inClinic(tx, speaker, entry.clinics[0], async (there) =>
        tellCloned(tx, there, person, passkey, await findClinicName(tx, there)),
      )
      return audited(inEach(entry.clinics, counterDropped(person, name, use)), undefined)
    }
    const factor = becameFactor ? [becameFactorEvent(person.personId, person.name, name)] : []
    const behind = use === 'behind' ? [counterDropped(person, name, use)] : []
    const looked = entry.choosing ? undefined : await lookAtSignIn(tx, speaker, person, { failures: 0 })
    const made = await sessions.begin(tx, speaker, {
      personId: person.personId,
      clinicId: entry.clinicId,
      state: entry.choosing ? 'choosing' : 'full',
      absoluteHours: entry.absoluteHours,
      passkey: { id: passkey.id, fresh: use === 'ok' },
      device,
      userAgent,
    })
    const { sessionId } = made
    const beside = [...factor, ...behind].map((event) => ({ ...event, sessionId }))
    if (!looked) {
      const asked = { ...signedIn('session.clinic_asked', person, 'passkey'), sessionId }
      return audited(inEach(entry.clinics, asked, ...beside), made)
    }
    const unusual = await noticeSignIn(tx, { ...speaker, sessionId }, person, looked)
    return audited(
      [
        { ...signedIn('auth.signin.ok', person, 'passkey'), sessionId },
        { ...signedIn('session.start', person, 'passkey'), sessionId },
        ...unusual,
        ...made.beside,
        ...beside,
      ],
      made,
    )
  }).catch((error: unknown) => (error === tooLate ? fail('challenge') : Promise.reject(error as Error)))
  if (!begun) return fail('counter')
  // Only now: a passkey that is refused ends nobody's session.
  await sessions.endReplaced(ctx, cookies, person.personId)
  begun.apply(cookies)
  return { next: entry.choosing ? 'clinic' : 'home' }
}

/** Names the person's own passkeys that work here. */
export async function confirmChallenge({ ctx, session }: Own): Promise<Answer<typeof getConfirmChallenge>> {
  const rpId = await findRpId(ctx)
  const passkeys = await read(ctx, (tx) => listOwnPasskeys(tx, session.personId))
  return {
    options: {
      challenge: makeChallenge(ctx, 'confirm', session.sessionId),
      timeout: CHALLENGE_MS,
      rpId,
      userVerification: 'required',
      allowCredentials: passkeys.filter((one) => one.rp_id === rpId).map(descriptorOf),
    },
  }
}

/** Throws `identity.challenge_over` or `identity.passkey_refused`. */
export async function confirmWithPasskey({
  ctx,
  session,
  cookies,
  body,
}: Own & Asked): Promise<{ confirmedUntil: string }> {
  const proof = await provePasskey(ctx, body.credential, 'confirm', session)
  if (!proof.ok) return deny(ctx, session, proof.why)
  const until = sessions.freshUntil(ctx.now)
  const tooLate = identityProblem('identity.challenge_over')
  const done = await write(ctx, async (tx): Promise<ReturnType<typeof audited<Outcome>>> => {
    const { use, name, becameFactor } = await proof.use(tx)
    const { passkeyId } = proof.credential
    if (use === 'too_late') throw tooLate
    if (use !== 'ok') {
      if (use === 'cloned')
        await tellCloned(tx, ctx, personOf(session), { id: passkeyId, name }, session.clinicName)
      return audited(counterDropped(personOf(session), name, use), { use })
    }
    const passkey = { id: passkeyId, at: ctx.now }
    const token = await sessions.renew(tx, ctx, session.sessionId, { passkey, confirmedUntil: until }, true)
    return audited(
      [
        own(session, 'auth.confirmed', { factor: 'passkey' }),
        ...(becameFactor ? [becameFactorEvent(session.personId, session.personName, name)] : []),
      ],
      { use, token },
    )
  }).catch((error: unknown) =>
    error === tooLate ? deny(ctx, session, 'challenge') : Promise.reject(error as Error),
  )
  if (done.use !== 'ok') return deny(ctx, session, 'counter')
  cookies.setSession(done.token)
  return { confirmedUntil: until.toISOString() }
}

type Outcome = { use: 'ok'; token: Awaited<ReturnType<typeof sessions.renew>> } | { use: Exclude<Use, 'ok'> }

async function deny(ctx: Context, session: SessionView, reason: Reason): Promise<never> {
  await recordRefusal(ctx, {
    ...own(session, 'auth.confirm_failed', { factor: 'passkey', reason: `passkey.${reason}` }),
    outcome: 'failed',
  })
  throw identityProblem(reason === 'challenge' ? 'identity.challenge_over' : 'identity.passkey_refused')
}

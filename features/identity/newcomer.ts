/**
 * Who joins a clinic by an invitation: the first proof of somebody new, and the proof of somebody who has signed in to
 * Enamel before. Everything is looked at outside of the change and used up inside it.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import {
  type ClinicId,
  type Context,
  type DeviceId,
  type PersonId,
  speakingFor,
} from '../../server/context.ts'
import { audited, inClinic, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { PersonAtDoor } from '../people/service.ts'
import { answerChallenge, makeChallenge } from './challenges.ts'
import { identityProblem } from './contract.ts'
import type { beginPasskey } from './passkey-contract.ts'
import {
  becameFactorEvent,
  counterDropped,
  opener,
  placeOf,
  provePasskey,
  tellCloned,
} from './passkey-proof.ts'
import { nameOf } from './passkey-providers.ts'
import { insertPasskey, updateUserHandle } from './passkey-queries.ts'
import { carriedAlone, creationOptions, passkeyProblem } from './passkeys.ts'
import { acceptedHash, isKnownByNow, normalised, type Whose } from './passwords.ts'
import { findPersonRules, holdPassword } from './queries.ts'
import { proveBackupCode, proveCode, type Proof } from './second-factor.ts'
import { recordFailure, signedIn, tell } from './sign-in.ts'
import { findClinicName } from './notice-queries.ts'
import { secondStepFailed, wayClosed } from './notices.ts'
import { attempt, CLOSED_AT } from './throttle.ts'
import { type Assertion, PasskeyRefused, readRegistration, type Registration, staysHere } from './webauthn.ts'

/** What is asked of the first password of somebody who joins that clinic. */
export const newcomerRules = (ctx: Context, clinicId: ClinicId) =>
  findPersonRules(ctx, null, undefined, clinicId)

/** The hash of it; throws `identity.password_refused`. */
export async function newcomerHash(
  ctx: Context,
  clinicId: ClinicId,
  password: string,
  whose: Whose,
): Promise<string> {
  return acceptedHash(ctx, password, await newcomerRules(ctx, clinicId), whose)
}

interface AtPage {
  /** What the ceremony is bound to: the invitation. */
  boundTo: string
  /** The browser is a shared computer: nothing may stay on it. */
  shared: boolean
}

/** Options for a passkey of somebody who is nobody yet. Throws `identity.passkey_no_name`. */
export async function newcomerOptions(
  ctx: Context,
  { boundTo, shared }: AtPage,
  whose: Whose,
): Promise<Answer<typeof beginPasskey>> {
  if (ctx.kernel.config.reachedAs === 'number') throw identityProblem('identity.passkey_no_name')
  const options = await creationOptions(ctx, {
    challenge: makeChallenge(ctx, 'join', boundTo),
    handle: handleOf(ctx, boundTo),
    whose,
    excludeCredentials: [],
    userVerification: 'required',
  })
  return { options: shared ? carriedAlone(options) : options }
}

/** WebAuthn L3 §14.6.1: 64 bytes that tell nothing; found again when the passkey comes, since nobody has them meanwhile. */
const handleOf = ({ kernel: { keys } }: Context, boundTo: string): Buffer =>
  Buffer.concat([keys.derive(`join handle a ${boundTo}`), keys.derive(`join handle b ${boundTo}`)])

export interface NewcomerPasskey {
  /** For a person who has been added in the same change. The passkey's id and name. */
  keep(tx: Writer, ctx: Context, personId: PersonId): Promise<{ id: string; name: string }>
}

/** Throws `identity.passkey_refused`, `…_stays_here`, `…_no_name` or `identity.challenge_over`; `keep` also `…_exists`. */
export async function readNewcomerPasskey(
  ctx: Context,
  { boundTo, shared }: AtPage,
  credential: Registration,
): Promise<NewcomerPasskey> {
  if (ctx.kernel.config.reachedAs === 'number') throw identityProblem('identity.passkey_no_name')
  try {
    if (shared && staysHere(credential)) throw new PasskeyRefused('stays_here')
    const place = await placeOf(ctx)
    const challenge = opener(ctx, 'join', boundTo)
    const passkey = await readRegistration(credential, place, challenge.isOurs, { conditional: false })
    const answered = await challenge.open()
    return {
      async keep(tx, there, personId) {
        if (!(await answerChallenge(tx, answered))) throw identityProblem('identity.challenge_over')
        await updateUserHandle(tx, personId, handleOf(ctx, boundTo))
        const id = await insertPasskey(tx, there, personId, { ...passkey, rpId: place.rpId })
        if (id === undefined) throw identityProblem('identity.passkey_exists')
        return { id, name: nameOf(there, { name: null, aaguid: passkey.aaguid }) }
      },
    }
  } catch (error) {
    throw error instanceof PasskeyRefused ? passkeyProblem(error) : error
  }
}

/** Nobody's handle any more: the next passkey is made under another. */
export const forgetUserHandle = (tx: Writer, personId: PersonId) => updateUserHandle(tx, personId, null)

export interface KnownProof {
  ok: true
  /** As the log says it. */
  factor: string
  passkey?: { id: string; fresh: boolean }
  /** A second factor was shown beside the password. */
  code: boolean
  /**
   * In the change that rests on it, whose context this is: what the log of the person's own clinic gets. Undefined when
   * it is no longer right.
   */
  use(tx: Writer, ctx: Context): Promise<readonly AuditEvent[] | undefined>
  /** What is to be said of it afterwards, also when nothing rests on it. */
  after(): Promise<void>
}

interface Known {
  /** The folded address that the invitation is for. */
  folded: string
  /** Undefined: nobody who could prove anything. The same work is done. */
  person: PersonAtDoor | undefined
  device: DeviceId | undefined
}

/** The clinic whose log and mail are this person's own: nothing is told elsewhere before they have joined there. */
const homeOf = (ctx: Context, person: PersonAtDoor): Context => {
  const home =
    person.clinics.find(({ state }) => state === 'active') ??
    person.clinics.find(({ state }) => state === 'disabled')
  return speakingFor(ctx, { ...(home && { clinicId: home.clinicId }), personId: person.personId })
}

/**
 * Password, and the second step where there is one; counted, slowed and recorded as a sign-in is. `ok: false`: the
 * password is right, and the second step is still to come. Throws `identity.not_matching`, `…slowed`, `…wrong_code`, `…code_used`, `…password_known`.
 */
export async function proveByPassword(
  ctx: Context,
  { folded, person, device }: Known,
  typed: { password: string; code?: string | undefined; backupCode?: string | undefined },
): Promise<KnownProof | { ok: false }> {
  const knownHere = person?.knownDevice ? device : undefined
  const turn = await attempt(ctx, 'password', folded, knownHere)
  const verdict = await turn.judge(() =>
    ctx.kernel.hashing.verify(normalised(typed.password), person?.passwordHash),
  )
  const deny = (reason: string) =>
    recordFailure(ctx, person, { tried: folded, failures: String(turn.failures), reason })
  if (!person || !verdict.ok) {
    await deny('identity.wrong_password')
    if (person && turn.failures === CLOSED_AT)
      await wayClosed(ctx, person, 'password', knownHere !== undefined)
    throw identityProblem('identity.not_matching')
  }
  await turn.succeeded()
  const speaker = homeOf(ctx, person)
  const hasSecond = person.hasTotp || person.hasPasskey || person.passkeysElsewhere === 'codes'
  // Known to thieves: without a second step nobody can tell them apart.
  if ((await isKnownByNow(speaker, person, typed.password)) && !hasSecond) {
    await deny('identity.password_known')
    throw identityProblem('identity.password_known')
  }
  if (hasSecond && !typed.code && !typed.backupCode) {
    await recordRefusal(speaker, signedIn('auth.2fa.challenge', person, 'password'))
    return { ok: false }
  }
  const second = hasSecond ? await proveSecond(speaker, person, knownHere, typed) : undefined
  return {
    ok: true,
    factor: second ? `password and ${typed.backupCode ? 'backup_code' : 'app'}` : 'password',
    code: second !== undefined,
    async use(tx, there) {
      const hash = await holdPassword(tx, person.personId)
      const same =
        hash !== undefined &&
        (hash === person.passwordHash ||
          (await ctx.kernel.hashing.verify(normalised(typed.password), hash)).ok)
      if (!same || (second && !(await second.use(tx)))) return undefined
      if (!second || !typed.backupCode) return []
      await inClinic(tx, there, speaker.clinicId, async (home) =>
        tell(tx, home, person, 'backup_code_used', await findClinicName(tx, home)),
      )
      const { clinicId } = speaker
      return [{ ...signedIn('backup_code.used', person, 'backup_code'), clinicId }]
    },
    after: async () => second?.succeeded(),
  }
}

async function proveSecond(
  speaker: Context,
  person: PersonAtDoor,
  device: DeviceId | undefined,
  { code, backupCode }: { code?: string | undefined; backupCode?: string | undefined },
): Promise<Extract<Proof, { ok: true }>> {
  const proof = await (backupCode
    ? proveBackupCode(speaker, person, backupCode, device)
    : proveCode(speaker, person, code ?? '', device))
  if (proof.ok) return proof
  const factor = backupCode ? 'backup_code' : 'app'
  await recordRefusal(speaker, {
    action: 'auth.2fa.deny',
    category: 'auth',
    outcome: 'failed',
    target: { type: 'person', id: person.personId },
    personal: { factor, reason: proof.why, target_name: person.name },
  })
  if (!person.knownDevice) await secondStepFailed(speaker, person)
  if (proof.failures === CLOSED_AT)
    await wayClosed(speaker, person, backupCode ? 'backup_code' : 'code', person.knownDevice)
  throw identityProblem(proof.why)
}

/** With a passkey of `person`, in answer to the question of signing in. Throws `identity.passkey_not_matching`. */
export async function proveByPasskey(
  ctx: Context,
  { person }: Pick<Known, 'person'>,
  credential: Assertion,
): Promise<KnownProof> {
  const proof = await provePasskey(ctx, credential, 'sign_in')
  const fail = async (reason: string): Promise<never> => {
    await recordFailure(ctx, person, { factor: 'passkey', reason: `passkey.${reason}` })
    throw identityProblem('identity.passkey_not_matching')
  }
  if (!proof.ok) return fail(proof.why)
  // Somebody else's passkey joins nobody.
  if (!person || proof.credential.personId !== person.personId) return fail('owner')
  const speaker = homeOf(ctx, person)
  const passkey = { id: proof.credential.passkeyId, fresh: true }
  let dropped: { name: string; use: 'behind' | 'cloned' } | undefined
  return {
    ok: true,
    factor: 'passkey',
    passkey,
    code: false,
    async use(tx) {
      const { use, name, becameFactor } = await proof.use(tx)
      if (use === 'behind' || use === 'cloned') dropped = { name, use }
      passkey.fresh = use === 'ok'
      if (use !== 'ok' && use !== 'behind') return undefined
      const { clinicId } = speaker
      return becameFactor ? [{ ...becameFactorEvent(person.personId, person.name, name), clinicId }] : []
    },
    async after() {
      if (!dropped) return
      const { name, use } = dropped
      await write(speaker, async (tx) => {
        if (use === 'cloned')
          await tellCloned(tx, speaker, person, { id: passkey.id, name }, await findClinicName(tx, speaker))
        return audited(counterDropped(person, name, use))
      })
    },
  }
}

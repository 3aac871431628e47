/**
 * Proving oneself with a passkey, for sign-in and for "confirm it's you" alike. An assertion is looked at first and
 * used up inside the change it is for. Nothing here is ever closed or slowed by failures: there is nothing to guess
 * (NIST SP 800-63B-4 §3.2.2 counts what can be guessed).
 */
import { timingSafeEqual } from 'node:crypto'
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { findRpId } from '../../server/relying-party.ts'
import { orderNotice } from './notices.ts'
import { type Answered, answerChallenge, openChallenge, type Purpose, wasAnswered } from './challenges.ts'
import { findCredential, holdPasskey, type KnownCredential, updateUse } from './passkey-queries.ts'
import { nameOf } from './passkey-providers.ts'
import {
  type Assertion,
  credentialIdOf,
  openAssertion,
  PasskeyRefused,
  type Place,
  type Reason,
  verifyAssertion,
} from './webauthn.ts'

/**
 * What using it up came to. `too_late`: answered or removed meanwhile. `cloned`: a passkey that cannot be copied counts
 * from before, so two of it exist. `behind`: one that may be copied does; it proves the person, and nothing fresh.
 */
export type Use = 'ok' | 'behind' | 'cloned' | 'too_late'

export type PasskeyProof =
  | {
      ok: true
      credential: KnownCredential
      /** In a change that speaks for the passkey's person. */
      use(tx: Writer): Promise<{ use: Use; name: string; becameFactor: boolean }>
    }
  | { ok: false; why: Reason; credential: KnownCredential | undefined }

const TOO_LATE = { use: 'too_late', name: '', becameFactor: false } as const

/** What the log says of a passkey that a browser made of itself, once its person was verified with it. */
export const becameFactorEvent = (personId: PersonId, personName: string, name: string): AuditEvent => ({
  action: 'auth.2fa.factor_added',
  category: 'auth',
  target: { type: 'person', id: personId },
  personal: { factor: 'passkey', after: name, target_name: personName },
})

/** The place of this installation's ceremonies. */
export async function placeOf(ctx: Context): Promise<Place> {
  return { origin: ctx.kernel.config.origin, rpId: await findRpId(ctx) }
}

/** Opens challenges of a purpose and remembers the one that was ours. */
export function opener(ctx: Context, purpose: Purpose, boundTo: string | undefined) {
  let answered: Answered | undefined
  return {
    isOurs(challenge: string): boolean {
      answered = openChallenge(ctx, purpose, boundTo, challenge)
      return answered !== undefined
    },
    /** The one that was ours. Throws PasskeyRefused when it was answered before. */
    async open(): Promise<Answered> {
      if (!answered || (await wasAnswered(ctx, answered))) throw new PasskeyRefused('challenge')
      return answered
    },
  }
}

/** `who` undefined: nobody is known yet, the passkey says who it is (WebAuthn L3 §7.2 step 6). */
export async function provePasskey(
  ctx: Context,
  assertion: Assertion,
  purpose: Extract<Purpose, 'sign_in' | 'confirm' | 'unlock'>,
  who?: { personId: PersonId; sessionId: string },
): Promise<PasskeyProof> {
  let credential: KnownCredential | undefined
  try {
    // Whose it is comes first: what is refused below, at a strange page above all, is then told to their clinic.
    credential = await findCredential(ctx, credentialIdOf(assertion))
    const place = await placeOf(ctx)
    const challenge = opener(ctx, purpose, who?.sessionId)
    const { userHandle } = openAssertion(assertion, place, challenge.isOurs)
    const answered = await challenge.open()
    if (!credential) throw new PasskeyRefused('unknown')
    // Its key may sign for any name where it got out of its authenticator: here it counts under its own alone.
    if (credential.rpId !== place.rpId) throw new PasskeyRefused('name')
    checkOwner(credential, userHandle, who?.personId)
    const { signCount, backedUp } = await verifyAssertion(assertion, credential, place)
    const { passkeyId, backupEligible } = credential
    return {
      ok: true,
      credential,
      async use(tx) {
        if (!(await answerChallenge(tx, answered))) return TOO_LATE
        const held = await holdPasskey(tx, passkeyId)
        if (!held) return TOO_LATE
        const name = nameOf(ctx, held)
        const behind = isBehind(signCount, held.signCount)
        if (behind && !backupEligible) return { use: 'cloned', name, becameFactor: false }
        // §7.2 step 24, also when behind: one that was moved is not suspected for ever.
        await updateUse(tx, ctx, passkeyId, { signCount, backedUp })
        return { use: behind ? 'behind' : 'ok', name, becameFactor: !held.verified }
      },
    }
  } catch (error) {
    if (error instanceof PasskeyRefused) return { ok: false, why: error.reason, credential }
    throw error
  }
}

/**
 * WebAuthn L3 §7.2 steps 5 and 6. Before sign-in the handle must be there; whoever is signed in already is the one whose
 * passkey it has to be, and a handle that is there must be theirs.
 */
function checkOwner(
  credential: KnownCredential,
  userHandle: Buffer | undefined,
  personId: PersonId | undefined,
): void {
  const ofOwner =
    userHandle !== undefined &&
    credential.userHandle !== undefined &&
    userHandle.length === credential.userHandle.length &&
    timingSafeEqual(userHandle, credential.userHandle)
  const named = ofOwner || (personId !== undefined && userHandle === undefined)
  if (!named || (personId !== undefined && credential.personId !== personId))
    throw new PasskeyRefused('owner')
}

/** §7.2 step 22: counters that are both zero say nothing; else a use counts further than the one before. */
const isBehind = (now: number, before: number) => (now !== 0 || before !== 0) && now <= before

/** What the log says of a counter that fell back. */
export function counterDropped(
  whose: { personId: PersonId; name: string },
  passkeyName: string,
  use: 'behind' | 'cloned',
): AuditEvent {
  return {
    action: 'auth.passkey.counter_dropped',
    category: 'auth',
    outcome: use === 'cloned' ? 'refused' : 'ok',
    target: { type: 'person', id: whose.personId },
    personal: { factor: 'passkey', before: passkeyName, target_name: whose.name },
  }
}

/** Tells the person, once for a passkey and day, that two of it seem to exist. */
export async function tellCloned(
  tx: Writer,
  ctx: Context,
  person: { personId: PersonId; name: string; address: string },
  passkey: { id: string; name: string },
  clinic: string,
): Promise<void> {
  const day = ctx.now.toISOString().slice(0, 10)
  await orderNotice(tx, ctx, person, clinic, {
    cause: `passkey_cloned ${passkey.id} ${day}`,
    template: 'passkey_cloned',
    values: { passkey: passkey.name },
  })
}

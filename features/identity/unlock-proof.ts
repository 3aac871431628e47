/**
 * Proving one factor again at a locked shared computer, for somebody whose session there was proven by both. The caller
 * has found that person and speaks for them; counts and what follows are the caller's (features/shared-computers).
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Context, DeviceId, PersonId } from '../../server/context.ts'
import { read, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { findRpId } from '../../server/relying-party.ts'
import { CHALLENGE_MS, makeChallenge } from './challenges.ts'
import type { getConfirmChallenge } from './passkey-contract.ts'
import { becameFactorEvent, counterDropped, provePasskey, tellCloned } from './passkey-proof.ts'
import { listOwnPasskeys } from './passkey-queries.ts'
import { descriptorOf } from './passkeys.ts'
import { normalised } from './passwords.ts'
import { findPassword, holdPassword } from './queries.ts'
import { attempt } from './throttle.ts'
import type { Assertion } from './webauthn.ts'

/** Somebody of the roster, at that computer. */
export interface AtComputer {
  personId: PersonId
  name: string
  address: string
  deviceId: DeviceId
  clinicName: string
}

/** Looked at outside the change, used up inside it; `use` answers undefined when it is no longer right. */
export type FactorProof =
  | { ok: true; use(tx: Writer): Promise<FactorUse | undefined>; succeeded(): Promise<void> }
  | { ok: false; reason: string }

export interface FactorUse {
  /** The passkey that was used. */
  passkeyId?: string
  events: AuditEvent[]
  /** It was refused all the same, and the change stands for its events alone. */
  refused?: true
}

/** A question of its own: bound to this device and this person, answered nowhere else. */
const boundTo = (who: AtComputer) => `${who.deviceId} ${who.personId}`

/** Options for navigator.credentials.get(), naming the person's own passkeys that work here. */
export async function unlockChallenge(
  ctx: Context,
  who: AtComputer,
): Promise<Answer<typeof getConfirmChallenge>> {
  const rpId = await findRpId(ctx)
  const passkeys = await read(ctx, (tx) => listOwnPasskeys(tx, who.personId))
  return {
    options: {
      challenge: makeChallenge(ctx, 'unlock', boundTo(who)),
      timeout: CHALLENGE_MS,
      rpId,
      userVerification: 'required',
      allowCredentials: passkeys.filter((one) => one.rp_id === rpId).map(descriptorOf),
    },
  }
}

/** There is nothing to guess in a passkey: no count, no delay. */
export async function unlockByPasskey(
  ctx: Context,
  who: AtComputer,
  credential: Assertion,
): Promise<FactorProof> {
  const proof = await provePasskey(ctx, credential, 'unlock', {
    personId: who.personId,
    sessionId: boundTo(who),
  })
  if (!proof.ok) return { ok: false, reason: `passkey.${proof.why}` }
  const { passkeyId } = proof.credential
  return {
    ok: true,
    async use(tx) {
      const { use, name, becameFactor } = await proof.use(tx)
      if (use === 'too_late') return undefined
      const became = becameFactor ? [becameFactorEvent(who.personId, who.name, name)] : []
      if (use === 'ok') return { passkeyId, events: became }
      const events = [counterDropped(who, name, use), ...became]
      if (use === 'behind') return { passkeyId, events }
      await tellCloned(tx, ctx, who, { id: passkeyId, name }, who.clinicName)
      return { events, refused: true }
    },
    succeeded: async () => undefined,
  }
}

/** The password; shares the counters of sign-in at this device. Throws `identity.slowed`. */
export async function unlockByPassword(
  ctx: Context,
  who: AtComputer,
  password: string,
): Promise<FactorProof> {
  const turn = await attempt(ctx, 'password', foldAddress(who.address), who.deviceId)
  const stored = await read(ctx, (tx) => findPassword(tx, who.personId))
  const verdict = await turn.judge(() => ctx.kernel.hashing.verify(normalised(password), stored?.hash))
  if (!verdict.ok) return { ok: false, reason: 'identity.wrong_password' }
  return {
    ok: true,
    // Held until the session stands: a change made meanwhile is seen here, or ends what begins.
    use: async (tx) => ((await holdPassword(tx, who.personId)) === stored?.hash ? { events: [] } : undefined),
    succeeded: () => turn.succeeded(),
  }
}

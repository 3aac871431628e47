/**
 * A PIN of six digits: one person's, on the shared computers of one clinic, within a shift they signed in to in full. It
 * opens nothing else and never proves freshness. A house rule beyond NIST SP 800-63B-4 §2.2.3 (docs/decisions/047).
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { weaknessOf } from '../../pure/pin/pin.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, unaudited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type AtComputer, deletePin, type FactorProof, tell } from '../identity/service.ts'
import * as sessions from '../sessions/service.ts'
import { type getPin, lockProblem } from './lock-contract.ts'
import * as queries from './lock-queries.ts'

/** Wrong ones in a row over all computers of the clinic; then it is closed until its person signs in fully at one. */
export const PIN_TRIES = 10

export async function pinState(ctx: Context, session: SessionView): Promise<Answer<typeof getPin>> {
  const { pin, offered } = await read(ctx, async (tx) => ({
    pin: await queries.findPin(tx, ctx, session.personId),
    offered: await queries.hasComputer(tx, ctx),
  }))
  return {
    offered,
    setAt: pin?.set_at.toISOString() ?? null,
    closed: pin !== undefined && (pin.closed_at !== null || pin.tries >= PIN_TRIES),
  }
}

/** Throws `shared_computers.pin_weak` with the reason at its field. */
export async function setPin(
  ctx: Context,
  session: SessionView,
  pin: string,
): Promise<Record<string, never>> {
  const weakness = weaknessOf(pin)
  if (weakness) {
    throw lockProblem('shared_computers.pin_weak', {
      fields: [{ path: 'body.pin', expected: `pin_${weakness}` }],
    })
  }
  const hash = await ctx.kernel.hashing.hash(pin)
  await write(ctx, async (tx) => {
    // Hashing took its time: whoever was signed out meanwhile sets none.
    await sessions.hold(tx, ctx, session)
    await queries.upsertPin(tx, ctx, session.personId, hash)
    await tell(tx, ctx, ownerOf(session), 'pin_set', session.clinicName)
    return audited(own(session, 'pin.set'))
  })
  return {}
}

/** Nothing happens, and nothing is recorded, where there is none. */
export async function removePin(ctx: Context, session: SessionView): Promise<Record<string, never>> {
  const none = lockProblem('shared_computers.pin_closed')
  await write(ctx, async (tx) => {
    if (!(await deletePin(tx, ctx, session.personId))) throw none
    await tell(tx, ctx, ownerOf(session), 'pin_removed', session.clinicName)
    return audited(own(session, 'pin.removed'))
  })
  return {}
}

const COUNTERS = 'counters of wrong tries are not events'

/**
 * Whether it is theirs. The try is counted before the hash is computed; the tenth wrong one in a row closes the PIN.
 * Throws `shared_computers.pin_closed`.
 */
export async function provePin(ctx: Context, who: AtComputer, typed: string): Promise<FactorProof> {
  const taken = await unaudited(ctx, COUNTERS, (tx) => queries.takePinTry(tx, ctx, who.personId, PIN_TRIES))
  if (!taken) throw lockProblem('shared_computers.pin_closed')
  const verdict = await ctx.kernel.hashing.verify(typed, taken.hash).catch(async (error: unknown) => {
    await unaudited(ctx, COUNTERS, (tx) => queries.givePinTryBack(tx, ctx, who.personId)).catch(
      () => undefined,
    )
    throw error
  })
  if (verdict.ok) {
    return {
      ok: true,
      use: async (tx) =>
        (await queries.usePin(tx, ctx, who.personId, taken.hash)) ? { events: [] } : undefined,
      succeeded: async () => undefined,
    }
  }
  if (taken.tries >= PIN_TRIES) await close(ctx, who)
  return { ok: false, reason: 'wrong_pin' }
}

async function close(ctx: Context, who: AtComputer): Promise<void> {
  await write(ctx, async (tx) => {
    await queries.closePin(tx, ctx, who.personId)
    await tell(tx, ctx, who, 'pin_closed', who.clinicName)
    return audited({
      action: 'pin.closed',
      category: 'auth',
      target: { type: 'person', id: who.personId },
      personal: { target_name: who.name, failures: String(PIN_TRIES) },
    })
  })
}

const own = (session: SessionView, action: string): AuditEvent => ({
  action,
  category: 'auth',
  target: { type: 'person', id: session.personId },
  personal: { target_name: session.personName },
})

const ownerOf = (session: SessionView) => ({
  personId: session.personId,
  name: session.personName,
  address: session.address,
})

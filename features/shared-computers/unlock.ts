/**
 * Unlocking a shared computer by one factor of somebody of its shift. In one transaction, in this order: whoever is open
 * there is locked, the person is found of the shift still, the proof is used up, their session gets a new token.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Problem } from '../../pure/contract/problem.ts'
import { type Context, type PersonId, speakingFor } from '../../server/context.ts'
import { audited, recordRefusal, unaudited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { Cookies } from '../../server/http/route.ts'
import * as identity from '../identity/service.ts'
import * as sessions from '../sessions/service.ts'
import { type getUnlockChallenge, lockProblem, type unlockWithPasskey } from './lock-contract.ts'
import { forgetTries, giveTryBack, listRoster, type Member, takeTry } from './lock-queries.ts'
import { provePin } from './pin.ts'
import { rosterOf } from './roster.ts'
import { findSharedComputer, type SharedComputer } from './service.ts'

export interface Asked<Body> {
  ctx: Context
  cookies: Cookies
  body: Body & { personId: string }
}

/** Somebody of the shift at this browser, and the context that speaks for them without being them yet. */
interface Found {
  computer: SharedComputer
  member: Member
  speaker: Context
  who: identity.AtComputer
}

/** Throws `shared_computers.full_sign_in`: one answer for whatever keeps them off the roster here. */
async function find(ctx: Context, cookies: Cookies, personId: string): Promise<Found> {
  const computer = await findSharedComputer(ctx, cookies)
  const member = computer && (await rosterOf(ctx, computer)).find((one) => one.personId === personId)
  if (!computer || !member) throw lockProblem('shared_computers.full_sign_in')
  const speaker: Context = {
    ...speakingFor(ctx, {
      clinicId: computer.clinicId,
      personId: member.personId,
      actor: { kind: 'nobody' },
    }),
    deviceId: computer.deviceId,
    deviceName: computer.name,
    sessionId: member.sessionId,
  }
  const { name, address } = member
  const who = {
    personId: member.personId,
    name,
    address,
    deviceId: computer.deviceId,
    clinicName: computer.clinicName,
  }
  return { computer, member, speaker, who }
}

export async function challenge(
  ctx: Context,
  cookies: Cookies,
  personId: string,
): Promise<Answer<typeof getUnlockChallenge>> {
  const { speaker, who } = await find(ctx, cookies, personId)
  return identity.unlockChallenge(speaker, who)
}

type Credential = Parameters<typeof identity.unlockByPasskey>[2]

export async function byPasskey({
  ctx,
  cookies,
  body,
}: Asked<{ credential: Credential }>): Promise<Answer<typeof unlockWithPasskey>> {
  const found = await find(ctx, cookies, body.personId)
  const proof = await identity.unlockByPasskey(found.speaker, found.who, body.credential)
  if (!proof.ok) {
    await recordFailure(found, 'passkey', proof.reason)
    throw lockProblem('shared_computers.not_matching', { values: { left: sessions.SHIFT_TRIES } })
  }
  return goOn(found, cookies, 'passkey', proof)
}

export async function byPassword({
  ctx,
  cookies,
  body,
}: Asked<{ password: string }>): Promise<Answer<typeof unlockWithPasskey>> {
  const found = await find(ctx, cookies, body.personId)
  return guessed(found, cookies, 'password', () =>
    identity.unlockByPassword(found.speaker, found.who, body.password),
  )
}

export async function byPin({
  ctx,
  cookies,
  body,
}: Asked<{ pin: string }>): Promise<Answer<typeof unlockWithPasskey>> {
  const found = await find(ctx, cookies, body.personId)
  return guessed(found, cookies, 'pin', () => provePin(found.speaker, found.who, body.pin))
}

const COUNTERS = 'counters of wrong tries are not events'

/** What can be guessed is counted before it is looked at, in one statement: a burst gets no further than five. */
async function guessed(
  found: Found,
  cookies: Cookies,
  factor: 'password' | 'pin',
  look: () => Promise<identity.FactorProof>,
): Promise<Answer<typeof unlockWithPasskey>> {
  const { speaker } = found
  const entry = { computerId: found.computer.id, personId: found.member.personId }
  const taken = await unaudited(speaker, COUNTERS, (tx) => takeTry(tx, speaker, entry, sessions.SHIFT_TRIES))
  if (taken === undefined) throw lockProblem('shared_computers.full_sign_in')
  const proof = await look().catch(async (error: unknown) => {
    // Not looked at: slowed, closed, or too busy.
    await unaudited(speaker, COUNTERS, (tx) => giveTryBack(tx, speaker, entry)).catch(() => undefined)
    throw error
  })
  if (proof.ok) return goOn(found, cookies, factor, proof)
  await recordFailure(found, factor, proof.reason)
  if (taken < sessions.SHIFT_TRIES)
    throw lockProblem('shared_computers.not_matching', { values: { left: sessions.SHIFT_TRIES - taken } })
  await endForTries(found)
  throw lockProblem('shared_computers.full_sign_in')
}

/** Five in a row: off the roster there, and what was kept for them ends. A session that is open goes on. */
async function endForTries({ speaker, computer, member }: Found): Promise<void> {
  await write(speaker, async (tx) => {
    await sessions.endShift(tx, speaker, { computerId: computer.id, personId: member.personId, why: 'tries' })
    return audited({
      action: 'shift.ended',
      category: 'auth',
      target: { type: 'person', id: member.personId },
      personal: { target_name: member.name, reason: 'tries' },
    })
  })
}

async function recordFailure({ speaker, member }: Found, factor: string, reason: string): Promise<void> {
  await recordRefusal(speaker, {
    action: 'session.unlock_failed',
    category: 'auth',
    outcome: 'failed',
    target: { type: 'person', id: member.personId },
    personal: { target_name: member.name, factor, reason },
  })
}

type Right = Extract<identity.FactorProof, { ok: true }>
type Went = { token: string } | { token: undefined; problem: Problem }

async function goOn(
  { computer, member, speaker }: Found,
  cookies: Cookies,
  factor: 'passkey' | 'password' | 'pin',
  proof: Right,
): Promise<Answer<typeof unlockWithPasskey>> {
  const { personId, sessionId, name } = member
  const { deviceId } = computer
  const over = lockProblem('shared_computers.full_sign_in')
  const ctx = { ...speaker, actor: { kind: 'person' as const, id: personId, name } }
  const last = await sessions.lastPersonHere(ctx, cookies)
  const went = await write<Went>(ctx, async (tx) => {
    const others = await sessions.takeComputer(tx, ctx, { personId, deviceId, sessionId })
    const now = await holdAndFind(tx, ctx, computer.id, personId)
    if (!now || now.sessionId !== sessionId) throw over
    const used = await proof.use(tx)
    if (!used) throw over
    const token = used.refused
      ? undefined
      : await sessions.resume(tx, ctx, { personId, sessionId, deviceId, endsAt: now.endsAt, ...used })
    if (used.refused) {
      const [first, ...more] = used.events
      if (!first) throw over
      // Nobody goes on, so nobody makes way either.
      if (others.length > 0) throw over
      return audited([first, ...more], {
        token: undefined,
        problem: lockProblem('shared_computers.not_matching', { values: { left: sessions.SHIFT_TRIES } }),
      })
    }
    if (token === undefined) throw over
    const before = others.find((event) => event.action === 'session.locked')?.personal?.['target_name']
    const unlocked: AuditEvent = {
      action: 'session.unlocked',
      category: 'auth',
      target: { type: 'person', id: personId },
      personal: { target_name: name, factor, in_place_of: before },
    }
    return audited([unlocked, ...others, ...used.events], { token })
  })
  if (went.token === undefined) throw went.problem
  await proof.succeeded()
  // Somebody of another clinic who was in here: theirs is no session that this clinic's change could see.
  await sessions.endReplaced(ctx, cookies, personId)
  cookies.setSession(went.token)
  const switched = last !== personId
  if (switched) cookies.forgetPages()
  return { switched }
}

async function holdAndFind(
  tx: Writer,
  ctx: Context,
  computerId: string,
  personId: PersonId,
): Promise<Member | undefined> {
  // Right, so counted anew: the fifth try is as good as the first.
  await forgetTries(tx, ctx, { computerId, personId })
  return (await listRoster(tx, ctx, computerId)).find((one) => one.personId === personId)
}

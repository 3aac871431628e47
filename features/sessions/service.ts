/** Signed-in devices: begin, renew, list, end. A token is made here, given to the browser, and stored hashed. */
import { holds, type Permission } from '../../pure/roles/roles.ts'
import {
  type ClinicId,
  type Context,
  type DeviceId,
  INSTALLATION,
  type PersonId,
  type SessionId,
} from '../../server/context.ts'
import { audited, read, refuse, refuseInside, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import { readAgent } from '../../server/http/agent.ts'
import { httpProblem } from '../../server/http/contract.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { Cookies } from '../../server/http/route.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { sessionProblem } from './contract.ts'
import { type HandedOver, stayOf } from './clinics.ts'
import { arrive, deviceAt, deviceNameIn, holdDevice, judgeDevice } from './devices.ts'
import { endOnce } from './ending.ts'
import { HALF_MINUTES } from './gate.ts'
import { holdSession } from './network-queries.ts'
import { enter, isKeptOut } from './network-rule.ts'
import { openToOwners } from './opening.ts'
import {
  endOtherSessionsEverywhere,
  endSessionRows,
  endSessionsOfPasskey,
  findSessionAtDoor,
  findSign,
  forgetKnownDevices,
  insertDevice,
  insertSession,
  listLivingSessions,
  renewSession,
  type Renewal,
  upsertKnownDevice,
} from './queries.ts'
import { joinShift, lockOnce, takeComputer } from './shift.ts'
import { hashToken, newToken, type RawToken } from './tokens.ts'
import { updateVouched, wasKnownBefore } from './vouched-queries.ts'

export {
  deviceAt,
  deviceNameIn,
  endOnce,
  endOtherSessionsEverywhere,
  endSessionRows as endSessionsHere,
  endSessionsOfPasskey,
  forgetKnownDevices,
  holdDevice,
  judgeDevice,
}
export { hashToken, isKeptOut, newToken, openToOwners, updateVouched }
export { handOver, listOwnClinics } from './clinics.ts'
export { lastPersonHere, resume } from './resuming.ts'
export { endShift, lockOnce, SHIFT_TRIES, takeComputer } from './shift.ts'
export { mailState } from './who-am-i.ts'

export { sessionProblem }

const MINUTE_MS = 60_000
/** "Confirm it's you" and a sign-in hold this long (facts: ten minutes, bound to the session). */
export const FRESH_MINUTES = 10
/** Requests under way with the old token are still answered. */
const FORMER_SECONDS = 10

export const freshUntil = (now: Date) => new Date(now.getTime() + FRESH_MINUTES * MINUTE_MS)

/** A browser that was never here; its cookie is to be set once the transaction is through. */
export async function makeDevice(
  tx: Writer,
  ctx: Context,
  userAgent: string,
): Promise<{ id: DeviceId; apply(cookies: Cookies): void }> {
  const { token, tokenHash } = newToken()
  const id = newId<DeviceId>(ctx.now)
  await insertDevice(tx, ctx, { id, tokenHash, ...readAgent(userAgent) })
  return { id, apply: (cookies) => cookies.setDevice(token) }
}

/** Set again at each sign-in: a browser that is used does not forget after a year which it is. */
function keepDevice(cookies: Cookies): void {
  if (cookies.device) cookies.setDevice(cookies.device)
}

/** The device this browser is, undefined when it never signed in here. */
export async function knownDevice(ctx: Context, cookies: Cookies): Promise<DeviceId | undefined> {
  return (await deviceAt(ctx, cookies))?.id
}

export type Vouched = 'known_device' | 'mail_code' | 'beside_code' | 'recovery_link' | 'invitation'

export interface Beginning {
  personId: PersonId
  clinicId: ClinicId
  /** half: the second factor is still to come. choosing: which of their clinics is; both stand under the installation's. */
  state: 'half' | 'choosing' | 'full'
  absoluteHours: number
  /**
   * What was right just now: a passkey, else the password. `fresh`: whether it also counts as "confirm it's you"; not
   * when the passkey's counter gave reason to ask again.
   */
  passkey?: { id: string; fresh: boolean }
  /** A second factor was right just now, too. */
  code?: boolean
  device: DeviceId | undefined
  userAgent: string
  /** Failures in a row before the password was right; D none. */
  failures?: number
  /** Of the session that this one takes the place of: nothing was shown anew. */
  handed?: HandedOver
  /** One proof more than the password was given: what for setting up a factor is asked after the date. */
  vouchedBy?: Vouched
}

/** What the browser is to be told once the transaction is through. */
export interface Begun {
  sessionId: SessionId
  /** What happened to others at a shared computer; goes into the log with the sign-in. */
  beside: AuditEvent[]
  apply(cookies: Cookies): void
}

/** Begins a session in a change that speaks for person and clinic. Throws `session.outside_network`. */
export async function begin(tx: Writer, ctx: Context, order: Beginning): Promise<Begun> {
  const { passkey, handed } = order
  const session = newToken()
  const known = order.device
  const device = known ? { id: known, apply: keepDevice } : await makeDevice(tx, ctx, order.userAgent)
  const deviceId = device.id
  const agent = readAgent(order.userAgent)
  const sessionId = newId<SessionId>(ctx.now)
  // Asked before this sign-in makes the browser known: a stolen password vouches for nobody by coming twice.
  const vouchedBy =
    order.vouchedBy ??
    (order.state === 'full' &&
    !passkey &&
    (!handed || handed.byPasswordOnly) &&
    known !== undefined &&
    (await wasKnownBefore(tx, ctx, order.personId, deviceId))
      ? 'known_device'
      : null)
  const minutes = order.state === 'full' ? (await enterOrRefuse(tx, ctx, order)) * 60 : HALF_MINUTES
  await insertSession(tx, ctx, {
    id: sessionId,
    personId: order.personId,
    deviceId,
    tokenHash: session.tokenHash,
    state: order.state === 'full' ? 'full' : 'half',
    startedAt: ctx.now,
    passwordAt: passkey ? null : ctx.now,
    codeAt: order.code ? ctx.now : null,
    passkeyAt: passkey ? ctx.now : null,
    passkeyId: passkey?.id ?? null,
    confirmedUntil: order.state === 'half' || passkey?.fresh === false ? null : freshUntil(ctx.now),
    vouchedBy,
    failuresBefore: order.failures ?? 0,
    endsAt: new Date(ctx.now.getTime() + minutes * MINUTE_MS),
    ...(handed && stayOf(ctx, handed, minutes)),
    ...agent,
  })
  const beside: AuditEvent[] = []
  if (order.state === 'full') {
    const proven = passkey !== undefined || order.code === true || handed?.byTwo === true
    await upsertKnownDevice(tx, ctx, order.personId, deviceId, proven)
    // A browser that was never here is no shared computer yet.
    if (known) {
      await arrive(tx, { ...ctx, sessionId }, order.personId, deviceId)
      const here = { personId: order.personId, deviceId, sessionId }
      await joinShift(tx, ctx, here)
      beside.push(...(await takeComputer(tx, ctx, here)))
    }
  }
  if (known) await judgeDevice(tx, deviceId)
  return {
    sessionId,
    beside,
    apply(cookies) {
      cookies.setSession(session.token)
      device.apply(cookies)
    },
  }
}

/** Hours that a session which begins now may last; throws `session.outside_network`, the last wall behind every way to sign in. */
async function enterOrRefuse(
  tx: Writer,
  ctx: Context,
  order: { personId: PersonId; absoluteHours: number },
): Promise<number> {
  const entry = await enter(tx, ctx, order.personId)
  if (entry.outside) throw httpProblem('session.outside_network')
  return Math.min(order.absoluteHours, entry.absoluteHours)
}

/**
 * The session this browser held before, ended because another of `personId` begins in its place; locked where its person is
 * of the shift of a shared computer.
 */
export async function endReplaced(ctx: Context, cookies: Cookies, by: PersonId): Promise<void> {
  if (!cookies.session) return
  const row = await findSessionAtDoor(ctx, hashToken(cookies.session))
  if (row && row.device_class === 'shared' && row.person_id !== by) cookies.forgetPages()
  if (!row || row.state === 'ended' || row.state === 'locked' || row.former) return
  const { session_id: sessionId, person_id: personId, person_name: personName } = row
  const deviceName = row.device_name ?? undefined
  const actor = { kind: 'person' as const, id: personId, name: personName }
  const speaker = { ...ctx, clinicId: row.clinic_id, sessionId, deviceName, actor }
  // On a shared computer whoever was there comes back within the shift by tapping their name.
  if (row.device_class === 'shared' && (await lockOnce(speaker, sessionId, 'switch'))) return
  await endOnce(speaker, { sessionId, personId, personName, why: 'replaced' })
}

/**
 * A new token for a session whose person proved themselves again (ASVS 7.2.4). `keepFormer` lets the token
 * before serve a few seconds; it never proves freshness. Throws `sessions.not_found` when it ended meanwhile, and
 * `session.outside_network` where it would become a full one outside of the clinic's networks.
 */
export async function renew(
  tx: Writer,
  ctx: Context,
  sessionId: SessionId,
  change: Omit<Renewal, 'tokenHash' | 'formerEndsAt'>,
  keepFormer: boolean,
): Promise<RawToken> {
  const { token, tokenHash } = newToken()
  if (change.state === 'full' && ctx.personId) {
    const hours = await enterOrRefuse(tx, ctx, { personId: ctx.personId, absoluteHours: 24 })
    const last = new Date(ctx.now.getTime() + hours * 60 * MINUTE_MS)
    if (change.endsAt && change.endsAt > last) change = { ...change, endsAt: last }
  }
  const formerEndsAt = keepFormer ? new Date(ctx.now.getTime() + FORMER_SECONDS * 1000) : undefined
  if (!(await renewSession(tx, ctx, sessionId, { ...change, tokenHash, formerEndsAt })))
    throw sessionProblem('sessions.not_found')
  // Two factors were shown here: the browser is a known device from now on.
  const inside = ctx.clinicId !== INSTALLATION
  if ((change.codeAt || change.passkey) && inside && ctx.deviceId && ctx.personId) {
    await upsertKnownDevice(tx, ctx, ctx.personId, ctx.deviceId, true)
    await joinShift(tx, ctx, { personId: ctx.personId, deviceId: ctx.deviceId, sessionId })
  }
  if (change.state === 'full' && ctx.deviceId && ctx.personId) {
    await arrive(tx, ctx, ctx.personId, ctx.deviceId)
    await judgeDevice(tx, ctx.deviceId)
  }
  return token
}

/** Signs this browser out; nothing to do when nobody is signed in. */
export async function signOut(
  ctx: Context,
  session: SessionView | undefined,
  cookies: Cookies,
): Promise<Record<string, never>> {
  if (session) await endOnce(ctx, { ...session, why: 'signed_out' })
  cookies.clearSession()
  return {}
}

const NOWHERE = { ownNetwork: false, country: null, city: null }

export async function listOwn(ctx: Context, session: SessionView) {
  const rows = await read(ctx, (tx) => listLivingSessions(tx, ctx, session.personId))
  const living = rows.filter(
    (row) => row.last_activity_at.getTime() + row.idle_minutes * MINUTE_MS > ctx.now.getTime(),
  )
  const places = await Promise.all(
    living.map(async ({ address }) => {
      const { ownNetwork, country = null, city = null } = await ctx.kernel.places.find(address)
      return { ownNetwork, country, city }
    }),
  )
  return {
    sessions: living.map((row, index) => ({
      id: row.id,
      current: row.id === session.sessionId,
      browser: row.browser,
      system: row.system,
      deviceName: row.device_name,
      address: row.address,
      place: places[index] ?? NOWHERE,
      startedAt: row.started_at.toISOString(),
      lastActiveAt: row.last_activity_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      proven: {
        password: row.password_at !== null,
        code: row.code_at !== null,
        passkey: row.passkey_at !== null,
      },
    })),
  }
}

/** Ends one of one's own sessions; another person's id is as unknown as one that never was. */
export async function endOne(
  ctx: Context,
  session: SessionView,
  sessionId: string,
  cookies: Cookies,
): Promise<Record<string, never>> {
  const mine = await read(ctx, (tx) => listLivingSessions(tx, ctx, session.personId))
  const { personId, personName } = session
  const ended =
    mine.some((row) => row.id === sessionId) &&
    (await endOnce(
      ctx,
      { sessionId: sessionId as SessionId, personId, personName, why: 'ended_by_self' },
      { type: 'session', id: sessionId },
    ))
  if (!ended) {
    await refuse(ctx, sessionProblem('sessions.not_found'), {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      target: { type: 'session', id: sessionId },
      personal: { route: 'DELETE /api/sessions/:sessionId', reason: 'sessions.not_found' },
    })
  }
  if (sessionId === session.sessionId) cookies.clearSession()
  return {}
}

export async function endMany(
  ctx: Context,
  session: SessionView,
  which: 'others' | 'all',
  cookies: Cookies,
): Promise<{ ended: number }> {
  const count = await write(ctx, async (tx) => {
    const ids = await endSessionRows(tx, ctx, {
      personId: session.personId,
      why: 'ended_by_self',
      ...(which === 'others' && { but: session.sessionId }),
    })
    return audited(
      {
        action: 'session.others_ended',
        category: 'auth',
        target: { type: 'person', id: session.personId },
        personal: { which, ended: String(ids.length) },
      },
      ids.length,
    )
  })
  if (which === 'all') cookies.clearSession()
  return { ended: count }
}

/**
 * Holds a session and what its person may do until the change is through: after slow work somebody may have been signed
 * out or given another role meanwhile. Throws `session.ended` or `request.not_allowed`, recorded.
 */
export async function hold(
  tx: Writer,
  ctx: Context,
  { sessionId, personId }: Pick<SessionView, 'sessionId' | 'personId'>,
  permission: Permission = 'profile.own',
): Promise<void> {
  const held = await holdSession(tx, ctx, sessionId, personId)
  const member = held?.membership_state === 'active'
  const alive = member && held.state === 'full'
  if (alive && holds(held, permission)) return
  const problem = alive
    ? httpProblem('request.not_allowed')
    : httpProblem('session.ended', {
        values: { why: held?.ended_why ?? (member ? 'idle' : 'membership_ended') },
      })
  refuseInside(ctx, problem, {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    personal: { reason: problem.code },
  })
}

/** The clinic of this installation where there is only one; before sign-in nothing else tells a clinic. */
export async function onlyClinic(ctx: Context): Promise<ClinicId | undefined> {
  return (await findSign(ctx))?.clinicId
}

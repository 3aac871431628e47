/** What server/http asks: whose token is this, and is its session still good? Every limit is judged here, on every request. */
import { effectiveRole } from '../../pure/roles/roles.ts'
import { type Context, INSTALLATION } from '../../server/context.ts'
import { unaudited } from '../../server/db/database.ts'
import type { EndedSession, SessionGate, SessionView } from '../../server/http/session-view.ts'
import { endOnce } from './ending.ts'
import { isOutside, noteBreakGlass } from './network-rule.ts'
import { findSessionAtDoor, type SessionRow, updateActivity } from './queries.ts'
import { lockOnce } from './shift.ts'
import { hashToken } from './tokens.ts'
import { codesStandIn, isProven, worthOf } from './worth.ts'

const MINUTE_MS = 60_000
/** `last_activity_at` is written at most this often. */
const ACTIVITY_STEP_MS = 15_000
/** A second factor is typed within this time of the password. */
export const HALF_MINUTES = 10

export const sessionGate: SessionGate = {
  async resolve(ctx, token) {
    const row = await findSessionAtDoor(ctx, hashToken(token))
    if (!row) return undefined
    if (row.state === 'ended') return { ended: row.ended_why ?? 'signed_out' }
    // The token before a renewal serves requests that were under way, a few seconds, and never proves freshness.
    if (row.former && (!row.former_ends_at || row.former_ends_at <= ctx.now)) return undefined
    const over = whyOver(row, ctx.now)
    if (over) return end(ctx, row, over)
    if (row.state === 'locked') return { ended: 'locked' }
    const view = viewOf(ctx, row)
    if (view?.state === 'full' || view?.state === 'enrolling') await noteBreakGlass(ctx, row)
    return view
  },

  async touch(ctx, session) {
    if (idleEndAfter(ctx.now, session) === session.idleEndsAt) return
    await unaudited(ctx, 'last activity is no act of its own', (tx) =>
      updateActivity(tx, ctx, session.sessionId),
    )
  },
}

/** The idle limit once the person has done something now: it moves in steps, so that not every act is written. */
export function idleEndAfter(now: Date, session: Pick<SessionView, 'idleEndsAt' | 'idleMinutes'>): Date {
  const moved = new Date(now.getTime() + session.idleMinutes * MINUTE_MS)
  return moved.getTime() - session.idleEndsAt.getTime() < ACTIVITY_STEP_MS ? session.idleEndsAt : moved
}

const idleEnd = (row: SessionRow) => new Date(row.last_activity_at.getTime() + row.idle_minutes * MINUTE_MS)

function whyOver(row: SessionRow, now: Date): { why: string; at: Date } | undefined {
  if (row.membership_state !== 'active' && row.clinic_id !== INSTALLATION)
    return { why: 'membership_ended', at: now }
  // NIST SP 800-63B-4 §2.2.3: inactivity and overall timeout. It was over by whichever came first, whenever that is found.
  const idle = idleEnd(row)
  // Who is of a shift is locked instead, and then nothing but the end of the shift ends it.
  const over =
    idle < row.ends_at && row.state !== 'locked'
      ? { why: 'idle', at: idle }
      : { why: 'too_long', at: row.ends_at }
  return over.at <= now ? over : undefined
}

/** Ends what is over the first time somebody comes with it; the event carries the moment it was over. */
async function end(ctx: Context, row: SessionRow, over: { why: string; at: Date }): Promise<EndedSession> {
  const speaker: Context = {
    ...ctx,
    clinicId: row.clinic_id,
    sessionId: row.session_id,
    deviceId: row.device_id,
    deviceName: row.device_name ?? undefined,
    actor: { kind: 'system' },
  }
  if (over.why === 'idle' && row.device_class === 'shared' && row.state === 'full') {
    if (await lockOnce(speaker, row.session_id, 'idle', over.at)) return { ended: 'locked' }
  }
  await endOnce(speaker, {
    sessionId: row.session_id,
    personId: row.person_id,
    personName: row.person_name,
    ...over,
  })
  return { ended: over.why }
}

function viewOf(ctx: Context, row: SessionRow): SessionView | undefined {
  // Of nobody's clinic yet: until one is chosen they have no role, and nothing that asks for one opens.
  const homeless = row.clinic_id === INSTALLATION
  const role = homeless ? 'VIEWER' : row.role
  if (row.state === 'ended' || role === null) return undefined
  return {
    sessionId: row.session_id,
    clinicId: row.clinic_id,
    personId: row.person_id,
    deviceId: row.device_id,
    ...worthOf(row, ctx.now, ctx.kernel.config.reachedAs !== 'number'),
    ...(homeless && isProven(row) && { state: 'choosing' as const }),
    role: effectiveRole({ role, outsider: row.outsider }),
    outsider: row.outsider,
    personName: row.person_name,
    address: row.address,
    clinicName: row.clinic_name,
    country: row.country,
    zone: row.zone,
    locale: row.locale,
    twoFactor: row.two_factor,
    hasTotp: row.has_totp,
    hasPasskey: row.has_passkey,
    codesStandIn: codesStandIn(row),
    password: row.password_at !== null,
    code: row.code_at !== null,
    passkey: row.passkey_at !== null,
    passkeyId: row.passkey_id ?? undefined,
    confirmedUntil: row.former ? undefined : (row.confirmed_until ?? undefined),
    deviceClass: row.device_class,
    deviceName: row.device_name ?? undefined,
    outsideNetwork: isOutside(ctx, row),
    startedAt: row.started_at,
    idleMinutes: row.idle_minutes,
    idleEndsAt: idleEnd(row),
    endsAt: row.ends_at,
    mail: { ownServer: row.has_mail_server, lastWay: row.mail_way, lastReason: row.mail_reason },
  }
}

/** Everybody who is signed in now (ASVS 7.4.5): seen by Owners and Admins, and ended by who stands above. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { outranks } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { type Audited, audited, read, refuse, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import type { Place } from '../../server/places/places.ts'
import * as sessions from '../sessions/service.ts'
import { type endSignedInMany, type listSignedIn, sessionRulesProblem } from './contract.ts'
import { endSessions, findMember, listSessions, type SessionOfSomebody } from './queries.ts'

const isMine = (of: SessionOfSomebody, session: SessionView) => of.personId === session.personId
const mayEnd = (of: SessionOfSomebody, session: SessionView) =>
  isMine(of, session) || outranks(session.role, of.role)

export async function signedIn(ctx: Context, session: SessionView): Promise<Answer<typeof listSignedIn>> {
  const rows = await read(ctx, (tx) => listSessions(tx, ctx))
  const places = await Promise.all(rows.map(({ address }) => ctx.kernel.places.find(address)))
  return {
    sessions: rows.map((row, index) => ({
      id: row.id,
      person: { id: row.personId, name: row.name, role: row.role },
      current: row.id === session.sessionId,
      mine: isMine(row, session),
      mayEnd: mayEnd(row, session),
      browser: row.browser,
      system: row.system,
      deviceClass: row.deviceClass,
      deviceName: row.deviceName,
      locked: row.state === 'locked',
      address: row.address,
      place: placeOf(places[index]),
      startedAt: row.startedAt.toISOString(),
      lastActiveAt: row.lastActiveAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      proven: {
        password: row.password_at !== null,
        code: row.code_at !== null,
        passkey: row.passkey_at !== null,
      },
    })),
  }
}

const placeOf = (place: Place | undefined) => ({
  ownNetwork: place?.ownNetwork ?? false,
  country: place?.country ?? null,
  provider: place?.provider ?? null,
})

/** Throws `session_rules.nobody` (over already, or another clinic's) and `session_rules.rank`, both recorded. */
export async function endOne(
  ctx: Context,
  session: SessionView,
  sessionId: string,
): Promise<Record<string, never>> {
  const found = (await read(ctx, (tx) => listSessions(tx, ctx))).find(({ id }) => id === sessionId)
  if (!found) return turnAway(ctx, 'session_rules.nobody', { type: 'session', id: sessionId })
  if (!mayEnd(found, session)) return turnAway(ctx, 'session_rules.rank', { type: 'session', id: sessionId })
  return change(ctx, session, async (tx) => {
    const [ended] = await end(tx, ctx, session, [found])
    // Whoever sat there was quicker.
    if (!ended) throw sessionRulesProblem('session_rules.nobody')
    return audited(ended, {})
  })
}

/** All of one person, or of everybody below but oneself. */
export async function endMany(
  ctx: Context,
  session: SessionView,
  personId: string | null,
): Promise<Answer<typeof endSignedInMany>> {
  if (personId !== null) {
    const member = await read(ctx, (tx) => findMember(tx, ctx, personId))
    const target = { type: 'person', id: personId }
    if (!member) return turnAway(ctx, 'session_rules.nobody', target)
    const mine = member.personId === session.personId
    if (!mine && !outranks(session.role, member.role)) return turnAway(ctx, 'session_rules.rank', target)
  }
  return change(ctx, session, async (tx) => {
    const open = await listSessions(tx, ctx)
    const meant = open.filter((one) =>
      personId === null ? !isMine(one, session) : one.personId === personId && one.id !== session.sessionId,
    )
    const [may, mayNot] = [
      meant.filter((one) => mayEnd(one, session)),
      meant.filter((one) => !mayEnd(one, session)),
    ]
    const events = await end(tx, ctx, session, may)
    const kept = [...new Set(mayNot.map(({ name }) => name))]
    return audited(
      [
        {
          action: 'session.others_ended',
          category: 'auth',
          target: personId === null ? { type: 'clinic', id: ctx.clinicId } : { type: 'person', id: personId },
          personal: {
            which: personId === null ? 'everybody' : 'person',
            ended: String(events.length),
            ...(kept.length > 0 && { kept: kept.join(', ') }),
          },
        },
        ...events,
      ],
      { ended: events.length, kept },
    )
  })
}

/** A change of somebody who is still signed in, and still may, when it is written. */
function change<T>(
  ctx: Context,
  session: SessionView,
  work: (tx: Writer) => Promise<Audited<T>>,
): Promise<T> {
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session, 'security.manage')
    return work(tx)
  })
}

/** Ends these and tells the people by mail, once each; one event a session. */
async function end(
  tx: Writer,
  ctx: Context,
  session: SessionView,
  these: readonly SessionOfSomebody[],
): Promise<AuditEvent[]> {
  const events: AuditEvent[] = []
  for (const own of [true, false]) {
    const meant = these.filter((one) => isMine(one, session) === own)
    const why = own ? 'ended_by_self' : 'ended_by_colleague'
    const ids = await endSessions(
      tx,
      ctx,
      meant.map(({ id }) => id),
      why,
    )
    const over = meant.filter(({ id }) => ids.has(id))
    events.push(...over.map((one) => endOf(one, why)))
    if (!own) await tell(tx, ctx, session, over)
  }
  return events
}

const endOf = ({ id, personId, name }: SessionOfSomebody, reason: string): AuditEvent => ({
  action: 'session.end',
  category: 'auth',
  target: { type: 'person', id: personId },
  sessionId: id,
  personal: { reason, target_name: name },
})

async function tell(
  tx: Writer,
  ctx: Context,
  session: SessionView,
  over: readonly SessionOfSomebody[],
): Promise<void> {
  for (const [personId, theirs] of Map.groupBy(over, (one) => one.personId)) {
    const [one] = theirs
    if (!one?.mail) continue
    await orderMail(tx, ctx, {
      personId,
      address: one.mail,
      cause: `session_ended ${ctx.requestId}`,
      template: 'session_ended',
      values: {
        name: one.name,
        by: session.personName,
        clinic: session.clinicName,
        n: String(theirs.length),
      },
    })
  }
}

async function turnAway(
  ctx: Context,
  code: 'session_rules.nobody' | 'session_rules.rank',
  target: { type: string; id: string },
): Promise<never> {
  return refuse(ctx, sessionRulesProblem(code), {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    target,
    personal: { reason: code },
  })
}

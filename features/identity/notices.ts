/**
 * Notices: a mail to the person about what was unusual, with an event of each and a way to say "this wasn't me"
 * (ASVS 6.3.5 and 6.3.7; NIST SP 800-63B-4 §4.1, §4.6). One sign-in is one mail, whatever was unusual about it.
 */
import {
  type ClinicId,
  type Context,
  INSTALLATION,
  type PersonId,
  speakingFor,
  systemContext,
} from '../../server/context.ts'
import { audited, inClinic, read, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import { describeAgent } from '../../server/http/agent.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Kernel } from '../../server/kernel.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import { schedule } from '../../server/jobs/schedule.ts'
import type { PersonAtDoor } from '../people/service.ts'
import { listOwnClinics } from '../sessions/service.ts'
import { findSelf } from './choosing-queries.ts'
import { newNotMeLink, type NoticeAbout } from './links.ts'
import * as queries from './notice-queries.ts'

/** What a sign-in can be besides being one; the first of them names the mail. */
export const UNUSUAL = [
  'new_device',
  'new_country',
  'after_failures',
  'backup_code_used',
  'long_away',
  'new_provider',
] as const
type Unusual = (typeof UNUSUAL)[number]

/** ASVS 6.3.5: a success after so many failures in a row, and after so long a time, is told. */
const MANY_FAILURES = 5
const LONG_AWAY_DAYS = 90
const DAY_MS = 24 * 3_600_000
const HOUR_MS = 3_600_000
/** A half sign-in from a strange browser that nobody went on with is told this long after the password. */
const LEFT_MS = 11 * 60_000
/** Kind of `due` row, by the half session's id. */
export const HALF_LEFT = 'sign_in.half_left'

type Told = { personId: PersonId; name: string; address: string }

/** The same call, with the place of its address looked up. */
export async function placed<C extends Context>(ctx: C): Promise<C> {
  return { ...ctx, place: await ctx.kernel.places.find(ctx.address) }
}

export interface Looked {
  what: Unusual[]
  failures: number
  days: number
}

/**
 * What is unusual about a sign-in that goes through in this transaction; asked before the session begins, since that makes
 * the browser known. Nothing is new to somebody's first place, or without a file that knows it.
 */
export async function lookAtSignIn(
  tx: Writer,
  ctx: Context,
  person: Pick<PersonAtDoor, 'personId' | 'knownDevice'>,
  { failures, backupCode = false }: { failures: number; backupCode?: boolean },
): Promise<Looked> {
  const before = await queries.findSignedInBefore(tx, person.personId)
  const { country, provider } = ctx.place ?? {}
  const isNew = (value: string | undefined, known: string[]) =>
    value !== undefined && known.length > 0 && !known.includes(value)
  const days = before.lastAt ? Math.floor((ctx.now.getTime() - before.lastAt.getTime()) / DAY_MS) : 0
  const is: Record<Unusual, boolean> = {
    new_device: !person.knownDevice,
    new_country: isNew(country, before.countries),
    // A new address, or provider, on a known device is nothing: phones change theirs all day.
    new_provider: !person.knownDevice && isNew(provider, before.providers),
    after_failures: failures >= MANY_FAILURES,
    backup_code_used: backupCode,
    long_away: days >= LONG_AWAY_DAYS,
  }
  await queries.upsertPlaces(tx, ctx, person.personId)
  return { what: UNUSUAL.filter((one) => is[one]), failures, days }
}

/** One mail for all that was unusual, and the events to leave; none when nothing was. `ctx` carries the session that began. */
export async function noticeSignIn(
  tx: Writer,
  ctx: Context,
  person: Told,
  { what, failures, days }: Looked,
): Promise<AuditEvent[]> {
  const [first] = what
  if (first === undefined) return []
  const clinic = await queries.findClinicName(tx, ctx)
  const counted = { failures: String(failures), days: String(days) }
  const events = what.map((one) => unusual(ctx, person, one, { ...counted, what: one }))
  await orderNotice(tx, ctx, person, clinic, {
    template: first,
    values: { ...counted, lines: what.join(' ') },
    about: { kinds: [...what], events: events.map(({ id }) => id) },
  })
  return events
}

const unusual = (ctx: Context, person: Told, what: string, more: Record<string, string> = {}) => ({
  id: newId(ctx.now),
  action: 'auth.signin.unusual',
  category: 'auth' as const,
  target: { type: 'person', id: person.personId },
  sessionId: ctx.sessionId,
  personal: {
    target_name: person.name,
    what,
    ...(what === 'after_failures' && { failures: more['failures'] }),
    ...(what === 'long_away' && { days: more['days'] }),
  },
})

/** Tells a person by mail what happened to their account. The cause is told once. */
export async function tell(
  tx: Writer,
  ctx: Context,
  person: Told,
  template: string,
  clinic: string,
  more: Record<string, string> = {},
  about: NoticeAbout = {},
): Promise<void> {
  await orderNotice(tx, ctx, person, clinic, { template, values: more, about })
}

/** Of these the mail says itself how to react; recovery is undone by nobody's mailbox. */
const WITHOUT_LINK = new Set(['recovered'])

/** The mail of a notice, in a change; with a link where the change speaks for the person who is told. */
export async function orderNotice(
  tx: Writer,
  ctx: Context,
  person: Told,
  clinic: string,
  notice: { template: string; values?: Record<string, string>; about?: NoticeAbout; cause?: string },
): Promise<void> {
  const { template, values = {}, about = {}, cause = `${template} ${ctx.requestId}` } = notice
  const { city, country, ownNetwork } = ctx.place ?? (await ctx.kernel.places.find(ctx.address))
  const link =
    ctx.personId === person.personId && !WITHOUT_LINK.has(template)
      ? await newNotMeLink(tx, ctx, person.personId, { ...about, kinds: about.kinds ?? [template] })
      : undefined
  await orderMail(tx, ctx, {
    personId: person.personId,
    address: person.address,
    cause,
    template,
    values: {
      ...values,
      name: person.name,
      clinic,
      agent: ctx.agent ?? '',
      address: ctx.address ?? '',
      ...(country && { country }),
      ...(city && { city }),
      ...(ownNetwork && { own_network: 'yes' }),
    },
    ...(link !== undefined && { secrets: { not_me: link } }),
  })
}

/**
 * The password was right and the second factor was not: told once for a half sign-in, and by one mail an hour at most
 * (ASVS 6.3.5). On a device of the person's own it is told when the half sign-in ends by it: they know of their typing
 * errors themselves.
 */
export async function secondFactorFailed(
  given: Context,
  session: Pick<SessionView, 'sessionId' | 'personId' | 'personName' | 'address' | 'clinicName'>,
): Promise<void> {
  const ctx = await placed(given)
  const person = { personId: session.personId, name: session.personName, address: session.address }
  await tellHalf(ctx, person, session.clinicName, session.sessionId, 'second_factor_failed')
}

const nothing = new Error('told before')

async function tellHalf(
  ctx: Context,
  person: Told,
  clinic: string,
  sessionId: string,
  what: 'second_factor_failed' | 'second_factor_left',
): Promise<void> {
  await write(ctx, async (tx) => {
    if (!(await queries.markHalfTold(tx, ctx, sessionId))) throw nothing
    const event = { ...unusual(ctx, person, what), outcome: 'failed' as const }
    const hourAgo = new Date(ctx.now.getTime() - HOUR_MS)
    const [told, ...others] = await whereTold(tx, ctx, person.personId, clinic)
    if (!told) throw nothing
    await inClinic(tx, ctx, told.id, async (there) => {
      if (!(await queries.wasMailedSince(tx, there, person.personId, 'second_factor_failed', hourAgo)))
        await orderNotice(tx, there, person, told.name, {
          template: 'second_factor_failed',
          about: { kinds: [what], events: [event.id] },
          // Not by the request: what a job finds has none of its own, and would be told once for ever.
          cause: `second_factor_failed ${sessionId}`,
        })
    })
    const beside = others.map(({ id }) => ({ ...event, id: newId(ctx.now), clinicId: id }))
    return audited([...beside, { ...event, clinicId: told.id }])
  }).catch((error: unknown) => (error === nothing ? undefined : Promise.reject(error as Error)))
}

/** The clinic of a half sign-in; of somebody who is to choose between several each of them, the first one's mail tells it. */
async function whereTold(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  name: string,
): Promise<{ id: ClinicId; name: string }[]> {
  return ctx.clinicId === INSTALLATION
    ? listOwnClinics(tx, personId, undefined)
    : [{ id: ctx.clinicId, name }]
}

/** The same where no half sign-in stands: by an invitation, at a browser that is not theirs. One mail an hour at most. */
export async function secondStepFailed(given: Context, person: Told): Promise<void> {
  const ctx = await placed(given)
  const what = 'second_factor_failed'
  await write(ctx, async (tx) => {
    const event = { ...unusual(ctx, person, what), outcome: 'failed' as const }
    const hourAgo = new Date(ctx.now.getTime() - HOUR_MS)
    if (!(await queries.wasMailedSince(tx, ctx, person.personId, what, hourAgo)))
      await orderNotice(tx, ctx, person, await queries.findClinicName(tx, ctx), {
        template: 'second_factor_failed',
        about: { kinds: [what], events: [event.id] },
        cause: `${what} ${event.id}`,
      })
    return audited(event)
  })
}

/** A right password from a strange browser is looked at again when its ten minutes are over. */
export async function watchHalf(tx: Writer, ctx: Context, sessionId: string): Promise<void> {
  await schedule(tx, ctx, {
    kind: HALF_LEFT,
    key: sessionId,
    at: new Date(ctx.now.getTime() + LEFT_MS),
  })
}

/** The work behind `watchHalf`: whoever had the right password went away at the second step (identity.md, trap 8). */
export async function halfLeft(kernel: Kernel, clinicId: ClinicId, sessionId: string): Promise<void> {
  const system = systemContext(kernel, clinicId)
  const half = await read(system, (tx) => queries.findHalfSession(tx, system, sessionId))
  if (!half || half.proven) return
  const whom = await read({ ...system, personId: half.personId }, async (tx) =>
    clinicId === INSTALLATION ? findSelf(tx, half.personId) : queries.findTold(tx, system, half.personId),
  )
  if (!whom) return
  const ctx = await placed({
    ...speakingFor(system, { personId: half.personId }),
    address: half.address,
    agent: describeAgent(half),
    sessionId: half.sessionId,
    deviceId: half.deviceId,
  })
  await tellHalf(ctx, whom, whom.clinic, sessionId, 'second_factor_left')
}

/** A hundred failures in a row have closed a way in (NIST SP 800-63B-4 §3.2.2): told once, in every clinic's log. */
export async function wayClosed(
  given: Context,
  person: Told & Pick<PersonAtDoor, 'clinics'>,
  way: 'password' | 'code' | 'backup_code',
  here: boolean,
): Promise<void> {
  const [first, ...others] = person.clinics.filter(({ state }) => state === 'active')
  if (!first) return
  const ctx = await placed(speakingFor(given, { clinicId: first.clinicId, personId: person.personId }))
  await write(ctx, async (tx) => {
    const event: AuditEvent & { id: string } = {
      id: newId(ctx.now),
      action: 'auth.way_closed',
      category: 'auth',
      outcome: 'failed',
      target: { type: 'person', id: person.personId },
      personal: {
        target_name: person.name,
        factor: way === 'code' ? 'app' : way,
        which: here ? 'closed_here' : 'closed_everywhere',
      },
    }
    await orderNotice(tx, ctx, person, await queries.findClinicName(tx, ctx), {
      template: 'way_closed',
      values: { lines: `closed_${way} ${here ? 'closed_here' : 'closed_strange'}` },
      about: { kinds: ['way_closed'], events: [event.id] },
    })
    return audited([event, ...others.map(({ clinicId }) => ({ ...event, id: newId(ctx.now), clinicId }))])
  })
}

/**
 * Forgot password: a link by mail, an hour, once; it sets a new password and signs nobody in, so that the second step is
 * asked as ever (ASVS 6.4.3). Who asks learns nothing: nobody is looked for before the answer is gone.
 */
import { sql } from 'kysely'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import {
  type ClinicId,
  type Context,
  INSTALLATION,
  type PersonId,
  speakingFor,
  systemContext,
} from '../../server/context.ts'
import {
  asPerson,
  audited,
  read,
  recordRefusal,
  unauditedStatement,
  write,
  type Writer,
} from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { Kernel } from '../../server/kernel.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import { findWay } from '../../server/jobs/mail-way.ts'
import {
  acceptedChange,
  countAsked,
  findClinicName,
  findPersonRules,
  storePassword,
  tell,
} from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import {
  about,
  describeHolder,
  endedEvents,
  forgetAllFailures,
  type LinkKind,
  recordOver,
  validLink,
} from './by-link.ts'
import { recoveryProblem, type getForgotWays, type openForgot } from './contract.ts'
import { countLinksSince, holdLinks, replaceLink, useLink } from './links.ts'

/** Kind of the job that looks for whom a link was asked for. */
export const FORGOT = 'password.forgot'
const LINK_MINUTES = 60
/** Links by mail an hour and account. */
const MOST_LINKS = 3
const SEALED_FOR = 'forgot password'

const activeIn = ({ clinics }: people.PersonAtDoor) => clinics.filter(({ state }) => state === 'active')

const KIND: LinkKind = {
  purpose: 'password.forgot',
  opens: activeIn,
  refused: 'password.reset_refused',
  over: () => recoveryProblem('identity.forgot_link_over'),
}

interface Asked {
  email: string
  address: string | undefined
  agent: string | undefined
}

/** Known before sign-in where one clinic lives here; of several only whether the installation has a server of its own. */
export async function ways(ctx: Context): Promise<Answer<typeof getForgotWays>> {
  const only = await sessions.onlyClinic(ctx)
  if (!only) return { mailGoes: ctx.kernel.config.smtp !== undefined }
  const there = speakingFor(ctx, { clinicId: only })
  return read(there, async (tx) => {
    const { source } = await findWay(tx, there)
    const health = await tx
      .selectFrom('mail_health')
      .select(['way', 'reason'])
      .where('clinic_id', '=', only)
      .executeTakeFirst()
    const failing = health?.way === source && health.reason !== 'sent'
    return { mailGoes: source !== 'outbox' && !failing }
  })
}

/** The same work for every address there is: one count, one job. Throws `identity.slowed` to a network that asks too much. */
export async function ask({
  ctx,
  body,
}: {
  ctx: Context
  body: { email: string }
}): Promise<Record<string, never>> {
  await countAsked(ctx, FORGOT)
  const asked: Asked = { email: body.email, address: ctx.address, agent: ctx.agent }
  const id = newId(ctx.now)
  // Sealed, since the queue holds no address in clear; as long for a short address as for a long one.
  const sealed = ctx.kernel.keys.seal(SEALED_FOR, Buffer.from(JSON.stringify(asked).padEnd(1200)), id)
  const payload = {
    clinicId: INSTALLATION,
    kind: FORGOT,
    key: `${id} ${sealed.toString('base64url')}`,
    at: ctx.now.toISOString(),
  }
  await unauditedStatement(
    ctx,
    'whoever asked is answered before anybody is looked for',
    sql`SELECT enqueue('due', ${JSON.stringify(payload)}::json, ${`${FORGOT} ${id}`})`,
  )
  return {}
}

/** The job behind `ask`. Runs twice where a process died at it: the second finds the mail ordered. */
export async function makeAskedLink(kernel: Kernel, _clinicId: ClinicId, key: string): Promise<void> {
  const [id = '', sealed = ''] = key.split(' ', 2)
  const asked = JSON.parse(
    kernel.keys.open(SEALED_FOR, Buffer.from(sealed, 'base64url'), id).toString(),
  ) as Asked
  const { email, address, agent } = asked
  const ctx: Context = { ...systemContext(kernel), requestId: id, actor: { kind: 'nobody' }, address, agent }
  const person = await people.findPersonAtDoor(ctx, foldAddress(email), undefined)
  const [first] = person ? activeIn(person) : []
  if (!person || !first) return recordNobody(ctx, person, email)
  const speaker = speakingFor(ctx, { clinicId: first.clinicId, personId: person.personId })
  const nothingToDo = new Error('ordered before')
  const tooMany = new Error('too many')
  await write(speaker, async (tx) => {
    await holdLinks(tx, KIND.purpose, person.personId)
    const cause = `password_forgot ${id}`
    if (await wasOrdered(tx, speaker, cause)) throw nothingToDo
    const since = new Date(ctx.now.getTime() - LINK_MINUTES * 60_000)
    if ((await countLinksSince(tx, KIND.purpose, person.personId, 'mailed', since)) >= MOST_LINKS)
      throw tooMany
    return audited(await mailLink(tx, speaker, person, { cause, template: 'password_forgot' }))
  }).catch(async (error: unknown) => {
    if (error === tooMany) return recordNobody(ctx, person, email, 'identity.slowed')
    if (error !== nothingToDo) throw error
  })
}

/**
 * Mails a new link to its person, in a change that speaks for them in the first of their clinics; gives the events to
 * leave. Those mailed before are over.
 */
export async function mailLink(
  tx: Writer,
  ctx: Context,
  person: people.PersonAtDoor,
  { cause, template }: { cause: string; template: string },
): Promise<[AuditEvent, ...AuditEvent[]]> {
  const { link, endsAt } = await makeLink(tx, ctx, person.personId, 'mailed')
  const others = activeIn(person).filter(({ clinicId }) => clinicId !== ctx.clinicId)
  await orderMail(tx, ctx, {
    personId: person.personId,
    address: person.address,
    cause,
    template,
    values: {
      name: person.name,
      clinic: await findClinicName(tx, ctx),
      agent: ctx.agent ?? '',
      address: ctx.address ?? '',
    },
    secrets: { link },
    // What lets somebody in at two clinics goes by neither's server, where the installation has one (data.md: no clinic takes over an account in another).
    ...(others.length > 0 && ctx.kernel.config.smtp && { way: { by: 'installation' as const } }),
  })
  const made = linkMade(person, 'mailed', endsAt)
  return [made, ...others.map(({ clinicId }) => ({ ...made, clinicId }))]
}

async function wasOrdered(tx: Writer, ctx: Context, cause: string): Promise<boolean> {
  const row = await tx
    .selectFrom('mail')
    .select('id')
    .where('clinic_id', '=', ctx.clinicId)
    .where('cause', '=', cause)
    .executeTakeFirst()
  return row !== undefined
}

/** Asked for and not made: to the clinics of that person, for an unknown address as for a failed sign-in. */
async function recordNobody(
  ctx: Context,
  person: people.PersonAtDoor | undefined,
  tried: string,
  reason = person ? 'not_active' : 'unknown_address',
): Promise<void> {
  const own = (person?.clinics ?? []).filter(({ state }) => state !== 'left').map(({ clinicId }) => clinicId)
  const sign = person ? undefined : await sessions.onlyClinic(ctx)
  for (const clinicId of own.length > 0 ? own : [INSTALLATION, ...(sign ? [sign] : [])]) {
    await recordRefusal(speakingFor(ctx, { clinicId }), {
      action: KIND.refused,
      category: 'auth',
      outcome: 'refused',
      ...(person && { target: { type: 'person', id: person.personId } }),
      personal: { reason, tried, ...(person && { target_name: person.name }) },
    })
  }
}

/** In a change that speaks for the person. */
async function makeLink(tx: Writer, ctx: Context, personId: PersonId, way: 'mailed' | 'handed') {
  const { token, tokenHash } = sessions.newToken()
  const endsAt = new Date(ctx.now.getTime() + LINK_MINUTES * 60_000)
  await replaceLink(tx, ctx, { purpose: KIND.purpose, personId, tokenHash, endsAt, about: { way } })
  return { link: `${ctx.kernel.config.origin}/forgot#${token}`, endsAt }
}

const linkMade = (
  person: Pick<people.PersonAtDoor, 'personId' | 'name'>,
  way: 'mailed' | 'handed',
  endsAt: Date,
): AuditEvent => ({
  ...about(person),
  action: 'password.reset_link_made',
  personal: { target_name: person.name, way, link_ends_at: endsAt.toISOString() },
})

export type HandedLink =
  | { ok: true; link: string; endsAt: Date; event: AuditEvent }
  /** elsewhere: they belong to another clinic too, whose account this would open; they ask for it by mail. */
  | { ok: false; why: 'elsewhere' | 'not_active' }

/**
 * A link for an Owner or Admin to hand to its person, in their change: it must leave `event`. The one handed before is
 * over; those by mail are not, or a stranger who asks for mails could keep ending it. Rank and fresh sign-in are the caller's.
 */
export async function newForgotLink(
  tx: Writer,
  ctx: Context,
  { personId, by }: { personId: PersonId; by: PersonId },
): Promise<HandedLink> {
  if (!(await people.holdMembership(tx, ctx, personId))) return { ok: false, why: 'not_active' }
  const { clinicNames } = await findPersonRules(ctx, personId, tx)
  if (clinicNames.length > 1) return { ok: false, why: 'elsewhere' }
  const name = (await people.listNames(tx, [personId])).get(personId) ?? ''
  const made = await asPerson(tx, ctx, personId, (there) => makeLink(tx, there, personId, 'handed'))
  const event = linkMade({ personId, name }, 'handed', made.endsAt)
  return { ok: true, ...made, event: { ...event, actor: { ...ctx.actor, kind: 'person', id: by } } }
}

/** Whom the link is for. Throws `identity.forgot_link_over`. */
export async function open({
  ctx,
  body,
}: {
  ctx: Context
  body: { token: string }
}): Promise<Answer<typeof openForgot>> {
  const found = await validLink(ctx, KIND, sessions.hashToken(body.token))
  const { hasTotp, hasPasskey } = found.person
  return { ...(await describeHolder(ctx, found)), hasSecondStep: hasTotp || hasPasskey }
}

/**
 * Uses the link up, all in one transaction. Throws `identity.forgot_link_over`, also to the slower of two at once, and
 * what a password is refused for; then the link still works.
 */
export async function finish({
  ctx,
  body,
}: {
  ctx: Context
  body: { token: string; password: string }
}): Promise<{ sessionsEnded: number }> {
  const tokenHash = sessions.hashToken(body.token)
  const { person, speaker } = await validLink(ctx, KIND, tokenHash)
  const { personId } = person
  const passwordHash = await acceptedChange(speaker, personId, body.password, person)
  const over = KIND.over()
  return write(speaker, async (tx) => {
    if (!(await useLink(tx, speaker, KIND.purpose, tokenHash))) throw over
    // Whoever was disabled since the link was made, or is at this moment, gets nothing by it.
    if (!(await people.holdMembership(tx, speaker, personId))) throw over
    const endAll = () =>
      sessions.endOtherSessionsEverywhere(tx, speaker, personId, undefined, 'password_reset')
    // As recovery does: what a sign-in under way begins meanwhile is found by the second look.
    await storePassword(tx, speaker, personId, passwordHash)
    const ended = [...(await endAll()), ...(await endAll())]
    // Of the password alone: a stolen mailbox must not open new tries at the second step.
    await forgetAllFailures(tx, person, ['password'])
    await tell(tx, speaker, person, 'password_reset', await findClinicName(tx, speaker))
    const reset: AuditEvent = {
      ...about(person),
      action: 'password.reset',
      personal: { target_name: person.name, sessions_ended: String(ended.length) },
    }
    return audited(
      [
        reset,
        ...activeIn(person)
          .filter(({ clinicId }) => clinicId !== speaker.clinicId)
          .map(({ clinicId }) => ({ ...reset, clinicId })),
        ...endedEvents(person, 'password_reset', ended),
      ],
      { sessionsEnded: ended.length },
    )
  }).catch(async (error: unknown) => {
    if (error === over) await recordOver(ctx, KIND, person)
    throw error
  })
}

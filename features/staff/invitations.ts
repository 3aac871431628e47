/**
 * Asking people to join: by mail, to be handed over where that tells nothing of other clinics, sent again, taken back.
 * Nothing here looks past the own clinic: whether an address is known elsewhere is nobody's to know (identity.md, trap 8).
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { foldAddress } from '../../pure/contract/fields.ts'
import { dayAfter, dayOf, startOfDay } from '../../pure/days/days.ts'
import { outranks } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, type Audited, read, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import {
  countMadeSince,
  causeOf,
  type ClinicOfInvitation,
  dayBefore,
  holdAround,
  holdInvitation,
  insertInvitations,
  type Invitation,
  isWaitingWithin,
  listMails,
  listPlaces,
  type MailOfInvitation,
  type NewInvitation,
  updateCancelled,
  updateLink,
} from './invitation-queries.ts'
import { faultsOf, type Invitee, mayAppoint } from './invitation-judging.ts'
import { type getInviting, INVITATION_DAYS, invitationProblem, MOST_TIMES } from './invitations-contract.ts'
import { holdPlaces } from './places-queries.ts'
import { viewerOf } from './roster.ts'
import { isWithin } from './roster-queries.ts'

export interface Inviting {
  ctx: Context
  session: SessionView
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Enamel's mail must not become somebody's way to fill a mailbox, or many. */
const AGAIN_AFTER_MS = 2 * MINUTE_MS
export const MOST_A_DAY = 600

/** Everything that an invitation is made in: nobody's role changes, and no other invitation is written, meanwhile. */
export async function inviteAll(
  { ctx, session }: Inviting,
  invitees: readonly Invitee[],
  batchId: string | null,
): Promise<{ ids: string[]; endsAt: Date }> {
  const { personId } = session
  return write(ctx, async (tx) => {
    const actor = (await people.holdMembers(tx, ctx, [personId])).get(personId)
    await sessions.hold(tx, ctx, session, 'staff.manage')
    const around = await holdAround(
      tx,
      ctx,
      invitees.map(({ address }) => foldAddress(address)),
    )
    const clinic = await people.getClinic(tx, ctx)
    const { zone } = clinic
    const role = actor?.role ?? 'VIEWER'
    const today = dayOf(ctx.now, zone)
    if ((await countMadeSince(tx, ctx, dayBefore(ctx.now))) + invitees.length > MOST_A_DAY)
      throw invitationProblem('invitations.too_many', { retryAfterSeconds: 3600, values: { n: MOST_A_DAY } })
    for (const one of invitees) {
      const [fault] = faultsOf(one, { ...around, role, today })
      if (fault) throw invitationProblem(`invitations.${fault}` as 'invitations.works_here')
    }
    await wantKnown(tx, ctx, invitees, viewerOf({ role, personId }))
    const endsAt = new Date(ctx.now.getTime() + INVITATION_DAYS * DAY_MS)
    const made = invitees.map((one) => newInvitation(ctx, one, { endsAt, zone, by: personId, batchId }))
    await insertInvitations(
      tx,
      ctx,
      made.map(({ row }) => row),
    )
    for (const { row, token } of made)
      await mailLink(tx, ctx, { ...row, sentTimes: 1 }, { token, by: session.personName, clinic })
    const events = made.map(({ row }) => about('invitation.sent', row))
    return audited(events as [AuditEvent, ...AuditEvent[]], { ids: made.map(({ row }) => row.id), endsAt })
  }).catch((error: unknown) => refused(ctx, error, 'POST /api/staff/invitations'))
}

function newInvitation(
  ctx: Context,
  one: Invitee,
  { endsAt, zone, by, batchId }: { endsAt: Date; zone: string; by: PersonId; batchId: string | null },
): { row: NewInvitation; token: string } {
  const { token, tokenHash } = sessions.newToken()
  const row: NewInvitation = {
    id: newId(ctx.now),
    name: one.name,
    address: one.address,
    folded: foldAddress(one.address),
    role: one.role,
    outsider: one.outsider ?? null,
    // As that day does at the clinic.
    accessEndsAt: one.accessEndsOn ? startOfDay(dayAfter(one.accessEndsOn, 1), zone) : null,
    managerId: (one.managerId ?? null) as PersonId | null,
    locationIds: [...(one.locationIds ?? [])],
    madeBy: by,
    batchId,
    tokenHash,
    endsAt,
  }
  return { row, token }
}

/** A manager and places are of this clinic, there, and not out of sight of whoever invites (decision 066). */
async function wantKnown(
  tx: Writer,
  ctx: Context,
  invitees: readonly Invitee[],
  viewer: PersonId | null,
): Promise<void> {
  const managers = [...new Set(invitees.flatMap(({ managerId }) => managerId ?? []))] as PersonId[]
  for (const managerId of managers)
    if (
      !(await people.holdMembership(tx, ctx, managerId)) ||
      (viewer && !(await isWithin(tx, ctx, viewer, managerId)))
    )
      throw invitationProblem('invitations.manager_unknown')
  const wanted = invitees.flatMap(({ locationIds = [] }) => locationIds)
  if (wanted.length === 0) return
  // None closes until the invitation to it is there.
  await holdPlaces(tx, ctx)
  const places = new Set((await listPlaces(tx, ctx, viewer)).map(({ placeId }) => placeId))
  if (wanted.some((place) => !places.has(place))) throw invitationProblem('invitations.place_unknown')
}

interface Linked {
  id: string
  name: string
  address: string
  sentTimes: number
  endsAt: Date
}

/** Sealed in the mail's row until it is sent. */
async function mailLink(
  tx: Writer,
  ctx: Context,
  { id, name, address, sentTimes, endsAt }: Linked,
  { token, by, clinic }: { token: string; by: string; clinic: ClinicOfInvitation },
): Promise<void> {
  const ends = new Intl.DateTimeFormat(clinic.locale, {
    timeZone: clinic.zone,
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(endsAt)
  await orderMail(tx, ctx, {
    personId: null,
    address,
    cause: causeOf(id, sentTimes),
    template: 'invitation',
    values: { name, clinic: clinic.name, by, ends },
    secrets: { link: linkOf(ctx, token) },
  })
}

const linkOf = (ctx: Context, token: string) => `${ctx.kernel.config.origin}/join#${token}`

export function invite(call: Inviting & { body: Invitee }) {
  return inviteAll(call, [call.body], null).then(({ ids, endsAt }) => ({
    invitationId: ids[0] ?? '',
    endsAt: endsAt.toISOString(),
  }))
}

interface OnOne extends Inviting {
  params: { invitationId: string }
  body: { revision: number }
}

/** Something done with an invitation by somebody who may invite to its role. */
function onInvitation<T>(
  { ctx, session, params, body }: OnOne,
  what: string,
  act: (tx: Writer, invitation: Invitation) => Promise<Audited<T>>,
): Promise<T> {
  return write(ctx, async (tx) => {
    const actor = (await people.holdMembers(tx, ctx, [session.personId])).get(session.personId)
    await sessions.hold(tx, ctx, session, 'staff.manage')
    const invitation = await holdInvitation(tx, ctx, params.invitationId)
    if (!actor || !invitation || !(await isWaitingWithin(tx, ctx, invitation.id, viewerOf(actor))))
      throw invitationProblem('invitations.not_found')
    if (!outranks(actor.role, invitation.role)) throw invitationProblem('invitations.rank_too_low')
    if (!mayAppoint(actor.role, invitation.outsider)) throw invitationProblem('invitations.it_by_admins')
    if (invitation.revision !== body.revision) throw invitationProblem('invitations.changed_meanwhile')
    return act(tx, invitation)
  }).catch((error: unknown) =>
    refused(ctx, error, `POST /api/staff/invitations/:invitationId/${what}`, params.invitationId),
  )
}

const REFUSALS: ReadonlySet<string> = new Set([
  'invitations.not_found',
  'invitations.rank_too_low',
  'invitations.it_by_admins',
])

/** Another's clinic's, or more than they may give: recorded. */
async function refused(ctx: Context, error: unknown, route: string, id?: string): Promise<never> {
  const { code } = error as { code?: string }
  if (code !== undefined && REFUSALS.has(code))
    await recordRefusal(ctx, {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      ...(id !== undefined && { target: { type: 'invitation', id } }),
      personal: { route, reason: code },
    })
  throw error
}

/** The link anew; the one before works no more, and whoever sends it answers for it from now on. */
async function renewed(tx: Writer, { ctx, session }: Inviting, { id }: Invitation) {
  const { token, tokenHash } = sessions.newToken()
  const endsAt = new Date(ctx.now.getTime() + INVITATION_DAYS * DAY_MS)
  await updateLink(tx, ctx, id, { tokenHash, endsAt, by: session.personId })
  return { token, endsAt }
}

export function sendAgain(call: OnOne): Promise<{ endsAt: string }> {
  const { ctx, session } = call
  return onInvitation(call, 'again', async (tx, invitation) => {
    if (ctx.now.getTime() - invitation.sentAt.getTime() < AGAIN_AFTER_MS)
      throw invitationProblem('invitations.sent_just_now', { retryAfterSeconds: AGAIN_AFTER_MS / 1000 })
    if (invitation.sentTimes >= MOST_TIMES) throw invitationProblem('invitations.sent_too_often')
    const { token, endsAt } = await renewed(tx, call, invitation)
    const clinic = await people.getClinic(tx, ctx)
    const next = { ...invitation, endsAt, sentTimes: invitation.sentTimes + 1 }
    await mailLink(tx, ctx, next, { token, by: session.personName, clinic })
    return audited(about('invitation.sent_again', next), { endsAt: endsAt.toISOString() })
  })
}

/** Only while one clinic lives here: elsewhere its holder would learn whether the address is known to another. */
export async function showLink(call: OnOne): Promise<{ link: string; endsAt: string }> {
  const { ctx } = call
  const only = await sessions.onlyClinic(ctx)
  return onInvitation(call, 'link', async (tx, invitation) => {
    if (only !== ctx.clinicId) throw invitationProblem('invitations.link_by_mail')
    const { token, endsAt } = await renewed(tx, call, invitation)
    const shown = about('link.shown', { ...invitation, endsAt })
    return audited(
      { ...shown, personal: { ...shown.personal, link: 'invitation' } },
      { link: linkOf(ctx, token), endsAt: endsAt.toISOString() },
    )
  })
}

export function cancel(call: OnOne): Promise<Record<string, never>> {
  return onInvitation(call, 'cancel', async (tx, invitation) => {
    await updateCancelled(tx, call.ctx, { id: invitation.id }, call.session.personId)
    return audited(about('invitation.cancelled', invitation), {})
  })
}

export const about = (
  action: string,
  { id, name, address, role, endsAt }: Pick<Invitation, 'id' | 'name' | 'address' | 'role' | 'endsAt'>,
): AuditEvent => ({
  action,
  category: 'auth',
  target: { type: 'invitation', id },
  personal: { target_name: name, to: address, after: role, link_ends_at: endsAt.toISOString() },
})

export async function inviting({ ctx, session }: Inviting): Promise<Answer<typeof getInviting>> {
  const only = await sessions.onlyClinic(ctx)
  const viewer = viewerOf(session)
  return read(ctx, async (tx) => ({
    invitations: (await listMails(tx, ctx, viewer)).map((one) => ({
      invitationId: one.invitationId,
      sentTimes: one.sentTimes,
      mail: mailOf(one),
    })),
    places: await listPlaces(tx, ctx, viewer),
    linkShown: only === ctx.clinicId,
    mail: sessions.mailState(ctx, session),
  }))
}

function mailOf({ orderedAt, sentAt, givenUpAt, server }: MailOfInvitation) {
  if (!orderedAt) return 'handed'
  if (givenUpAt) return 'failed'
  if (!sentAt) return 'waiting'
  return server === 'outbox' ? 'outbox' : 'sent'
}

/** The one way into a clinic: what was set up or proven (joining.ts) becomes a membership and a session. */
import { Problem } from '../../pure/contract/problem.ts'
import { holds, outranks } from '../../pure/roles/roles.ts'
import { type Context, type PersonId, speakingFor } from '../../server/context.ts'
import { asPerson, audited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { Cookies } from '../../server/http/route.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { findStanding } from './acts-queries.ts'
import { keepEnd } from './end-date.ts'
import { mayAppoint } from './invitation-judging.ts'
import { holdInvitation, type Invitation, type InvitationAtDoor } from './invitation-queries.ts'
import { joinProblem } from './join-contract.ts'
import { holdAddress, updateAccepted, updatePlace, updateReturned } from './joining-queries.ts'

export interface Joining {
  ctx: Context
  cookies: Cookies
  userAgent: string
}

export interface Proven {
  factor: string
  passkey?: { id: string; fresh: boolean }
  code?: boolean
  /** What was set up by it. */
  set: { action: string; personal: Record<string, string> }[]
}

interface Entered {
  proven: Proven
  renew: boolean
  events: AuditEvent[]
}

/** The invitation is used up, the membership begins, and a session with it; or nothing at all. Throws `join.…`. */
export async function enter(
  { ctx, cookies, userAgent }: Joining,
  found: InvitationAtDoor,
  who: { personId: PersonId; name: string },
  prove: (tx: Writer, there: Context, invitation: Invitation) => Promise<Entered>,
): Promise<{ next: 'home' }> {
  const { personId, name } = who
  const device = await sessions.knownDevice(ctx, cookies)
  const speaker: Context = {
    ...speakingFor(ctx, {
      clinicId: found.clinicId,
      personId,
      actor: { kind: 'person', id: personId, name },
    }),
    // Of whoever else is signed in at this browser.
    sessionId: undefined,
    deviceId: undefined,
  }
  const begun = await write(speaker, async (tx) => {
    await holdAddress(tx, found.folded)
    const invitation = await stillGood(tx, speaker, found)
    const { proven, renew, events } = await prove(tx, speaker, invitation)
    await beMember(tx, speaker, personId, invitation, renew)
    await updateAccepted(tx, speaker, invitation.id, personId)
    await tellJoined(tx, speaker, { ...who, address: invitation.address }, found)
    const made = await sessions.begin(tx, speaker, {
      personId,
      clinicId: speaker.clinicId,
      state: 'full',
      absoluteHours: found.absoluteHours,
      ...(proven.passkey && { passkey: proven.passkey }),
      ...(proven.code && { code: true }),
      vouchedBy: 'invitation',
      device,
      userAgent,
    })
    const { sessionId } = made
    const of = (
      action: string,
      personal: Record<string, string> = {},
      category: 'auth' | 'config' = 'auth',
    ) => ({
      action,
      category,
      target: { type: 'person', id: personId },
      personal: { target_name: name, ...personal },
    })
    const accepted: AuditEvent = {
      ...of('invitation.accepted'),
      target: { type: 'invitation', id: invitation.id },
    }
    return audited(
      [
        accepted,
        of('staff.joined', { after: invitation.role }, 'config'),
        ...events,
        ...proven.set.map(({ action, personal }) => of(action, personal)),
        { ...of('auth.signin.ok', { factor: proven.factor }), sessionId },
        { ...of('session.start', { factor: proven.factor }), sessionId },
        ...made.beside,
      ],
      made,
    )
  }).catch(takenMeanwhile)
  await sessions.endReplaced(ctx, cookies, personId)
  begun.apply(cookies)
  return { next: 'home' }
}

/** Held until it is used up: nobody cancels it meanwhile, and whoever invited may still do so. */
async function stillGood(tx: Writer, ctx: Context, found: InvitationAtDoor): Promise<Invitation> {
  const inviter = (await people.holdMembers(tx, ctx, [found.madeBy])).get(found.madeBy)
  const invitation = await holdInvitation(tx, ctx, found.id)
  if (!invitation || invitation.folded !== found.folded) throw joinProblem('join.used')
  if (invitation.endsAt.getTime() !== found.endsAt.getTime()) throw joinProblem('join.link_unknown')
  const { accessEndsAt, role } = invitation
  const standing = await findStanding(tx, ctx, found.madeBy)
  const may =
    inviter?.state === 'active' &&
    standing &&
    holds(standing, 'staff.manage') &&
    outranks(inviter.role, role) &&
    mayAppoint(inviter.role, invitation.outsider)
  if (!may || (accessEndsAt && accessEndsAt <= ctx.now)) throw joinProblem('join.not_now')
  return invitation
}

async function beMember(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  invitation: Invitation,
  renew: boolean,
): Promise<void> {
  const { role } = invitation
  if (!(await updateReturned(tx, ctx, { personId, role }, renew))) {
    // Somebody who works here, or is disabled, came to be so since they were invited.
    if ((await people.holdMembers(tx, ctx, [personId])).has(personId)) throw joinProblem('join.here_already')
    await people.join(tx, ctx, { personId, role })
  }
  await updatePlace(tx, ctx, { ...invitation, personId })
  await keepEnd(tx, ctx, personId, invitation.accessEndsAt)
}

/** Them, whichever way they came; and every Owner, when somebody joins who may do as much as they (identity.md, 6.3.7). */
async function tellJoined(
  tx: Writer,
  ctx: Context,
  { personId, name, address }: { personId: PersonId; name: string; address: string },
  { id, clinicName, role, by }: InvitationAtDoor,
): Promise<void> {
  const cause = `joined ${id}`
  await asPerson(tx, ctx, personId, (there) =>
    orderMail(tx, there, {
      personId,
      address,
      cause,
      template: 'joined',
      values: { name, clinic: clinicName, link: ctx.kernel.config.origin },
    }),
  )
  if (role === 'OWNER' || role === 'ADMIN')
    await people.tellOwners(tx, ctx, {
      template: 'colleague_joined',
      cause,
      values: { who: name, role, by },
      but: personId,
    })
}

/** Another person has this address since a moment ago. */
function takenMeanwhile(error: unknown): never {
  if (error instanceof Problem || (error as { code?: unknown }).code !== '23505') throw error
  throw joinProblem('join.used_before')
}

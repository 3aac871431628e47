/**
 * Joining by an invitation. Opening it changes nothing. Somebody new sets up what proves them; somebody who has signed in
 * to Enamel with this address before proves it, and becomes a member of one clinic more. All in one transaction.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import { outranks } from '../../pure/roles/roles.ts'
import { type Context, INSTALLATION, type PersonId, speakingFor } from '../../server/context.ts'
import { asPerson, audited, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { Cookies } from '../../server/http/route.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import * as identity from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { findAtDoor, holdInvitation, type Invitation, type InvitationAtDoor } from './invitation-queries.ts'
import {
  type beginJoinPasskey,
  type joinAsKnownByPasskey,
  joinProblem,
  type joinWithPasskey,
  type openInvitation,
} from './join-contract.ts'
import { holdAddress, updateAccepted, updateName, updatePlace, updateReturned } from './joining-queries.ts'

interface Call {
  ctx: Context
  cookies: Cookies
  userAgent: string
}
type Joined = { next: 'home' }

/** The invitation, if it is good now. Throws `join.…` with what became of it. */
async function goodInvitation(ctx: Context, token: string): Promise<InvitationAtDoor> {
  const found = await findAtDoor(ctx, sessions.hashToken(token))
  const why = found ? whyNot(found, ctx.now) : 'join.link_unknown'
  if (found && !why) return found
  const problem = joinProblem(why ?? 'join.link_unknown')
  await recordRefusal(speakingFor(ctx, { clinicId: found?.clinicId ?? INSTALLATION }), {
    action: 'invitation.refused',
    category: 'auth',
    outcome: 'refused',
    ...(found && { target: { type: 'invitation', id: found.id } }),
    personal: { reason: problem.code, ...(found && { target_name: found.name }) },
  })
  throw problem
}

function whyNot({ acceptedAt, cancelledAt, endsAt }: InvitationAtDoor, now: Date) {
  if (acceptedAt) return 'join.used'
  if (cancelledAt) return 'join.cancelled'
  return endsAt <= now ? 'join.over' : undefined
}

export async function open({
  ctx,
  body,
}: {
  ctx: Context
  body: { token: string }
}): Promise<Answer<typeof openInvitation>> {
  const found = await goodInvitation(ctx, body.token)
  const rules = await identity.newcomerRules(ctx, found.clinicId)
  return {
    clinic: found.clinicName,
    name: found.name,
    address: found.address,
    role: found.role,
    by: found.by,
    endsAt: found.endsAt.toISOString(),
    passwordRules: identity.passwordRulesOf(rules, found),
  }
}

/** Somebody who works somewhere, or is disabled and may be let in again: what proves them is theirs and stays. */
const isSomebody = (person: people.PersonAtDoor | undefined) =>
  (person?.clinics ?? []).some(({ state }) => state === 'active' || state === 'disabled')

export async function withPassword(call: Call & { body: { token: string; name: string; password: string } }) {
  const { ctx, body } = call
  const found = await goodInvitation(ctx, body.token)
  await wantNobody(ctx, found)
  const whose = { name: body.name, address: found.address }
  const hash = await identity.newcomerHash(ctx, found.clinicId, body.password, whose)
  return joinAnew(call, found, body.name, async (tx, there, personId) => {
    await identity.storePassword(tx, there, personId, hash)
    await identity.forgetUserHandle(tx, personId)
    return { factor: 'password', set: [{ action: 'password.set', personal: {} }] }
  })
}

const atPage = async ({ ctx, cookies }: Pick<Call, 'ctx' | 'cookies'>, { id }: InvitationAtDoor) => ({
  boundTo: id,
  shared: (await sessions.deviceAt(ctx, cookies))?.shared !== undefined,
})

export async function beginPasskey(
  call: Pick<Call, 'ctx' | 'cookies'> & { body: { token: string; name: string } },
): Promise<Answer<typeof beginJoinPasskey>> {
  const { ctx, body } = call
  const found = await goodInvitation(ctx, body.token)
  await wantNobody(ctx, found)
  return identity.newcomerOptions(ctx, await atPage(call, found), { name: body.name, address: found.address })
}

type Registered = {
  token: string
  name: string
  credential: Parameters<typeof identity.readNewcomerPasskey>[2]
}

export async function withPasskey(
  call: Call & { body: Registered },
): Promise<Answer<typeof joinWithPasskey>> {
  const { ctx, body } = call
  const found = await goodInvitation(ctx, body.token)
  await wantNobody(ctx, found)
  const made = await identity.readNewcomerPasskey(ctx, await atPage(call, found), body.credential)
  return joinAnew(call, found, body.name, async (tx, there, personId) => {
    const passkey = await made.keep(tx, there, personId)
    const set = { action: 'auth.2fa.factor_added', personal: { factor: 'passkey', after: passkey.name } }
    return { factor: 'passkey', passkey: { id: passkey.id, fresh: true }, set: [set] }
  })
}

/** Told to whoever holds the link, which only that mailbox has; never to the clinic that invited. */
async function wantNobody(ctx: Context, { folded }: InvitationAtDoor, tx?: Writer): Promise<void> {
  if (isSomebody(await people.findPersonAtDoor(ctx, folded, undefined, tx)))
    throw joinProblem('join.used_before')
}

interface Proven {
  factor: string
  passkey?: { id: string; fresh: boolean }
  code?: boolean
  /** What was set up by it. */
  set: { action: string; personal: Record<string, string> }[]
}

/** Somebody new, or somebody who left everywhere: whatever was theirs is gone before what they set up now is kept. */
async function joinAnew(
  call: Call,
  found: InvitationAtDoor,
  name: string,
  setUp: (tx: Writer, there: Context, personId: PersonId) => Promise<Proven>,
): Promise<Joined> {
  const { ctx } = call
  const former = await people.findPersonAtDoor(ctx, found.folded, undefined)
  const personId = former?.personId ?? people.newPersonId(ctx.now)
  return enter(call, found, { personId, name }, async (tx, there, invitation) => {
    await wantNobody(ctx, found, tx)
    const beside = former ? await beginAnew(tx, there, former) : []
    if (former) await updateName(tx, personId, name)
    else await people.addPerson(tx, there, { id: personId, name, address: invitation.address })
    const proven = await setUp(tx, there, personId)
    return { proven, renew: false, events: beside }
  })
}

/** Every step of a leaver once more, whatever was done when they went: nothing old revives. */
async function beginAnew(tx: Writer, ctx: Context, former: people.PersonAtDoor): Promise<AuditEvent[]> {
  const { personId, name } = former
  const events: AuditEvent[] = []
  for (const step of ctx.kernel.leaverSteps)
    events.push(...((await step.end(tx, ctx, { personId, name, elsewhere: false })).events ?? []))
  return events
}

type Typed = { token: string; password: string; code?: string | undefined; backupCode?: string | undefined }

export async function asKnown(call: Call & { body: Typed }) {
  const { ctx, cookies, body } = call
  const found = await goodInvitation(ctx, body.token)
  const device = await sessions.knownDevice(ctx, cookies)
  const person = await knownPerson(ctx, found, device)
  const proof = await identity.proveByPassword(ctx, { folded: found.folded, person, device }, body)
  if (!proof.ok) throw joinProblem('join.second_step')
  return joinProven(call, found, person, proof)
}

export async function asKnownByPasskey(
  call: Call & { body: { token: string; credential: Parameters<typeof identity.proveByPasskey>[2] } },
): Promise<Answer<typeof joinAsKnownByPasskey>> {
  const { ctx, cookies, body } = call
  const found = await goodInvitation(ctx, body.token)
  const person = await knownPerson(ctx, found, await sessions.knownDevice(ctx, cookies))
  return joinProven(call, found, person, await identity.proveByPasskey(ctx, { person }, body.credential))
}

/** Who left everywhere has nothing left to prove anything by. */
async function knownPerson(
  ctx: Context,
  { folded }: InvitationAtDoor,
  device: Awaited<ReturnType<typeof sessions.knownDevice>>,
) {
  const person = await people.findPersonAtDoor(ctx, folded, device)
  return isSomebody(person) ? person : undefined
}

async function joinProven(
  call: Call,
  found: InvitationAtDoor,
  person: people.PersonAtDoor | undefined,
  proof: identity.KnownProof,
): Promise<Joined> {
  if (!person) throw new Error('Proven, and nobody')
  const before = person.clinics.find(({ clinicId }) => clinicId === found.clinicId)?.state
  const late = joinProblem('join.not_now')
  try {
    return await enter(call, found, person, async (tx, there) => {
      const events = await proof.use(tx, there)
      if (!events) throw late
      const { factor, passkey, code } = proof
      const proven: Proven = { factor, ...(passkey && { passkey }), code, set: [] }
      // Back in this clinic: what proved them here before is not taken on trust, and is not this clinic's to take.
      return { proven, renew: before === 'left', events: [...events] }
    })
  } finally {
    await proof.after()
  }
}

interface Entered {
  proven: Proven
  renew: boolean
  events: AuditEvent[]
}

/** The one way in: the invitation is used up, the membership begins, and a session with it; or nothing at all. */
async function enter(
  { ctx, cookies, userAgent }: Call,
  found: InvitationAtDoor,
  who: { personId: PersonId; name: string },
  prove: (tx: Writer, there: Context, invitation: Invitation) => Promise<Entered>,
): Promise<Joined> {
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
  const may = inviter?.state === 'active' && outranks(inviter.role, role)
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

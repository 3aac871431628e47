/**
 * Joining by an invitation. Opening it changes nothing. Somebody new sets up what proves them; somebody who has signed in
 * to Enamel with this address before proves it, and becomes a member of one clinic more. All in one transaction.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { type Context, INSTALLATION, type PersonId, speakingFor } from '../../server/context.ts'
import { recordRefusal, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import * as identity from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { enter, type Joining, type Proven } from './entering.ts'
import { findAtDoor, type InvitationAtDoor } from './invitation-queries.ts'
import {
  type beginJoinPasskey,
  type joinAsKnownByPasskey,
  joinProblem,
  type joinWithPasskey,
  type openInvitation,
} from './join-contract.ts'
import { updateName } from './joining-queries.ts'

type Call = Joining
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

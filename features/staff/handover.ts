/**
 * The ownership is handed over when both have confirmed it, each at their own browser: nobody is made an Owner without
 * knowing, and nobody takes what was not offered.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { actsProblem } from './acts-contract.ts'
import { findStanding, updateRole } from './acts-queries.ts'
import { type Acting, onColleague } from './colleague.ts'
import { staffProblem } from './contract.ts'
import { type getHandover, handoverProblem, offerOwnership } from './handover-contract.ts'
import { findOpen, findOpenFrom, findOpenTo, insertOffer, updateAnswered } from './handover-queries.ts'
import { wantInside } from './role-change.ts'
import { tellPerson, wordsFor } from './telling.ts'

const OPEN_MS = 7 * 86_400_000

/** Throws `handover.open_already`, `…outsider`, `…nothing_changes`, `staff.owner_has_no_end`, and what `onColleague` throws. */
export function offer(
  call: Acting & { body: { giverRole: Role; reason: string } },
): Promise<{ endsAt: string }> {
  const { giverRole, reason } = call.body
  return onColleague(call, offerOwnership, { permission: 'owners.make' }, async (scene) => {
    const { tx, ctx, actor, colleague } = scene
    const standing = await findStanding(tx, ctx, colleague.personId)
    if (standing?.outsider) throw handoverProblem('handover.outsider')
    if (standing?.accessEndsAt) throw actsProblem('staff.owner_has_no_end')
    if (colleague.role === 'OWNER' && giverRole === 'OWNER') throw handoverProblem('handover.nothing_changes')
    if (await findOpenFrom(tx, ctx, actor.personId)) throw handoverProblem('handover.open_already')
    // One that nobody answered in its seven days makes room.
    await updateAnswered(tx, ctx, { from: actor.personId }, 'withdrawn')
    const id = newId(ctx.now)
    const endsAt = new Date(ctx.now.getTime() + OPEN_MS)
    await insertOffer(tx, ctx, {
      id,
      from: actor.personId,
      to: colleague.personId,
      giverRole,
      reason,
      endsAt,
    })
    const words = await wordsFor(tx, ctx)
    const values = {
      role: words(`role.${giverRole}`),
      stays: giverRole === 'OWNER' ? 'yes' : 'no',
      until: words.exact(endsAt),
      reason,
    }
    await tellPerson(tx, ctx, colleague, { template: 'ownership_offered', values })
    await people.tellOwners(tx, ctx, {
      template: 'ownership_offered_owner',
      values: { ...values, by: actor.name, colleague: colleague.name },
      but: colleague.personId,
    })
    return audited(
      {
        action: 'ownership.offered',
        category: 'config',
        target: { type: 'person', id: colleague.personId },
        personal: {
          target_name: colleague.name,
          after: giverRole,
          reason,
          link_ends_at: endsAt.toISOString(),
        },
      },
      { endsAt: endsAt.toISOString() },
    )
  })
}

export async function look(ctx: Context, session: SessionView): Promise<Answer<typeof getHandover>> {
  const [toMe, fromMe] = await read(ctx, async (tx) => [
    await findOpenTo(tx, ctx, session.personId),
    await findOpenFrom(tx, ctx, session.personId),
  ])
  return {
    toMe: toMe
      ? {
          id: toMe.id,
          from: toMe.from,
          giverRole: toMe.giverRole,
          reason: toMe.reason,
          endsAt: toMe.endsAt.toISOString(),
        }
      : null,
    fromMe: fromMe
      ? { to: fromMe.to, giverRole: fromMe.giverRole, endsAt: fromMe.endsAt.toISOString() }
      : null,
  }
}

/** Who offers the ownership to this person, for as long as it can be taken. */
export async function offeredTo(ctx: Context, personId: PersonId): Promise<{ from: string } | undefined> {
  const open = await read(ctx, (tx) => findOpenTo(tx, ctx, personId))
  return open && { from: open.from }
}

/**
 * Both roles change in one transaction, the taker's first, so that the clinic has an Owner throughout. Throws
 * `handover.over` when the giver is no Owner any more, `staff.last_owner` when the taker could not come in again.
 */
export function accept(
  ctx: Context,
  session: SessionView,
  handoverId: string,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const me = session.personId
    const offered = await findOpenTo(tx, ctx, me)
    const held = await people.holdMembers(tx, ctx, [me, ...(offered ? [offered.fromPerson] : [])])
    await sessions.hold(tx, ctx, session)
    // Asked again now that nobody of the two changes: somebody may have answered while this waited.
    const open = await findOpen(tx, ctx, { id: handoverId, to: me })
    const [taker, giver] = [held.get(me), open && held.get(open.fromPerson)]
    if (!open || !taker || giver?.state !== 'active' || giver.role !== 'OWNER')
      throw handoverProblem('handover.over')
    await wantInside(tx, ctx, me)
    const { reason, giverRole } = open
    const events: AuditEvent[] = []
    const become = async (member: people.Member, to: Role) => {
      if (member.role === to) return
      await updateRole(tx, ctx, {
        id: newId(ctx.now),
        personId: member.personId,
        from: member.role,
        to,
        reason,
      })
      events.push({
        action: 'staff.role_changed',
        category: 'config',
        target: { type: 'person', id: member.personId },
        personal: { target_name: member.name, before: member.role, after: to, reason },
      })
    }
    await become(taker, 'OWNER')
    if (giverRole !== 'OWNER') {
      if (!(await people.keepsAnOwner(tx, ctx, giver.personId))) throw staffProblem('staff.last_owner')
      await become(giver, giverRole)
    }
    await updateAnswered(tx, ctx, { id: open.id }, 'accepted')
    const words = await wordsFor(tx, ctx)
    const values = {
      giver: giver.name,
      taker: taker.name,
      role: words(`role.${giverRole}`),
      stays: giverRole === 'OWNER' ? 'yes' : 'no',
      reason,
    }
    if (giverRole !== 'OWNER') await tellPerson(tx, ctx, giver, { template: 'ownership_handed_over', values })
    await people.tellOwners(tx, ctx, {
      template: 'ownership_handed_over',
      values: { ...values, by: taker.name },
    })
    return audited(
      [
        {
          action: 'ownership.handed_over',
          category: 'config',
          target: { type: 'person', id: me },
          personal: { target_name: taker.name, before: giver.name, after: taker.name, reason },
        },
        ...events,
      ],
      {},
    )
  })
}

export function decline(
  ctx: Context,
  session: SessionView,
  handoverId: string,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const open = await findOpen(tx, ctx, { id: handoverId, to: session.personId })
    if (!open) throw handoverProblem('handover.over')
    await updateAnswered(tx, ctx, { id: open.id }, 'declined')
    const giver = (await people.holdMembers(tx, ctx, [open.fromPerson])).get(open.fromPerson)
    if (giver?.state === 'active')
      await tellPerson(tx, ctx, giver, { template: 'ownership_declined', values: { colleague: open.to } })
    return audited(
      {
        action: 'ownership.declined',
        category: 'config',
        target: { type: 'person', id: open.fromPerson },
        personal: { target_name: open.from },
      },
      {},
    )
  })
}

export function withdraw(ctx: Context, session: SessionView): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const open = await findOpenFrom(tx, ctx, session.personId)
    const ended = open ? await updateAnswered(tx, ctx, { id: open.id }, 'withdrawn') : []
    if (!open || ended.length === 0) throw handoverProblem('handover.over')
    return audited(
      {
        action: 'ownership.withdrawn',
        category: 'config',
        target: { type: 'person', id: open.toPerson },
        personal: { target_name: open.to },
      },
      {},
    )
  })
}

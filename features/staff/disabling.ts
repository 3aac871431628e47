/** The end of a colleague's access by hand: for a time, taken back, and the account taken away. */
import { asPerson, audited } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import * as people from '../people/service.ts'
import { actsProblem, deletePerson, disablePerson, enablePerson } from './acts-contract.ts'
import {
  eraseName,
  isListedElsewhere,
  updateAccessEnd,
  updateDeleted,
  updateEnabled,
} from './acts-queries.ts'
import { type Acting, onColleague, type Scene } from './colleague.ts'
import { endOf } from './end-date.ts'
import { type Ended, endAccess } from './ending.ts'
import { isKeeper, tellPerson } from './telling.ts'

const MANAGE = { permission: 'staff.manage', states: ['active', 'disabled', 'left'] } as const

/**
 * In the caller's transaction, as `changeRole`: ends the colleague's access for a time; every Owner hears of it when they
 * kept the clinic's keys. Throws what `endAccess` throws, and `staff.disabled_already`.
 */
export async function disable(
  { tx, ctx, actor, colleague }: Scene,
  { how, reason }: { how: 'hand' | 'review'; reason: string },
): Promise<Ended> {
  if (colleague.state !== 'active') throw actsProblem('staff.disabled_already')
  const ended = await endAccess(tx, ctx, colleague, { state: 'disabled', how, reason, by: actor.personId })
  if (isKeeper(colleague.role))
    await people.tellOwners(tx, ctx, {
      template: 'access_ended_owner',
      values: { by: actor.name, colleague: colleague.name, reason },
      but: colleague.personId,
    })
  return ended
}

export function disableByHand(
  call: Acting & { body: { reason: string } },
): Promise<{ sessionsEnded: number }> {
  return onColleague(call, disablePerson, MANAGE, async (scene) => {
    const { events, steps } = await disable(scene, { how: 'hand', reason: call.body.reason })
    return audited(events, { sessionsEnded: steps.find(({ name }) => name === 'sessions')?.count ?? 0 })
  })
}

/** They come in with what they had: only for who was disabled, not for who left. */
export function enable(
  call: Acting & { body: { reason: string; endsOn: string | null } },
): Promise<Record<string, never>> {
  const { reason, endsOn } = call.body
  const endsAt = endOf(endsOn, call.ctx.now, call.session.zone)
  return onColleague(call, enablePerson, MANAGE, async ({ tx, ctx, colleague }) => {
    if (colleague.state === 'active') throw actsProblem('staff.not_disabled')
    if (colleague.state === 'left') throw actsProblem('staff.left_for_good')
    if (endsAt && colleague.role === 'OWNER') throw actsProblem('staff.owner_has_no_end')
    await updateEnabled(tx, ctx, colleague.personId)
    await updateAccessEnd(tx, ctx, colleague.personId, endsAt)
    await tellPerson(tx, ctx, colleague, { template: 'access_enabled', values: { reason } })
    if (isKeeper(colleague.role))
      await people.tellOwners(tx, ctx, {
        template: 'access_enabled_owner',
        values: { by: ctx.actor.name ?? '', colleague: colleague.name, reason },
        but: colleague.personId,
      })
    return audited(
      {
        action: 'staff.enabled',
        category: 'auth',
        target: { type: 'person', id: colleague.personId },
        personal: { target_name: colleague.name, reason, after: endsOn ?? undefined },
      },
      {},
    )
  })
}

/**
 * From those whose access ended alone: the account goes, and the name in lists; the log keeps its openings (facts.md). Name,
 * address and proofs of somebody whom another clinic lists are not this clinic's to take.
 */
export function remove(call: Acting & { body: { reason: string } }): Promise<Record<string, never>> {
  const { reason } = call.body
  return onColleague(call, deletePerson, MANAGE, async ({ tx, ctx, actor, colleague }) => {
    const { personId, name } = colleague
    if (colleague.state === 'active') throw actsProblem('staff.not_disabled')
    const deleted: AuditEvent = {
      action: 'staff.deleted',
      category: 'config',
      target: { type: 'person', id: personId },
      personal: { target_name: name, reason },
    }
    const events: AuditEvent[] = []
    // What ends only for good has not ended yet for who was disabled for a time.
    if (colleague.state === 'disabled') {
      const end = { state: 'left', how: 'hand', reason, by: actor.personId } as const
      events.push(...(await endAccess(tx, ctx, colleague, end)).events)
    }
    const listed = await isListedElsewhere(tx, personId)
    await updateDeleted(tx, ctx, personId)
    if (!listed) await asPerson(tx, ctx, personId, () => eraseName(tx, personId))
    return audited([deleted, ...events], {})
  })
}

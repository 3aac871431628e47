/** What the clinic has on file of one person, changed: name, manager, what somebody from outside is here for. */
import { foldAddress } from '../../pure/contract/fields.ts'
import type { Outsider } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { actsProblem } from './acts-contract.ts'
import { type Acting, onColleague } from './colleague.ts'
import { staffProblem } from './contract.ts'
import { mayAppoint } from './invitation-judging.ts'
import { endOf, keepEnd, lastDayOf } from './end-date.ts'
import { findActiveName, getOnFile, updateName, updateOnFile } from './profile-queries.ts'
import { isElsewhere } from './queries.ts'
import { rosterProblem, setOutsider, setStaffProfile } from './roster-contract.ts'

/**
 * Throws `staff.changed_meanwhile`, `staff.name_theirs` (they belong to another clinic too, whose name for them it is as
 * well), `staff.own_manager`, `staff.manager_not_found`, and what `onColleague` throws.
 */
export function set(
  call: Acting & { body: { name: string; managerId: string | null; revision: number } },
): Promise<Record<string, never>> {
  const { name, managerId, revision } = call.body
  const rule = { permission: 'staff.manage', alsoSelf: true } as const
  return onColleague(call, setStaffProfile, rule, async ({ tx, ctx, colleague }) => {
    const { personId } = colleague
    const before = await getOnFile(tx, ctx, personId)
    if (before.revision !== revision) throw staffProblem('staff.changed_meanwhile')
    if (managerId === personId) throw rosterProblem('staff.own_manager')
    const manager = managerId === null ? undefined : await findActiveName(tx, ctx, managerId)
    // Who left stays on file as long as nobody names another.
    if (managerId !== null && !manager && managerId !== before.managerId)
      throw rosterProblem('staff.manager_not_found')
    if (name !== colleague.name) {
      const self = personId === call.session.personId
      if (!self && (await isElsewhere(tx, personId))) throw rosterProblem('staff.name_theirs')
      await updateName(tx, personId, name)
    }
    await updateOnFile(tx, ctx, personId, { manager_id: managerId })
    const said = (who: string, looksAfter: string | null | undefined) =>
      looksAfter ? `${who} (${looksAfter})` : who
    return audited(
      {
        action: 'staff.profile_changed',
        category: 'config',
        target: { type: 'person', id: personId },
        personal: {
          target_name: name,
          before: said(colleague.name, before.managerName),
          after: said(name, manager ?? (managerId && before.managerName)),
        },
      },
      {},
    )
  })
}

/** Throws `staff.changed_meanwhile`, `staff.owner_not_outsider`, `…it_by_admins`, what `endOf` and what `onColleague` throw. */
export function mark(
  call: Acting & { body: { outsider: Outsider | null; endsOn: string | null; revision: number } },
): Promise<Record<string, never>> {
  const { outsider, endsOn, revision } = call.body
  const { zone } = call.session
  const endsAt = endOf(endsOn, call.ctx.now, zone)
  return onColleague(
    call,
    setOutsider,
    { permission: 'staff.manage' },
    async ({ tx, ctx, actor, colleague }) => {
      const { personId, name, role } = colleague
      const before = await getOnFile(tx, ctx, personId)
      if (before.revision !== revision) throw staffProblem('staff.changed_meanwhile')
      if (before.outsider !== outsider && !mayAppoint(actor.role, outsider))
        throw rosterProblem('staff.it_by_admins')
      if (role === 'OWNER' && outsider) throw rosterProblem('staff.owner_not_outsider')
      if (role === 'OWNER' && endsAt) throw actsProblem('staff.owner_has_no_end')
      await updateOnFile(tx, ctx, personId, { outsider })
      const lastDay = before.accessEndsAt && lastDayOf(before.accessEndsAt, zone)
      if (lastDay !== endsOn) await keepEnd(tx, ctx, personId, endsAt)
      const event = (action: string, was: string | null, is: string | null): AuditEvent => ({
        action,
        category: 'config',
        target: { type: 'person', id: personId },
        personal: { target_name: name, before: was ?? undefined, after: is ?? undefined },
      })
      return audited(
        [
          event('staff.outsider_changed', before.outsider, outsider),
          ...(lastDay === endsOn ? [] : [event('staff.end_date_changed', lastDay, endsOn)]),
        ],
        {},
      )
    },
  )
}

/** One's own name, in every clinic, whose logs all have it. */
export async function rename(
  ctx: Context,
  session: SessionView,
  name: string,
): Promise<Record<string, never>> {
  const known = await people.findPersonAtDoor(ctx, foldAddress(session.address), undefined)
  const others = known?.personId === session.personId ? known.clinics : []
  return write(ctx, async (tx) => {
    await updateName(tx, session.personId, name)
    const event: AuditEvent = {
      action: 'person.renamed',
      category: 'config',
      target: { type: 'person', id: session.personId },
      personal: { target_name: name, before: session.personName, after: name },
    }
    const there = others.filter(
      ({ clinicId, state }) => clinicId !== ctx.clinicId && (state === 'active' || state === 'disabled'),
    )
    return audited([event, ...there.map(({ clinicId }) => ({ ...event, clinicId }))], {})
  })
}

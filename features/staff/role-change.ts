/** Another role for a colleague: with a reason, at once, and with its history. */
import { outranks, type Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { newId } from '../../server/db/ids.ts'
import * as people from '../people/service.ts'
import { actsProblem, setRole } from './acts-contract.ts'
import { findStanding, updateRole } from './acts-queries.ts'
import { type Acting, onColleague, type Scene } from './colleague.ts'
import { staffProblem } from './contract.ts'
import { updateAnswered } from './handover-queries.ts'
import { rosterProblem } from './roster-contract.ts'
import { isKeeper, tellPerson, wordsFor } from './telling.ts'

/** An Owner is of the team and stays: throws `staff.owner_not_outsider` and `staff.owner_has_no_end`. */
export async function wantInside(tx: Writer, ctx: Context, personId: PersonId): Promise<void> {
  const standing = await findStanding(tx, ctx, personId)
  if (standing?.outsider) throw rosterProblem('staff.owner_not_outsider')
  if (standing?.accessEndsAt) throw actsProblem('staff.owner_has_no_end')
}

/**
 * In the caller's transaction, which holds both (`people.holdMembers`) and knows that the actor outranks the colleague as
 * they are. Throws `staff.role_too_high`, `…same_role`, `…last_owner`, what `wantInside` throws;
 * `…changed_meanwhile` for who is not active.
 */
export async function changeRole(
  { tx, ctx, actor, colleague }: Scene,
  { role, reason }: { role: Role; reason: string },
): Promise<[AuditEvent]> {
  const { personId, name, role: before } = colleague
  if (colleague.state !== 'active') throw staffProblem('staff.changed_meanwhile')
  // Ranks bind twice: who they are, and what they are made.
  if (!outranks(actor.role, role)) throw actsProblem('staff.role_too_high')
  if (role === before) throw actsProblem('staff.same_role')
  if (before === 'OWNER' && !(await people.keepsAnOwner(tx, ctx, personId)))
    throw staffProblem('staff.last_owner')
  if (role === 'OWNER') await wantInside(tx, ctx, personId)
  await updateRole(tx, ctx, { id: newId(ctx.now), personId, from: before, to: role, reason })
  // Whoever owns the clinic no longer has nothing to hand over.
  if (before === 'OWNER') await updateAnswered(tx, ctx, { from: personId }, 'withdrawn')
  const words = await wordsFor(tx, ctx)
  const values = { before: words(`role.${before}`), after: words(`role.${role}`), reason }
  await tellPerson(tx, ctx, colleague, { template: 'role_changed', values })
  if (isKeeper(before) || isKeeper(role))
    await people.tellOwners(tx, ctx, {
      template: 'role_changed_owner',
      values: { ...values, by: actor.name, colleague: name },
      but: personId,
    })
  return [
    {
      action: 'staff.role_changed',
      category: 'config',
      target: { type: 'person', id: personId },
      personal: { target_name: name, before, after: role, reason },
    },
  ]
}

export function set(call: Acting & { body: { role: Role; reason: string } }): Promise<Record<string, never>> {
  return onColleague(call, setRole, { permission: 'staff.manage' }, async (scene) =>
    audited(await changeRole(scene, call.body), {}),
  )
}

/**
 * The end of somebody's access to the clinic, for a time or for good: the membership and everything that features
 * registered (server/slots.ts) in one transaction (ASVS 7.4.2; identity.md, trap 10).
 */
import type { Context } from '../../server/context.ts'
import { asPerson, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import * as people from '../people/service.ts'
import { staffProblem } from './contract.ts'
import { type EndOfAccess, isElsewhere, updateEnded } from './queries.ts'

export interface Ended {
  events: [AuditEvent, ...AuditEvent[]]
  /** What each step found and ended, in the order of the register; those that found nothing too. */
  steps: { name: string; count: number }[]
}

/**
 * Ends it in the caller's transaction; `member` is held by it (`people.holdMembers`). Who left for good keeps nothing that
 * proves them, unless another clinic's it is too. Throws `staff.last_owner`, and `staff.changed_meanwhile` when it had ended.
 */
export async function endAccess(
  tx: Writer,
  ctx: Context,
  member: people.Member,
  end: EndOfAccess,
): Promise<Ended> {
  const { personId, name, role } = member
  if (role === 'OWNER' && !(await people.keepsAnOwner(tx, ctx, personId)))
    throw staffProblem('staff.last_owner')
  const elsewhere = await isElsewhere(tx, personId)
  if (!(await updateEnded(tx, ctx, personId, end))) throw staffProblem('staff.changed_meanwhile')
  const steps: Ended['steps'] = []
  const beside: AuditEvent[] = []
  await asPerson(tx, ctx, personId, async (there) => {
    for (const step of ctx.kernel.leaverSteps) {
      if (step.when === 'leaving' && end.state !== 'left') continue
      const { count, events = [] } = await step.end(tx, there, { personId, name, elsewhere })
      steps.push({ name: step.name, count })
      beside.push(...events)
    }
  })
  const event: AuditEvent = {
    action: end.state === 'left' ? 'staff.left' : 'staff.disabled',
    category: 'auth',
    target: { type: 'person', id: personId },
    personal: {
      target_name: name,
      reason: end.reason,
      how: end.how,
      ended: steps
        .filter(({ count }) => count > 0)
        .map((step) => `${step.name} ${step.count}`)
        .join(', '),
    },
  }
  return { events: [event, ...beside], steps }
}

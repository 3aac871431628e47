/** What is still open about leavers, what colleagues were asked for, and leavings that lie ahead. */
import type { Cadence } from '../../server/slots.ts'
import { listOpenItems, type OpenItem, listPlans } from './cadence-queries.ts'
import { minutesAfter } from './policy.ts'
import { RUN_MINUTES } from './contract.ts'
import { listManagers } from './plan-queries.ts'

const PAGE = '/settings/staff/leavers'

const earliest = (items: readonly OpenItem[]) =>
  new Date(Math.min(...items.map((one) => one.dueAt.getTime())))

/** Sign-ins, remote access and mail are to be ended within the hour, also where it began late. */
function hourOver(items: readonly OpenItem[]): Date | undefined {
  const counted = items.filter(({ inMinutes }) => inMinutes)
  if (counted.length === 0) return undefined
  return new Date(
    Math.min(
      ...counted.map(({ dueAt, startedAt }) =>
        Math.max(dueAt.getTime(), minutesAfter(startedAt, RUN_MINUTES).getTime()),
      ),
    ),
  )
}

export const leaverCadences: readonly Cadence[] = [
  {
    name: 'leaver_open',
    page: PAGE,
    async list(tx, ctx) {
      const runs = Map.groupBy(await listOpenItems(tx, ctx), ({ runId }) => runId)
      return [...runs].map(([runId, items]) => {
        const urgentFrom = hourOver(items)
        return {
          key: runId,
          at: earliest(items),
          values: { name: items[0]?.about ?? '', n: items.length },
          concerned: { permission: 'staff.manage' } as const,
          ...(urgentFrom && { urgentFrom }),
        }
      })
    },
  },
  {
    name: 'leaver_task',
    page: '/profile/tasks',
    async list(tx, ctx) {
      const asked = (await listOpenItems(tx, ctx)).flatMap((one) =>
        one.asked === null ? [] : { ...one, asked: one.asked },
      )
      return [...Map.groupBy(asked, ({ runId, asked: personId }) => `${runId} ${personId}`)].map(
        ([key, items]) => ({
          key,
          at: earliest(items),
          values: { about: items[0]?.about ?? '', n: items.length },
          concerned: { people: items.slice(0, 1).map((one) => one.asked) },
          hidden: true,
        }),
      )
    },
  },
  {
    // Who it is about is not said before its hour, nor to whom it is about (decision 077).
    name: 'planned_leaving',
    page: PAGE,
    async list(tx, ctx) {
      const plans = await listPlans(tx, ctx)
      if (plans.length === 0) return []
      const managers = await listManagers(tx, ctx)
      return plans.map((plan) => ({
        key: plan.id,
        at: plan.plannedFor,
        concerned: {
          people: managers
            .filter(
              ({ personId, role }) =>
                personId !== plan.personId &&
                (role === 'OWNER' || personId === plan.plannedBy || plan.seenBy.includes(personId)),
            )
            .map(({ personId }) => personId),
        },
        byItself: true,
        hidden: true,
      }))
    },
  },
]

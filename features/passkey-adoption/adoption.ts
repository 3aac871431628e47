/** The page of passkeys in the practice, and the row a day that its chart is drawn from. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { dayAfter, dayOf } from '../../pure/days/days.ts'
import { type Context, systemContext } from '../../server/context.ts'
import { read, unaudited } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Kernel } from '../../server/kernel.ts'
import type { getAdoption } from './contract.ts'
import { byRole, isLeader, keysToOrder, LEADERS_HAVE, stillMissing, sumOf } from './counting.ts'
import { listActiveClinics, listCounted, listDays, replaceDay } from './queries.ts'

/** Days that the chart looks back. */
const CHART_DAYS = 92

export async function adoption(
  ctx: Context,
  { zone }: Pick<SessionView, 'zone'>,
): Promise<Answer<typeof getAdoption>> {
  const today = dayOf(ctx.now, zone)
  const { people, kept } = await read(ctx, async (tx) => ({
    people: await listCounted(tx, ctx),
    kept: await listDays(tx, ctx, dayAfter(today, -CHART_DAYS)),
  }))
  const roles = byRole(people)
  const before = Map.groupBy(
    kept.filter(({ day, people: there }) => day < today && there > 0),
    ({ day }) => day,
  )
  const leaders = people.filter(isLeader)
  return {
    reachedAs: ctx.kernel.config.reachedAs,
    today,
    ...sumOf(people),
    leaders: leaders.length,
    leadersWithTwo: leaders.filter(({ passkeys }) => passkeys >= LEADERS_HAVE).length,
    roles,
    days: [
      ...[...before].map(([day, counts]) => ({ day, roles: counts.map(({ day: _, ...count }) => count) })),
      { day: today, roles },
    ],
    missing: stillMissing(people),
    keys: keysToOrder(people),
  }
}

/** Once a day, for every clinic: the row of its own day. */
export async function keepDay(kernel: Kernel): Promise<void> {
  for (const { clinicId, zone } of await listActiveClinics({ kernel })) {
    const ctx = systemContext(kernel, clinicId)
    await unaudited(ctx, 'a count of what the log has already', async (tx) => {
      await replaceDay(tx, ctx, dayOf(ctx.now, zone), byRole(await listCounted(tx, ctx)))
    })
  }
}

/** The line in Monday's digest: the newest copy outside, or that none went for two days. */
import { startOfDay, weekOf } from '../../pure/days/days.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { Cadence, DueThing } from '../../server/slots.ts'
import * as people from '../people/service.ts'
import { listNamed, listNewestGiven } from './queries.ts'

const DAY_MS = 24 * 3_600_000
/** A copy goes each day: after two without one somebody has to look. */
const LATE_AFTER_MS = 2 * DAY_MS

async function list(tx: Reader, ctx: Context): Promise<readonly DueThing[]> {
  const named = await listNamed(tx, ctx)
  const clinic = await people.getClinic(tx, ctx)
  const [first] = named.toSorted((a, b) => a.namedAt.getTime() - b.namedAt.getTime())
  if (!first) return []
  const newest = (await listNewestGiven(tx, ctx)).toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
  const lateFrom = new Date((newest?.at ?? first.namedAt).getTime() + LATE_AFTER_MS)
  const monday = weekOf(ctx.now, clinic.zone)
  const isMonday = startOfDay(monday, clinic.zone).getTime() + DAY_MS > ctx.now.getTime()
  const next = startOfDay(monday, clinic.zone).getTime() + (isMonday ? 0 : 7 * DAY_MS)
  return [
    {
      key: lateFrom < ctx.now ? `late since ${lateFrom.toISOString()}` : 'weekly',
      at: lateFrom < ctx.now ? lateFrom : new Date(next),
      values: { size: newest ? String(newest.size) : 'none', to: newest?.name ?? 'none' },
      concerned: { permission: 'security.manage' },
      byItself: true,
    },
  ]
}

export const witnessCadences: readonly Cadence[] = [
  { name: 'outside_copy', page: '/settings/security/outside-copies', list },
]

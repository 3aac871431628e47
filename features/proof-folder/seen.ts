/** Everything that answers stand on, read once: the ten steps, who has a second step, systems, leavings that are late, beyond the ten. */
import { dayAfter, dayOf } from '../../pure/days/days.ts'
import type { Saying } from '../../pure/insurance/saying.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type BeyondLine, beyondLines } from '../beyond-the-ten/service.ts'
import { type Known, readSteps } from '../checklist/reading.ts'
import * as identity from '../identity/service.ts'
import * as leavers from '../leavers/service.ts'
import * as systems from '../systems/service.ts'

export interface Seen {
  now: Date
  zone: string
  steps: readonly Known[]
  people: Awaited<ReturnType<typeof identity.countFactors>>
  systems: readonly systems.StatedSystem[]
  /** Who left, with something still open whose time is over. */
  lateLeavers: readonly string[]
  beyond: readonly BeyondLine[]
}

export async function see(ctx: Context, session: SessionView): Promise<Seen> {
  const [steps, people, used, { runs }, beyond] = await Promise.all([
    readSteps(ctx),
    identity.countFactors(ctx),
    read(ctx, (tx) => systems.listStated(tx, ctx)),
    leavers.list(ctx, session),
    beyondLines(ctx, session.zone),
  ])
  const late = runs.filter(({ state, late: open }) => state === 'running' && open > 0)
  return {
    now: ctx.now,
    zone: session.zone,
    steps,
    people,
    systems: used,
    lateLeavers: late.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b)),
    beyond,
  }
}

const REVIEW = 'checklist.evidence.staff_review'

/** Counted in days from today, a sentence would say something else every morning: here it names the days themselves. */
export function settled({ key, values }: Saying, { now, zone }: Pick<Seen, 'now' | 'zone'>): Saying {
  if (key !== REVIEW) return { key, values }
  const { state = 'never', ago = 0, left = 0, late = 0, pending, leavers: gone, unused } = values
  const today = dayOf(now, zone)
  return {
    key: 'proof.evidence.staff_review',
    values: {
      state,
      closedOn: dayAfter(today, -Number(ago)),
      dueOn: dayAfter(today, Number(left) - Number(late)),
      pending: pending ?? 'none',
      leavers: gone ?? 'none',
      unused: unused ?? 'none',
    },
  }
}

/** The numbers beside the filters, and the chart over time. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { LogFilters } from '../../pure/contract/log-filters.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import { bucketsOf } from './buckets.ts'
import {
  findFirstHour,
  getZone,
  type Kind,
  listSums,
  listSumsByPart,
  listSumsWithin,
  type Sum,
} from './counting-queries.ts'
import { type BUCKETS, COUNTED_EXACTLY, type countFacets, type countOverTime } from './log-contract.ts'
import type { Found, Wanted } from './queries.ts'
import { onRecord } from './reading.ts'
import { findNewest, findWaiting, wantedOf } from './searching.ts'

const HOUR_MS = 3_600_000
const MOST_OF_A_KIND = 100

type Counted = Answer<typeof countFacets>['total']

/** Filters that the hourly sums know; where there is any other the events are counted one by one. */
const SUMMED = ['category', 'action', 'person'] as const
type Summed = (typeof SUMMED)[number]

const isSummed = ({ target, patient, session, device, address, outcome, words }: Wanted): boolean =>
  [target, patient, session, device, address, outcome, words].every((filter) => filter === undefined)

/** Whole hours of a time, and what is left at its two ends. */
function hoursOf({ from, to }: Wanted) {
  const first = new Date(Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS)
  const end = new Date(Math.max(first.getTime(), Math.floor(to.getTime() / HOUR_MS) * HOUR_MS))
  const ends =
    first >= to
      ? [{ from, to }]
      : [
          { from, to: first },
          { from: end, to },
        ]
  return { hours: { first, end }, ends }
}

const lets = (wanted: Wanted, { category, action, actor_id }: Kind, without?: Summed): boolean =>
  (without === 'category' || !wanted.category || wanted.category.includes(category)) &&
  (without === 'action' || !wanted.action || wanted.action.includes(action)) &&
  (without === 'person' || wanted.person === undefined || wanted.person === actor_id)

/** By what it is counted, and up to which number exactly. */
interface Count {
  sums: readonly Sum[]
  more: boolean
}

const total = ({ sums, more }: Count): Counted => ({ n: sums.reduce((all, { n }) => all + n, 0), more })

export async function facets(ctx: Context, filters: LogFilters): Promise<Answer<typeof countFacets>> {
  return onRecord(ctx, filters, async (tx) => {
    const wanted = await wantedOf(tx, ctx, filters)
    const count = isSummed(wanted) ? await bySums(tx, ctx, wanted) : await byEvents(tx, ctx, wanted)
    const categories = group(await count('category'), ({ category }) => category)
    const actions = group(await count('action'), ({ action }) => action)
    const actors = group(await count('person'), ({ actor_id }) => actor_id)
    const names = await people.listNames(
      tx,
      actors.flatMap(({ of }) => (of.actor_id === null ? [] : [of.actor_id])),
    )
    return {
      total: total(await count(undefined)),
      categories: categories.map(({ of, counted }) => ({ category: of.category, ...counted })),
      actions: actions.map(({ of, counted }) => ({ action: of.action, category: of.category, ...counted })),
      people: actors.map(({ of, counted }) => ({
        id: of.actor_id,
        name: (of.actor_id && names.get(of.actor_id)) ?? null,
        ...counted,
      })),
      from: wanted.from.toISOString(),
      to: filters.to === undefined ? null : wanted.to.toISOString(),
    }
  })
}

type CountBut = (without: Summed | undefined) => Promise<Count>

/** Exact, whatever the number: whole hours from the sums, the two ends and what waits one by one. */
async function bySums(tx: Reader, ctx: Context, wanted: Wanted): Promise<CountBut> {
  const { hours, ends } = hoursOf(wanted)
  const all = await listSums(tx, ctx, hours)
  for (const end of ends) all.push(...(await listSumsWithin(tx, ctx, end)))
  const { from, to } = wanted
  all.push(...(await findWaiting(tx, ctx, { from, to })).map((one) => ({ ...one, n: 1 })))
  return async (without) => ({ sums: all.filter((sum) => lets(wanted, sum, without)), more: false })
}

/** One by one, the newest 10,000. */
async function byEvents(tx: Reader, ctx: Context, wanted: Wanted): Promise<CountBut> {
  const known = new Map<Summed | undefined, Count>()
  return async (without) => {
    const key = without !== undefined && wanted[without] !== undefined ? without : undefined
    const count = known.get(key) ?? (await countBut(tx, ctx, wanted, key))
    known.set(key, count)
    return count
  }
}

async function countBut(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  without: Summed | undefined,
): Promise<Count> {
  const { [without ?? 'words']: _left, ...others } = wanted
  const asked = without === undefined ? wanted : (others as Wanted)
  const found = await findNewest(tx, ctx, asked, { most: COUNTED_EXACTLY + 1 })
  const counted = found.slice(0, COUNTED_EXACTLY)
  return { sums: counted.map((one) => ({ ...one, n: 1 })), more: found.length > COUNTED_EXACTLY }
}

/** Added up by a name, the most frequent first. */
function group({ sums, more }: Count, nameOf: (of: Kind) => string | null): { of: Kind; counted: Counted }[] {
  const added = new Map<string | null, { of: Kind; counted: Counted }>()
  for (const sum of sums) {
    const name = nameOf(sum)
    const known = added.get(name)
    if (known) known.counted.n += sum.n
    else added.set(name, { of: sum, counted: { n: sum.n, more } })
  }
  return [...added.values()].toSorted((a, b) => b.counted.n - a.counted.n).slice(0, MOST_OF_A_KIND)
}

type Bucket = (typeof BUCKETS)[number]

export async function overTime(
  ctx: Context,
  { bucket, ...filters }: LogFilters & { bucket?: Bucket | undefined },
): Promise<Answer<typeof countOverTime>> {
  return onRecord(ctx, filters, async (tx) => {
    const asked = await wantedOf(tx, ctx, { ...filters, to: filters.to ?? ctx.now.toISOString() })
    const zone = await getZone(tx, ctx)
    const start = (await findFirstHour(tx, ctx)) ?? asked.to
    // Of the years before the first event nothing is drawn.
    const wanted = {
      ...asked,
      from: new Date(Math.max(asked.from.getTime(), Math.min(start.getTime(), asked.to.getTime() - HOUR_MS))),
    }
    const { size, starts, end } = bucketsOf(wanted, zone, bucket)
    const sums = starts.map(() => 0)
    const add = (part: number, n: number) => {
      if (part >= 0 && part < sums.length) sums[part] = (sums[part] ?? 0) + n
    }
    const addEvents = (found: readonly Pick<Found, 'at'>[]) =>
      found.forEach(({ at }) =>
        add(
          starts.findLastIndex((begins) => begins <= at),
          1,
        ),
      )
    let incompleteBefore: Date | undefined
    if (isSummed(wanted)) {
      const { hours, ends } = hoursOf(wanted)
      for (const [part, n] of await listSumsByPart(tx, ctx, hours, wanted, starts)) add(part, n)
      for (const { from, to } of ends)
        if (from < to)
          addEvents(
            await findNewest(tx, ctx, { ...wanted, from, to }, { most: COUNTED_EXACTLY, sealed: true }),
          )
      addEvents(await findWaiting(tx, ctx, wanted))
    } else {
      const found = await findNewest(tx, ctx, wanted, { most: COUNTED_EXACTLY + 1 })
      addEvents(found.slice(0, COUNTED_EXACTLY))
      if (found.length > COUNTED_EXACTLY) incompleteBefore = found[COUNTED_EXACTLY - 1]?.at
    }
    return {
      bucket: size,
      buckets: starts.map((from, index) => ({
        from: from.toISOString(),
        to: (starts[index + 1] ?? end).toISOString(),
        n: sums[index] ?? 0,
      })),
      incompleteBefore: incompleteBefore?.toISOString() ?? null,
      zone,
      from: wanted.from.toISOString(),
      to: wanted.to.toISOString(),
    }
  })
}

/** The numbers beside the filters, and the chart over time. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { LogFilters } from '../../pure/contract/log-filters.ts'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import { listNames } from '../people/service.ts'
import { bucketsOf } from './buckets.ts'
import {
  findFirstHour,
  getZone,
  type Kind,
  listSums,
  listSumsByPart,
  listSumsFound,
  listSumsOfEdges,
  listSumsWithin,
  type Sum,
} from './counting-queries.ts'
import { edgesOf, HOUR_MS, spansOf } from './counting-spans.ts'
import { type BUCKETS, COUNTED_EXACTLY, type countFacets, type countOverTime } from './log-contract.ts'
import type { Found, Wanted } from './queries.ts'
import { onRecord } from './reading.ts'
import { findNewest, findSealed, findWaiting, leftOutOf, piecesOf, wantedOf } from './searching.ts'

const MOST_OF_A_KIND = 100

type Counted = Answer<typeof countFacets>['total']

/** Filters that the hourly sums know; where there is any other the events are counted one by one. */
type Summed = 'category' | 'action' | 'person'

const isSummed = ({ target, patient, session, device, address, outcome, words }: Wanted): boolean =>
  [target, patient, session, device, address, outcome, words].every((filter) => filter === undefined)

const lets = (wanted: Wanted, { category, action, actor_id }: Kind): boolean =>
  action !== wanted.leftOut &&
  (!wanted.category || wanted.category.includes(category)) &&
  (!wanted.action || wanted.action.includes(action)) &&
  (wanted.person === undefined || wanted.person === actor_id)

/**
 * What is asked for the numbers of a kind: the filter of that kind is left out, so that another can be chosen. Whoever
 * chooses a category or an action is shown its signs of life, too, so its number has them.
 */
function askedFor(wanted: Wanted, filters: LogFilters, kind: Summed | undefined): Wanted {
  if (kind === undefined) return wanted
  const { leftOut: _signs, ...others } = wanted
  const leftOut = kind === 'person' ? leftOutOf({ ...filters, person: undefined }) : undefined
  return { ...others, [kind]: undefined, ...(leftOut !== undefined && { leftOut }) }
}

/** By what it is counted, and up to which number exactly. */
interface Count {
  sums: readonly Sum[]
  more: boolean
}

const total = ({ sums, more }: Count): Counted => ({ n: sums.reduce((all, { n }) => all + n, 0), more })

export async function facets(ctx: Context, filters: LogFilters): Promise<Answer<typeof countFacets>> {
  return onRecord(ctx, filters, async (tx) => {
    const wanted = await wantedOf(tx, ctx, filters)
    const ask = isSummed(wanted) ? await bySums(tx, ctx, wanted) : byEvents(tx, ctx)
    const count = (kind: Summed | undefined) => ask(askedFor(wanted, filters, kind))
    const [all, categories, actions, actors] = await Promise.all([
      count(undefined),
      count('category'),
      count('action'),
      count('person'),
    ])
    const people = group(actors, ({ actor_id }) => actor_id)
    const names = await listNames(
      tx,
      people.flatMap(({ of }) => (of.actor_id === null ? [] : [of.actor_id])),
    )
    const dropping = (kind: Summed, { sums, more }: Count) => {
      const leftOut = leftOutOf({ ...filters, [kind]: undefined })
      return total({ sums: sums.filter(({ action }) => action !== leftOut), more })
    }
    return {
      total: total(all),
      dropping: {
        category: dropping('category', categories),
        action: dropping('action', actions),
        person: dropping('person', actors),
      },
      categories: group(categories, ({ category }) => category).map(({ of, counted }) => ({
        category: of.category,
        ...counted,
      })),
      actions: group(actions, ({ action }) => action).map(({ of, counted }) => ({
        action: of.action,
        category: of.category,
        ...counted,
      })),
      people: people.map(({ of, counted }) => ({
        id: of.actor_id,
        name: (of.actor_id && names.get(of.actor_id)) ?? null,
        ...counted,
      })),
      from: wanted.from.toISOString(),
      to: filters.to === undefined ? null : wanted.to.toISOString(),
    }
  })
}

type Ask = (asked: Wanted) => Promise<Count>

/** Exact, whatever the number: whole months and hours from the sums, the two ends and what waits one by one. */
async function bySums(tx: Reader, ctx: Context, wanted: Wanted): Promise<Ask> {
  const spans = spansOf(wanted, { months: true })
  const [waiting, ...sums] = await Promise.all([
    findWaiting(tx, ctx, { from: wanted.from, to: wanted.to }),
    listSums(tx, ctx, spans),
    ...spans.ends.map((end) => listSumsWithin(tx, ctx, end)),
  ])
  const all = [...sums.flat(), ...waiting.map((one) => ({ ...one, n: 1 }))]
  return async (asked) => ({ sums: all.filter((sum) => lets(asked, sum)), more: false })
}

/** One by one, the newest 10,000. */
function byEvents(tx: Reader, ctx: Context): Ask {
  const known = new Map<string, Promise<Count>>()
  return (asked) => {
    // The filters that differ from one number to the next.
    const { category, action, person, leftOut } = asked
    const key = JSON.stringify([category, action, person, leftOut])
    const count = known.get(key) ?? countOneByOne(tx, ctx, asked)
    known.set(key, count)
    return count
  }
}

async function countOneByOne(tx: Reader, ctx: Context, asked: Wanted): Promise<Count> {
  const waiting = await findWaiting(tx, ctx, asked)
  const sums: Sum[] = waiting.map((one) => ({ ...one, n: 1 }))
  let room = COUNTED_EXACTLY - waiting.length
  for (const piece of piecesOf(asked)) {
    // One more than there is room for says that there are more.
    const found = await listSumsFound(tx, ctx, { ...asked, ...piece }, room + 1)
    room -= found.reduce((all, { n }) => all + n, 0)
    if (room < 0) return { sums: [...sums, ...withoutOldest(found)], more: true }
    sums.push(...found)
  }
  return { sums, more: false }
}

function withoutOldest(found: readonly (Sum & { first: Date })[]): Sum[] {
  const oldest = Math.min(...found.map(({ first }) => first.getTime()))
  const from = found.find(({ first }) => first.getTime() === oldest)
  return found.map((one) => (one === from ? { ...one, n: one.n - 1 } : one)).filter(({ n }) => n > 0)
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
    const [asked, zone, start] = await Promise.all([
      wantedOf(tx, ctx, { ...filters, to: filters.to ?? ctx.now.toISOString() }),
      getZone(tx, ctx),
      findFirstHour(tx, ctx),
    ])
    // Of the years before the first event nothing is drawn.
    const first = Math.min((start ?? asked.to).getTime(), asked.to.getTime() - HOUR_MS)
    const wanted = { ...asked, from: new Date(Math.max(asked.from.getTime(), first)) }
    const { size, starts, end } = bucketsOf(wanted, zone, bucket)
    const { sums, incompleteBefore } = isSummed(wanted)
      ? { sums: await partsBySums(tx, ctx, wanted, starts, size), incompleteBefore: undefined }
      : await partsByEvents(tx, ctx, wanted, starts)
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

/** How many in each part, each of which begins at one of these. */
function countingBy(starts: readonly Date[]) {
  const sums = starts.map(() => 0)
  const add = (part: number, n: number) => {
    if (part >= 0 && part < sums.length) sums[part] = (sums[part] ?? 0) + n
  }
  const addEvents = (found: readonly Pick<Found, 'at'>[]) => {
    for (const { at } of found)
      add(
        starts.findLastIndex((begins) => begins <= at),
        1,
      )
  }
  return { sums, add, addEvents }
}

async function partsBySums(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  starts: readonly Date[],
  size: Bucket,
): Promise<number[]> {
  const { sums, add, addEvents } = countingBy(starts)
  const spans = spansOf(wanted, { months: size === 'month' })
  const edges = edgesOf(starts, spans.months)
  const [parts, atEdges, waiting, ...atEnds] = await Promise.all([
    listSumsByPart(tx, ctx, spans, wanted, starts),
    listSumsOfEdges(tx, ctx, edges, wanted),
    findWaiting(tx, ctx, wanted),
    ...spans.ends.map((end) => findSealed(tx, ctx, { ...wanted, ...end }, { most: COUNTED_EXACTLY })),
  ])
  for (const [part, n] of parts) add(part, n)
  for (const [index, { added, belongs }] of edges.entries()) {
    add(added, -(atEdges[index] ?? 0))
    add(belongs, atEdges[index] ?? 0)
  }
  for (const found of [waiting, ...atEnds]) addEvents(found)
  return sums
}

/** One by one, the newest 10,000; before `incompleteBefore` there are more. */
async function partsByEvents(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  starts: readonly Date[],
): Promise<{ sums: number[]; incompleteBefore: Date | undefined }> {
  const { sums, addEvents } = countingBy(starts)
  const found = await findNewest(tx, ctx, wanted, { most: COUNTED_EXACTLY + 1 })
  addEvents(found.slice(0, COUNTED_EXACTLY))
  return {
    sums,
    incompleteBefore: found.length > COUNTED_EXACTLY ? found[COUNTED_EXACTLY - 1]?.at : undefined,
  }
}

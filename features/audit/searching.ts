/** Finding events: pages by keyset, what came since, and a filtered set whole, in batches. */
import { type LogFilters, SIGN_OF_LIFE } from '../../pure/contract/log-filters.ts'
import type { Context } from '../../server/context.ts'
import { type Reader, read } from '../../server/db/database.ts'
import {
  askWords,
  type EventRow,
  type Found,
  listFound,
  listFoundAmong,
  listFoundWaiting,
  listRows,
  listSealedSince,
  listWaiting,
  type Place,
  type Wanted,
} from './queries.ts'

const DAY_MS = 86_400_000
/** How far back is looked when nobody says. */
const LATELY_MS = 30 * DAY_MS
/** What other systems send may be a day ahead of our clock. */
const AHEAD_MS = 2 * DAY_MS
/**
 * Time is walked back in pieces that grow: who finds enough in the newest has no plan made for the older months. The last goes
 * on as it is: a plan for seven years at once takes longer than seven plans for one.
 */
const PIECES_MS = [31, 93, 366].map((days) => days * DAY_MS)
/** Beyond so many since the last look a list is better read anew. */
const MOST_SINCE = 1000

/** The filters as bounds and conditions. */
export async function wantedOf(tx: Reader, ctx: Context, filters: LogFilters): Promise<Wanted> {
  const { from, to, text, hourly: _hourly, ...others } = filters
  const end = to === undefined ? undefined : new Date(to)
  const words = text === undefined ? undefined : ((await askWords(tx, ctx, text)) ?? '')
  const leftOut = leftOutOf(filters)
  return {
    ...others,
    from: from === undefined ? new Date((end ?? ctx.now).getTime() - LATELY_MS) : new Date(from),
    to: end ?? new Date(ctx.now.getTime() + AHEAD_MS),
    ...(words !== undefined && { words }),
    ...(leftOut !== undefined && { leftOut }),
  }
}

/** The action that these filters leave out: signs of life, where they are hidden and could be there without being asked for. */
export function leftOutOf({ from: _from, to: _to, text: _text, hourly, outcome, ...others }: LogFilters) {
  const mayBeThere =
    (outcome === undefined || outcome.includes('ok')) &&
    // Nobody in particular gives them, from nowhere.
    Object.values(others).every((filter) => filter === undefined)
  return hourly === 'hidden' && mayBeThere ? SIGN_OF_LIFE : undefined
}

/** Sealed or waiting; the newest first; `before`: older than that one. */
export async function findNewest(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  { before, most }: { before?: Place | undefined; most: number },
): Promise<(Found & { sealed: boolean })[]> {
  const [waiting, sealed] = await Promise.all([
    findWaiting(tx, ctx, wanted),
    findSealed(tx, ctx, wanted, { before, most }),
  ])
  const older = before ? waiting.filter((one) => compare(one, before) > 0) : waiting
  return [
    ...sealed.map((one) => ({ ...one, sealed: true })),
    ...older.map((one) => ({ ...one, sealed: false })),
  ]
    .toSorted(compare)
    .slice(0, most)
}

/** Sealed alone; the newest first. */
export async function findSealed(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  { before, most }: { before?: Place | undefined; most: number },
): Promise<Found[]> {
  const sealed: Found[] = []
  for (const piece of piecesOf(wanted, before)) {
    const found = await listFound(tx, ctx, { ...wanted, ...piece }, { before, most: most - sealed.length })
    sealed.push(...found)
    if (sealed.length >= most) break
  }
  return sealed
}

/** The time that is looked through, piece by piece, the newest first. */
export function* piecesOf(
  { from, to }: Pick<Wanted, 'from' | 'to'>,
  before?: Place,
): Generator<{ from: Date; to: Date }> {
  let until = before && before.at < to ? new Date(before.at.getTime() + 1) : to
  for (let turn = 0; until > from; turn++) {
    const length = PIECES_MS[Math.min(turn, PIECES_MS.length - 1)] ?? 0
    const since = new Date(Math.max(from.getTime(), until.getTime() - length))
    yield { from: since, to: until }
    until = since
  }
}

/** Those that wait for the seal and are looked for. Words are looked for in what is sealed alone. */
export async function findWaiting(tx: Reader, ctx: Context, wanted: Wanted): Promise<Found[]> {
  if (wanted.words !== undefined) return []
  const within = (await listWaiting(tx, ctx)).filter(({ at }) => at >= wanted.from && at < wanted.to)
  return listFoundWaiting(tx, ctx, narrowed(wanted, within), within)
}

/** The same, between the first and the last of these alone. */
function narrowed(wanted: Wanted, places: readonly Place[]): Wanted {
  const times = places.map(({ at }) => at.getTime())
  const first = new Date(Math.max(wanted.from.getTime(), Math.min(...times)))
  const last = new Date(Math.min(wanted.to.getTime(), Math.max(...times) + 1))
  return { ...wanted, from: first, to: last }
}

/** The newest first; of one moment the one with the larger id. */
const compare = (one: Place, other: Place): number =>
  other.at.getTime() - one.at.getTime() || (one.id > other.id ? -1 : one.id < other.id ? 1 : 0)

export interface Tail {
  found: (Found & { sealed: boolean })[]
  /** There were too many. */
  more: boolean
}

/** What was sealed since the log had that size, and whatever waits: whoever asks misses none, and may see one twice. */
export async function findSince(
  tx: Reader,
  ctx: Context,
  wanted: Wanted,
  { since, most }: { since: { log: number; size: string }; most: number },
): Promise<Tail> {
  const places = await listSealedSince(tx, ctx, since, MOST_SINCE + 1)
  const within = places.filter(({ at }) => at >= wanted.from && at < wanted.to)
  const sealed = await listFoundAmong(tx, ctx, narrowed(wanted, within), within)
  const waiting = await findWaiting(tx, ctx, wanted)
  const found = [
    ...sealed.map((one) => ({ ...one, sealed: true })),
    ...waiting.map((one) => ({ ...one, sealed: false })),
  ].toSorted(compare)
  return { found: found.slice(0, most), more: places.length > MOST_SINCE || found.length > most }
}

export type FoundRow = EventRow & { sealed: boolean }

/** The rows of what was found, in its order. */
export async function rowsOf(
  tx: Reader,
  ctx: Context,
  found: readonly (Place & { sealed: boolean })[],
): Promise<FoundRow[]> {
  const rows = new Map((await listRows(tx, ctx, found)).map((row) => [row.id, row]))
  return found.flatMap(({ id, sealed }) => {
    const row = rows.get(id)
    return row ? [{ ...row, sealed }] : []
  })
}

/**
 * All that the filters let through, the newest first, in batches, each read in a transaction of its own: for who takes it
 * out of the house. What comes meanwhile is not among it. `after`: goes on with what is older than that one.
 */
export async function* searchWhere(
  ctx: Context,
  filters: LogFilters,
  { batch = 500, after }: { batch?: number; after?: Place | undefined } = {},
): AsyncGenerator<FoundRow[]> {
  let before = after
  for (;;) {
    const found = await read(ctx, async (tx) => {
      const wanted = await wantedOf(tx, ctx, filters)
      return findNewest(tx, ctx, wanted, { before, most: batch })
    })
    if (found.length > 0) yield await read(ctx, (tx) => rowsOf(tx, ctx, found))
    before = found.at(-1)
    if (found.length < batch) return
  }
}

/**
 * What is made from the log, against the log: nobody hides a line by taking it out of the search, or lowers a number. What is
 * wrong is made anew from the events, once it is on record; a log that was changed itself is left as it is.
 */
import { TILE_WIDTH } from '../../pure/merkle/tree.ts'
import type { Context } from '../../server/context.ts'
import { type Reader, unaudited } from '../../server/db/database.ts'
import {
  countAgain,
  listWronglyCounted,
  listWronglySearched,
  listWronglySummed,
  searchAgain,
  sumAgain,
} from './derived-queries.ts'
import type { Found, Findings } from './found.ts'
import type { LeafRow } from './queries.ts'

const HOUR_MS = 3_600_000
const downToHour = (at: Date) => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)

const monthOf = (at: Date) => at.toISOString().slice(0, 7)

/** What has to be made anew: tiles of leaves by log, hours, and months. */
export class Derived {
  readonly #tiles = new Map<number, Set<number>>()
  readonly #hours = new Set<number>()
  readonly #months = new Set<number>()

  get any(): boolean {
    return this.#tiles.size + this.#hours.size + this.#months.size > 0
  }

  /** A run of leaves of one log; those of `changed` are told of already. */
  async compareSearched(
    tx: Reader,
    { ctx, found, log }: { ctx: Context; found: Findings; log: number },
    run: { rows: readonly LeafRow[]; from: number; to: number; changed: ReadonlySet<number> },
  ): Promise<void> {
    if (run.rows.length === 0) return
    const times = run.rows.map(({ ledgerAt }) => ledgerAt.getTime())
    // Whoever changed a time may have put more into it than milliseconds.
    const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times) + 1)]
    for (const { index, eventId, at, what, byLanguage } of await listWronglySearched(tx, ctx, log, {
      ...run,
      first,
      last,
    })) {
      if (run.changed.has(index)) continue
      const tiles = this.#tiles.get(log) ?? new Set()
      this.#tiles.set(log, tiles.add(Math.floor(index / TILE_WIDTH)))
      if (!byLanguage) found.add({ problem: 'search_changed', what, log, index, eventId, at })
    }
  }

  /** The hours that lie whole between two moments; null: from the first, to the last. */
  async compareCounted(
    tx: Reader,
    { ctx, found }: { ctx: Context; found: Findings },
    { from, to }: { from: Date | null; to: Date | null },
  ): Promise<void> {
    const [first, past] = [from && downToHour(from), to && downToHour(to)]
    if (first && past && first >= past) return
    for (const hour of await listWronglyCounted(tx, ctx, { from: first, to: past })) {
      const inIt = ({ at }: Found) => at !== undefined && downToHour(at).getTime() === hour.getTime()
      if (found.explains(inIt)) continue
      this.#hours.add(hour.getTime())
      found.add({
        problem: 'count_changed',
        what: hour.toISOString().slice(0, 16).replace('T', ' '),
        at: hour,
      })
    }
  }

  /** The sums of all months, after the hours: a month is added up anew with any of its hours. */
  async compareSummed(tx: Reader, { ctx, found }: { ctx: Context; found: Findings }): Promise<void> {
    const told = new Set([...this.#hours].map((hour) => monthOf(new Date(hour))))
    for (const month of await listWronglySummed(tx, ctx)) {
      const what = monthOf(month)
      if (told.has(what)) continue
      this.#months.add(month.getTime())
      found.add({ problem: 'count_changed', what, at: month })
    }
  }

  /** Tile by tile and hour by hour, each in a transaction of its own. */
  async mend(ctx: Context): Promise<void> {
    const why = 'what the log is searched by is made anew from the log; that it was wrong is on record'
    for (const [log, tiles] of this.#tiles)
      for (const tile of tiles) {
        const leaves = { from: tile * TILE_WIDTH, to: (tile + 1) * TILE_WIDTH }
        await unaudited(ctx, why, (tx) => searchAgain(tx, log, leaves))
      }
    for (const hour of this.#hours) await unaudited(ctx, why, (tx) => countAgain(tx, new Date(hour)))
    for (const month of this.#months) await unaudited(ctx, why, (tx) => sumAgain(tx, new Date(month)))
  }
}

/** The walk through the events in order of time: whatever stands there must be sealed, or wait for it. */
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import { leafOf } from '../../server/db/events.ts'
import type { Derived } from './derived.ts'
import { readBody } from './entry.ts'
import type { Found, Findings } from './found.ts'
import { listWaiting } from './queries.ts'
import { listRows, type RowKey, type StrangeRow } from './row-queries.ts'

const RUN = 4_096
/** More than so many never wait, and what comes after them is looked at once they are sealed. */
const WAITING = 10_000

export interface RowWalk {
  ctx: Context
  found: Findings
  /** Leaf hashes whose number is missing, as the walk through the leaves left them. */
  unnumbered: ReadonlyMap<string, number>
  derived: Derived
}

/** So many events after the key at most; where to go on, undefined at the end, and how many were looked at. */
export async function walkRows(
  { ctx, found, unnumbered, derived }: RowWalk,
  after: RowKey | undefined,
  most: number,
): Promise<{ count: number; next: RowKey | undefined }> {
  let [count, at] = [0, after]
  do {
    const from = at
    const run = await read(ctx, (tx) => listRows(tx, ctx, from, Math.min(RUN, most - count)))
    for (const row of run.strange) {
      // Its number is what is missing, and that is said already.
      if (row.index === null && unnumbered.has(leafOf(row.body).toString('hex'))) continue
      const moved = row.index !== null && !row.twice && wasMoved(row)
      const is = moved ? movedAs(row) : strangeAs(ctx, row)
      const wasMissing = (one: Found) => one.problem === 'row_missing' && one.eventId === row.id
      if (!moved || !found.replace(wasMissing, is)) found.add(is)
    }
    for (const { id, at: when } of run.orphans)
      found.add({ problem: 'row_added', what: 'opening', eventId: id, at: when })
    for (const { id, at: when } of run.unknown) {
      if (found.explains(({ eventId }) => eventId === id)) continue
      found.add({ problem: 'search_changed', what: 'added', eventId: id, at: when })
      // One stands for all of them.
      break
    }
    const hours = { from: from ? new Date(from.at) : null, to: run.next ? new Date(run.next.at) : null }
    await read(ctx, (tx) => derived.compareCounted(tx, { ctx, found }, hours))
    count += run.count
    at = run.next
  } while (at !== undefined && count < most)
  return { count, next: at }
}

/** It is the event that was sealed under that number: either its own time was changed, or that in the ledger. */
const wasMoved = ({ id, body }: StrangeRow) => readBody(body)?.['id'] === id

function movedAs({ id, at, body, index, log, ledgerAt }: StrangeRow): Found {
  const own = readBody(body)?.['at'] === at.toISOString()
  return {
    problem: own ? 'ledger_changed' : 'column_changed',
    what: 'at',
    log: log ?? undefined,
    index: index ?? undefined,
    eventId: id,
    at: (own ? at : ledgerAt) ?? at,
  }
}

function strangeAs({ clinicId }: Context, { id, at, body, index, log }: StrangeRow): Found {
  const says = readBody(body)?.['clinic']
  const foreign = typeof says === 'string' && says !== clinicId
  return {
    problem: foreign ? 'entry_of_other_clinic' : 'row_added',
    what: 'event',
    log: log ?? undefined,
    index: index ?? undefined,
    eventId: id,
    at,
  }
}

/** What waits for the seal: each with the event it names, and none that is sealed already. */
export async function checkWaiting({ ctx, found }: Pick<RowWalk, 'ctx' | 'found'>): Promise<void> {
  for (const { eventId, at, leaf, body, sealed } of await read(ctx, (tx) => listWaiting(tx, ctx, WAITING))) {
    const as = (what: string) => found.add({ problem: 'waiting_changed', what, eventId, at })
    if (sealed) as('sealed')
    else if (body === null) as('missing')
    else if (!leafOf(body).equals(leaf)) as('leaf')
  }
}

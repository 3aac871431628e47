/** Reading the log as a person reads it: who, what, to whom, from where. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { LogFilters } from '../../pure/contract/log-filters.ts'
import type { Context } from '../../server/context.ts'
import { read, type Reader } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import type { listEvents, listMyEvents } from './contract.ts'
import { type Found, getHead, type Place } from './queries.ts'
import { onRecord } from './reading.ts'
import { findNewest, findSince, type FoundRow, rowsOf, wantedOf } from './searching.ts'

type Shown = Answer<typeof listEvents>['events'][number]

/** Fields with a place of their own in the row; the others are details. */
const PLACED = new Set(['actor_name', 'target_name', 'address', 'agent', 'device_name'])

export interface ListQuery extends LogFilters {
  before?: string | undefined
  after?: string | undefined
  by?: string | undefined
  limit: number
}

export async function list(
  ctx: Context,
  { before, after, by, limit, ...filters }: ListQuery,
): Promise<Answer<typeof listEvents>> {
  const asked = { ...filters, person: filters.person ?? by }
  return onRecord(ctx, asked, async (tx) => {
    const wanted = await wantedOf(tx, ctx, asked)
    const range = { from: wanted.from.toISOString(), to: filters.to ? wanted.to.toISOString() : null }
    if (after !== undefined) {
      const [log = '1', size = '0'] = after.split('.')
      const [newest, tail] = await Promise.all([
        newestOf(tx, ctx),
        findSince(tx, ctx, wanted, { since: { log: Number(log), size }, most: limit }),
      ])
      return { events: await showAll(tx, ctx, tail.found), newest, more: tail.more, ...range }
    }
    const [newest, found] = await Promise.all([
      newestOf(tx, ctx),
      findNewest(tx, ctx, wanted, { before: readCursor(before), most: limit + 1 }),
    ])
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      events: await showAll(tx, ctx, page),
      newest,
      ...range,
      ...(found.length > limit && last ? { next: `${last.at.toISOString()}_${last.id}` } : {}),
    }
  })
}

async function newestOf(tx: Reader, ctx: Context): Promise<string> {
  const { log, size } = await getHead(tx, ctx)
  return `${log}.${size}`
}

/** The names of today are asked for beside the rows: more of them than may be shown. */
async function showAll(
  tx: Reader,
  ctx: Context,
  found: readonly (Found & { sealed: boolean })[],
): Promise<Shown[]> {
  const ids = found.flatMap(({ actor_id, target_id }) => [actor_id, target_id])
  const [rows, known] = await Promise.all([
    rowsOf(tx, ctx, found),
    people.listNames(tx, [...new Set(ids.filter((id) => id !== null))]),
  ])
  const shown = new Set(
    rows.flatMap((row) => [
      row.actor_kind === 'person' ? row.actor_id : null,
      row.target_type === 'person' ? row.target_id : null,
    ]),
  )
  const names = new Map([...known].filter(([id]) => shown.has(id)))
  return rows.map((row) => show(row, names))
}

/** What was changed by these acts since then, the newest first: for who is shown the history of a rule. */
export async function listChanges(
  ctx: Context,
  which: { actions: readonly string[]; since: Date; most: number },
): Promise<Shown[]> {
  return read(ctx, async (tx) => {
    const wanted = await wantedOf(tx, ctx, {
      from: which.since.toISOString(),
      action: [...which.actions],
      outcome: ['ok'],
    })
    const found = await findNewest(tx, ctx, wanted, { most: which.most })
    return showAll(tx, ctx, found)
  })
}

const MOST_OF_ONES_OWN = 20

/** One's own acts: nothing of the log that others wrote, so nobody reads what is not theirs. */
export async function listOwn(ctx: Context, personId: string): Promise<Answer<typeof listMyEvents>> {
  const events = await read(ctx, async (tx) => {
    const wanted = await wantedOf(tx, ctx, { person: personId })
    return showAll(tx, ctx, await findNewest(tx, ctx, wanted, { most: MOST_OF_ONES_OWN }))
  })
  return {
    events: events.map(({ id, at, action, outcome, actor, target, count }) => ({
      id,
      at,
      action,
      outcome,
      target: target && target.id !== actor.id ? target.name : null,
      count,
    })),
  }
}

/** What its openings say; nothing where they were erased. */
export function openedOf({ doc }: Pick<FoundRow, 'doc'>): Record<string, string> {
  const opened = doc ? (JSON.parse(doc.toString('utf8')) as Record<string, { value: string }>) : {}
  return Object.fromEntries(Object.entries(opened).map(([field, { value }]) => [field, value]))
}

function show(row: FoundRow, names: Map<string, string>): Shown {
  const opened = openedOf(row)
  const { count } = JSON.parse(row.body.toString('utf8')) as { count: number }
  return {
    id: row.id,
    at: row.at.toISOString(),
    category: row.category,
    action: row.action,
    outcome: row.outcome,
    // The name of today where the person is still known here; else the one that was sealed.
    actor: {
      kind: row.actor_kind,
      id: row.actor_id,
      name: (row.actor_id && names.get(row.actor_id)) ?? opened['actor_name'] ?? null,
    },
    target: row.target_type
      ? {
          type: row.target_type,
          id: row.target_id,
          name: (row.target_id && names.get(row.target_id)) ?? opened['target_name'] ?? null,
        }
      : null,
    address: opened['address'] ?? null,
    agent: opened['agent'] ?? null,
    deviceName: opened['device_name'] ?? null,
    count,
    sealed: row.sealed,
    details: Object.entries(opened)
      .filter(([field]) => !PLACED.has(field))
      .map(([field, value]) => ({ field, value })),
  }
}

function readCursor(text: string | undefined): Place | undefined {
  const [at = '', id = ''] = text?.split('_') ?? []
  const time = new Date(at)
  return Number.isNaN(time.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? undefined : { at: time, id }
}

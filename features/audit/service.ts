/** Reading the log as a person reads it: who, what, to whom, from where. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import type { listEvents, listMyEvents } from './contract.ts'
import { type EventRow, listNewest, listOfActions } from './queries.ts'

type Shown = Answer<typeof listEvents>['events'][number]

/** How far back the acts of one person are looked for. */
const LATELY_MS = 30 * 24 * 3_600_000

/** Fields with a place of their own in the row; the others are details. */
const PLACED = new Set(['actor_name', 'target_name', 'address', 'agent', 'device_name'])

export async function list(
  ctx: Context,
  query: { before?: string | undefined; by?: string | undefined; limit: number },
): Promise<Answer<typeof listEvents>> {
  const { rows, names } = await read(ctx, async (tx) => {
    const found = await listNewest(tx, ctx.clinicId, {
      limit: query.limit + 1,
      before: readCursor(query.before),
      of:
        query.by === undefined ? undefined : { by: query.by, since: new Date(ctx.now.getTime() - LATELY_MS) },
    })
    const ids = found.flatMap((row) => [
      row.actor_kind === 'person' ? row.actor_id : null,
      row.target_type === 'person' ? row.target_id : null,
    ])
    return { rows: found, names: await people.listNames(tx, [...new Set(ids.filter((id) => id !== null))]) }
  })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    events: page.map((row) => show(row, names)),
    ...(rows.length > query.limit && last ? { next: `${last.at.toISOString()}_${last.id}` } : {}),
  }
}

/** What was changed by these acts since then, the newest first: for who is shown the history of a rule. */
export async function listChanges(
  ctx: Context,
  which: { actions: readonly string[]; since: Date; most: number },
): Promise<Shown[]> {
  return read(ctx, async (tx) => {
    const rows = await listOfActions(tx, ctx, which)
    const ids = rows.flatMap(({ actor_id, target_id }) => [actor_id, target_id])
    const names = await people.listNames(tx, [...new Set(ids.filter((id) => id !== null))])
    return rows.map((row) => show(row, names))
  })
}

const MOST_OF_ONES_OWN = 20

/** One's own acts: nothing of the log that others wrote. */
export async function listOwn(ctx: Context, personId: string): Promise<Answer<typeof listMyEvents>> {
  const { events } = await list(ctx, { by: personId, limit: MOST_OF_ONES_OWN })
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

function show(row: EventRow, names: Map<string, string>): Shown {
  const opened = row.doc ? (JSON.parse(row.doc.toString('utf8')) as Record<string, { value: string }>) : {}
  const value = (field: string) => opened[field]?.value ?? null
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
      name: (row.actor_id && names.get(row.actor_id)) ?? value('actor_name'),
    },
    target: row.target_type
      ? {
          type: row.target_type,
          id: row.target_id,
          name: (row.target_id && names.get(row.target_id)) ?? value('target_name'),
        }
      : null,
    address: value('address'),
    agent: value('agent'),
    deviceName: value('device_name'),
    count,
    details: Object.entries(opened)
      .filter(([field]) => !PLACED.has(field))
      .map(([field, { value: text }]) => ({ field, value: text })),
  }
}

function readCursor(text: string | undefined): { at: Date; id: string } | undefined {
  const [at = '', id = ''] = text?.split('_') ?? []
  const time = new Date(at)
  return Number.isNaN(time.getTime()) || !/^[0-9a-f-]{36}$/.test(id) ? undefined : { at: time, id }
}

/** One event whole. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import type { readEvent } from './log-contract.ts'
import { findPlace, findSession, findSignedAt } from './one-event-queries.ts'
import { listRows } from './queries.ts'
import { proofProblem } from './proof-contract.ts'
import { openedOf } from './service.ts'

type Whole = Answer<typeof readEvent>
type Change = Whole['changes'][number]

const AROUND_MS = 30 * 60_000

/** Fields with a place of their own. */
const PLACED = new Set([
  'actor_name',
  'target_name',
  'address',
  'agent',
  'device_name',
  'country',
  'provider',
  'reason',
  'before',
  'after',
])

/** Throws `audit.event_not_found`, also for another clinic's. */
export async function whole(ctx: Context, eventId: string): Promise<Whole> {
  return read(ctx, async (tx) => {
    const place = await findPlace(tx, ctx, eventId)
    const [row] = place ? await listRows(tx, ctx, [place]) : []
    if (!place || !row) throw proofProblem('audit.event_not_found')
    const opened = openedOf(row)
    const sealedAt =
      place.leaf_index === null ? undefined : await findSignedAt(tx, ctx, place.log ?? 1, place.leaf_index)
    const session = row.session_id === null ? undefined : await findSession(tx, ctx, row.session_id)
    const names = await people.listNames(
      tx,
      [row.actor_id, row.target_id].filter((id) => id !== null),
    )
    const { count, personal } = JSON.parse(row.body.toString('utf8')) as {
      count: number
      personal: Record<string, string>
    }
    const nameThen = opened['actor_name'] ?? null
    const name = (row.actor_id && names.get(row.actor_id)) ?? nameThen
    const about = (filters: Record<string, string>) => ({ query: filters })
    // So far back as the log may go: a link that shows all of it.
    const ever = { from: '1970-01-01T00:00:00Z' }
    return {
      id: row.id,
      at: row.at.toISOString(),
      receivedAt: row.received_at.toISOString(),
      source: row.source,
      category: row.category,
      action: row.action,
      outcome: row.outcome,
      actor: { kind: row.actor_kind, id: row.actor_id, name, nameThen: nameThen === name ? null : nameThen },
      target: row.target_type
        ? {
            type: row.target_type,
            id: row.target_id,
            name: (row.target_id && names.get(row.target_id)) ?? opened['target_name'] ?? null,
          }
        : null,
      patientId: row.patient_id,
      session:
        row.session_id === null
          ? null
          : {
              id: row.session_id,
              startedAt: session?.started_at.toISOString() ?? null,
              endedAt: session?.ended_at?.toISOString() ?? null,
            },
      device: { id: row.device_id, name: opened['device_name'] ?? null, agent: opened['agent'] ?? null },
      address: opened['address'] ?? null,
      country: opened['country'] ?? null,
      provider: opened['provider'] ?? null,
      reason: opened['reason'] ?? null,
      count,
      changes: changesOf(opened['before'], opened['after']),
      details: Object.entries(opened)
        .filter(([field]) => !PLACED.has(field))
        .map(([field, value]) => ({ field, value })),
      erased: Object.keys(personal).filter((field) => opened[field] === undefined),
      seal:
        place.leaf_index === null
          ? { state: 'waiting' }
          : {
              state: 'sealed',
              log: place.log ?? 1,
              index: place.leaf_index,
              signedAt: sealedAt?.toISOString() ?? null,
            },
      around: {
        actor:
          row.actor_id === null
            ? null
            : about({
                person: row.actor_id,
                from: new Date(row.at.getTime() - AROUND_MS).toISOString(),
                to: new Date(row.at.getTime() + AROUND_MS).toISOString(),
              }),
        target: row.target_id === null ? null : about({ target: row.target_id, ...ever }),
        session: row.session_id === null ? null : about({ session: row.session_id, ...ever }),
        patient: row.patient_id === null ? null : about({ patient: row.patient_id, ...ever }),
      },
    }
  })
}

const NAMED_LINE = /^([^:\n]{1,60}): (.*)$/

/**
 * What changed, part by part: values of several lines are compared by the name before the colon, or where they have none line
 * by line; a value of one line is one change.
 */
export function changesOf(before: string | undefined, after: string | undefined): Change[] {
  if (before === undefined && after === undefined) return []
  const [was, is] = [linesOf(before), linesOf(after)]
  if (was.length <= 1 && is.length <= 1) return [{ what: null, before: before ?? null, after: after ?? null }]
  const lines = [...was, ...is]
  const named = lines.every((line) => NAMED_LINE.test(line))
  if (!named) {
    return [
      ...was.filter((line) => !is.includes(line)).map((line) => ({ what: null, before: line, after: null })),
      ...is.filter((line) => !was.includes(line)).map((line) => ({ what: null, before: null, after: line })),
    ]
  }
  const values = (of: readonly string[]) =>
    new Map(of.map((line) => (NAMED_LINE.exec(line) ?? []).slice(1, 3) as [string, string]))
  const [then, now] = [values(was), values(is)]
  return [...new Set([...then.keys(), ...now.keys()])]
    .map((what) => ({ what, before: then.get(what) ?? null, after: now.get(what) ?? null }))
    .filter((change) => change.before !== change.after)
}

const linesOf = (text: string | undefined): string[] => text?.split('\n').filter((line) => line !== '') ?? []

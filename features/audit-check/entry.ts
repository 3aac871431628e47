/** One event against its own sealed bytes: its columns repeat them, its openings open their commitments, and no more. */
import { commitment } from '../../server/db/events.ts'
import type { EventColumns } from './queries.ts'

/** What differs: a column, or a personal field. */
export interface Difference {
  problem:
    | 'column_changed'
    | 'opening_changed'
    | 'opening_unknown'
    | 'erased_unexplained'
    | 'entry_unreadable'
  what: string
}

interface Body {
  personal: Record<string, unknown>
  [name: string]: unknown
}

type Part = { id?: unknown; kind?: unknown; type?: unknown } | null

/** The sealed bytes as they say themselves; undefined: no event of this form. */
export function readBody(bytes: Uint8Array): Body | undefined {
  const body = readObject(bytes)
  return body && body['v'] === 1 && isObject(body['personal']) ? (body as Body) : undefined
}

/** Columns and openings against the bytes, whose own hash is somebody else's matter. */
export function differencesOf(row: EventColumns, doc: Buffer | null): Difference[] {
  const body = readBody(row.body)
  if (!body) return [{ problem: 'entry_unreadable', what: 'body' }]
  return [...columnsOf(row, body), ...openingsOf(body.personal, doc)]
}

function columnsOf(row: EventColumns, body: Body): Difference[] {
  const [actor, target] = [body['actor'] as Part, body['target'] as Part]
  const said: [column: string, is: unknown, says: unknown][] = [
    ['clinic_id', row.clinic_id, body['clinic']],
    ['id', row.id, body['id']],
    ['at', row.whole ? row.at.toISOString() : null, body['at']],
    ['received_at', row.whole ? row.received_at.toISOString() : null, body['received_at']],
    ['source', row.source, body['source']],
    ['category', row.category, body['category']],
    ['action', row.action, body['action']],
    ['outcome', row.outcome, body['outcome']],
    ['actor_kind', row.actor_kind, actor?.kind],
    ['actor_id', row.actor_id, actor?.id],
    ['target_type', row.target_type, target?.type ?? null],
    ['target_id', row.target_id, target?.id ?? null],
    ['patient_id', row.patient_id, body['patient']],
    ['session_id', row.session_id, body['session']],
    ['device_id', row.device_id, body['device']],
  ]
  return said.flatMap(([what, is, says]) =>
    is === (says ?? null) ? [] : [{ problem: 'column_changed' as const, what }],
  )
}

function openingsOf(personal: Record<string, unknown>, doc: Buffer | null): Difference[] {
  const opening = doc === null ? {} : readObject(doc)
  if (!opening) return [{ problem: 'opening_changed', what: 'all' }]
  const all: Difference[] = []
  for (const [field, sealed] of Object.entries(personal)) {
    const opened = opening[field]
    if (opened === undefined) all.push({ problem: 'erased_unexplained', what: field })
    else if (!opens(field, opened, sealed)) all.push({ problem: 'opening_changed', what: field })
  }
  for (const field of Object.keys(opening))
    if (!Object.hasOwn(personal, field)) all.push({ problem: 'opening_unknown', what: field })
  return all
}

function opens(field: string, opened: unknown, sealed: unknown): boolean {
  if (!isObject(opened)) return false
  const { salt, value } = opened
  return (
    typeof salt === 'string' &&
    typeof value === 'string' &&
    commitment(Buffer.from(salt, 'base64'), field, value) === sealed
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Undefined when it is no JSON object. */
export function readObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

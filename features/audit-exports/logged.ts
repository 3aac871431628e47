/** One event of the log as it leaves the house: what was sealed, and what can be opened of it still. */

export interface LoggedEvent {
  id: string
  /** When it happened, and when it was written down: ISO instants. */
  at: string
  receivedAt: string
  /** `enamel`, or the system that told of it. */
  source: string
  category: string
  action: string
  outcome: 'ok' | 'refused' | 'failed'
  actor: { kind: string; id: string | null }
  target: { type: string; id: string | null } | null
  patient: string | null
  session: string | null
  device: string | null
  /** How many of the same it stands for. */
  count: number
  /** Personal fields by name; without those that were erased. */
  fields: Readonly<Record<string, string>>
  /** Its number in the sealed log; undefined while it waits for one. */
  index: string | undefined
}

export interface SealedRow {
  body: Uint8Array
  /** The openings; null where they were erased. */
  doc: Uint8Array | null
  leaf_index?: string | undefined
}

const utf8 = new TextDecoder()

export function readLogged({ body, doc, leaf_index }: SealedRow): LoggedEvent {
  const sealed = JSON.parse(utf8.decode(body)) as Omit<LoggedEvent, 'receivedAt' | 'fields' | 'index'> & {
    received_at: string
  }
  const opened = doc ? (JSON.parse(utf8.decode(doc)) as Record<string, { value: string }>) : {}
  return {
    id: sealed.id,
    at: sealed.at,
    receivedAt: sealed.received_at,
    source: sealed.source,
    category: sealed.category,
    action: sealed.action,
    outcome: sealed.outcome,
    actor: sealed.actor,
    target: sealed.target,
    patient: sealed.patient,
    session: sealed.session,
    device: sealed.device,
    count: sealed.count,
    fields: Object.fromEntries(Object.entries(opened).map(([field, { value }]) => [field, value])),
    index: leaf_index ?? undefined,
  }
}

/** Fields with a place of their own in every form; the others are told by their names. */
const PLACED = new Set([
  'actor_name',
  'target_name',
  'address',
  'agent',
  'country',
  'provider',
  'device_name',
])

export const furtherFields = ({ fields }: LoggedEvent): [string, string][] =>
  Object.entries(fields).filter(([field]) => !PLACED.has(field))

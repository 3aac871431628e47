/**
 * Writes events in their final form, version 1 (docs/events.md): exact bytes, leaf, salted commitments,
 * outbox row, in one statement. Numbering and signing come later and touch none of these rows.
 */
import { hash, randomFillSync } from 'node:crypto'
import canonicalize from 'canonicalize'
import { CompiledQuery } from 'kysely'
import type { Actor, ClinicId, Context } from '../context.ts'
import { newId } from './ids.ts'
import type { Writer } from './transaction.ts'

export type Category = 'auth' | 'patient' | 'clinical' | 'financial' | 'config' | 'platform'

export interface AuditEvent {
  /** From a feature's list of actions, `thing.past_participle`. */
  action: string
  category: Category
  /** What came of it; `ok` when not stated. */
  outcome?: 'ok' | 'refused' | 'failed' | undefined
  target?: { type: string; id?: string | undefined } | undefined
  patientId?: string | undefined
  /** Names, addresses, reasons, before and after: salted commitments in the sealed bytes, openings beside. */
  personal?: Record<string, string | undefined> | undefined
  /** Who did it, when it is not the context's actor. */
  actor?: Actor | undefined
  /** How many of the same this one stands for; 1 when not stated. */
  count?: number | undefined
  /** When it happened, when that is not now. */
  at?: Date | undefined
  sessionId?: string | undefined
  /** The clinic whose log has it, when that is not the context's: somebody's act can touch them in several. */
  clinicId?: ClinicId | undefined
}

/** What is stored of one event. */
export interface StoredEvent {
  id: string
  at: Date
  body: Buffer
  leaf: Buffer
  /** JSON of {field: {salt, value}}, salt as base64 of 32 bytes. */
  opening: Buffer
  columns: Record<'source' | 'category' | 'action' | 'outcome' | 'actorKind', string> &
    Record<'actorId' | 'targetType' | 'targetId' | 'patientId' | 'sessionId' | 'deviceId', string | null>
}

/** Commitment to one personal field: base64 of SHA-256(0x02 || salt || field || 0x00 || value). */
export function commitment(salt: Uint8Array, field: string, value: string): string {
  return hash(
    'sha256',
    Buffer.concat([Buffer.of(2), salt, Buffer.from(field), Buffer.of(0), Buffer.from(value)]),
    'base64',
  )
}

/** Leaf of the Merkle tree: SHA-256(0x00 || bytes), RFC 6962 §2.1. */
export function leafOf(body: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.of(0), body]), 'buffer')
}

/** Puts one event into its final bytes. */
export function composeEvent(ctx: Context, event: AuditEvent): StoredEvent {
  const at = event.at ?? ctx.now
  const id = newId(ctx.now)
  const actor = event.actor ?? ctx.actor
  const personalFields = Object.entries({
    actor_name: actor.name,
    address: ctx.address,
    agent: ctx.agent,
    // The country's code, too: where somebody is, is theirs. Owners and Admins read the log, and the city is not for them.
    country: ctx.place?.country,
    provider: ctx.place?.provider,
    // Two people on one computer are two people in the log, and the computer is one.
    device_name: ctx.deviceName,
    ...event.personal,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
  const salts = randomFillSync(Buffer.alloc(32 * personalFields.length))
  const personal: Record<string, string> = {}
  const opening: Record<string, { salt: string; value: string }> = {}
  personalFields.forEach(([field, value], index) => {
    const salt = salts.subarray(index * 32, index * 32 + 32)
    personal[field] = commitment(salt, field, value)
    opening[field] = { salt: salt.toString('base64'), value }
  })
  const columns: StoredEvent['columns'] = {
    source: 'enamel',
    category: event.category,
    action: event.action,
    outcome: event.outcome ?? 'ok',
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    targetType: event.target?.type ?? null,
    targetId: event.target?.id ?? null,
    patientId: event.patientId ?? null,
    sessionId: event.sessionId ?? ctx.sessionId ?? null,
    deviceId: ctx.deviceId ?? null,
  }
  const text = canonicalize({
    v: 1,
    id,
    clinic: ctx.clinicId,
    at: at.toISOString(),
    received_at: ctx.now.toISOString(),
    source: columns.source,
    category: columns.category,
    action: columns.action,
    outcome: columns.outcome,
    actor: { kind: columns.actorKind, id: columns.actorId },
    target: columns.targetType === null ? null : { type: columns.targetType, id: columns.targetId },
    patient: columns.patientId,
    session: columns.sessionId,
    device: columns.deviceId,
    count: event.count ?? 1,
    personal,
  })
  if (text === undefined) throw new Error('An event without bytes')
  const body = Buffer.from(text, 'utf8')
  return { id, at, body, leaf: leafOf(body), opening: Buffer.from(JSON.stringify(opening)), columns }
}

/**
 * Inserts events of one clinic, with their openings and outbox rows, by one statement. Nobody waits for it: the change's
 * next statement, or its COMMIT, says what became of it.
 */
export async function insertEvents(tx: Writer, ctx: Context, events: readonly AuditEvent[]): Promise<void> {
  for (const { action } of events) {
    if (!ctx.kernel.actions.has(action)) throw new Error(`No feature declares the audit action ${action}`)
  }
  const made = events.map((event) => composeEvent(ctx, event))
  const values = made.flatMap(({ at, id, columns: c, body, leaf, opening }) => [
    at,
    id,
    c.source,
    c.category,
    c.action,
    c.outcome,
    c.actorKind,
    c.actorId,
    c.targetType,
    c.targetId,
    c.patientId,
    c.sessionId,
    c.deviceId,
    body,
    leaf,
    opening,
  ])
  await tx.executeQuery(CompiledQuery.raw(insertOf(made.length), [ctx.clinicId, ctx.now, ...values]))
}

/** Parameters of one event, besides the clinic and the time of receipt. */
const OF_EVENT = 16
/** Of those after its time and its id, up to the leaf; the opening is the last. */
const TYPES = 'text text text text text uuid text uuid uuid uuid uuid bytea bytea'.split(' ')
const texts = new Map<number, string>()

/** The statement for so many events, written out once: every change of the program runs it. */
function insertOf(count: number): string {
  const known = texts.get(count)
  if (known !== undefined) return known
  const rows = (row: (nth: (place: number) => string) => string) =>
    Array.from(
      { length: count },
      (_none, index) => `(${row((place) => `$${3 + index * OF_EVENT + place}`)})`,
    ).join(', ')
  const rest = (nth: (place: number) => string) =>
    TYPES.map((type, index) => `${nth(index + 2)}::${type}`).join(', ')
  const text = `/* ahead */ ${count <= MOST_PREPARED ? `/* prepared insert_events_${count} */` : ''}
    WITH stored AS (
      INSERT INTO event (clinic_id, at, id, received_at, source, category, action, outcome, actor_kind, actor_id,
                         target_type, target_id, patient_id, session_id, device_id, body, leaf)
      VALUES ${rows((nth) => `$1::uuid, ${nth(0)}::timestamptz, ${nth(1)}::uuid, $2::timestamptz, ${rest(nth)}`)}),
    opened AS (
      INSERT INTO event_pii (clinic_id, at, event_id, doc)
      VALUES ${rows((nth) => `$1, ${nth(0)}, ${nth(1)}, ${nth(15)}::bytea`)})
    INSERT INTO outbox (clinic_id, at, event_id, leaf)
    VALUES ${rows((nth) => `$1, ${nth(0)}, ${nth(1)}, ${nth(14)}`)}`
  if (count <= MOST_PREPARED) texts.set(count, text)
  return text
}

/** Hardly any act leaves more. */
const MOST_PREPARED = 3

/** SQL of the nightly check: where the last one stood, and what was found so far. */
import { sql } from 'kysely'
import type { PersonId, Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Found } from './found.ts'
import type { RowKey } from './row-queries.ts'

/** How far one log was read. */
export interface LogState {
  size: number
  /** Base64. */
  root: string
  /** The leaf with which the share of the old goes on. */
  next: number
}

export interface CheckState {
  checkedAt: Date
  entries: number
  read: number
  /** Found by the last check besides what was kept. */
  more: number
  logs: Record<string, LogState>
  /** Where the walk through the rows goes on; undefined: from the beginning. */
  rows: RowKey | undefined
}

export async function findCheck(tx: Reader, { clinicId }: Context): Promise<CheckState | undefined> {
  const row = await tx
    .selectFrom('log_check')
    .select(['checked_at', 'entries', 'leaves_read', 'more', 'logs', 'rows_at', 'rows_id'])
    .where('clinic_id', '=', clinicId)
    .executeTakeFirst()
  return (
    row && {
      checkedAt: row.checked_at,
      entries: Number(row.entries),
      read: Number(row.leaves_read),
      more: row.more,
      logs: row.logs as unknown as Record<string, LogState>,
      rows: row.rows_at !== null && row.rows_id !== null ? { at: row.rows_at, id: row.rows_id } : undefined,
    }
  )
}

/** Of two processes in one night the later stands. */
export async function upsertCheck(tx: Writer, ctx: Context, state: CheckState): Promise<void> {
  const { checkedAt, entries, read, more, logs, rows } = state
  await sql`
    INSERT INTO log_check (clinic_id, checked_at, entries, leaves_read, more, logs, rows_at, rows_id)
    VALUES (${ctx.clinicId}, ${checkedAt}, ${entries}, ${read}, ${more}, ${JSON.stringify(logs)}::jsonb, ${rows?.at ?? null}, ${rows?.id ?? null})
    ON CONFLICT (clinic_id) DO UPDATE SET checked_at = excluded.checked_at, entries = excluded.entries,
      leaves_read = excluded.leaves_read, more = excluded.more, logs = excluded.logs, rows_at = excluded.rows_at, rows_id = excluded.rows_id
     WHERE log_check.checked_at <= excluded.checked_at`.execute(tx)
}

/** What makes a finding the same as one of another night. */
const markOf = ({ problem, log, index, eventId, what, mended }: Found) =>
  [problem, log ?? '', index ?? '', eventId ?? '', what ?? '', mended?.toISOString() ?? '']
    .join(' ')
    .trimEnd()

/** Keeps those that were not found before; they come back. */
export async function insertFindings(tx: Writer, ctx: Context, found: readonly Found[]): Promise<Found[]> {
  const fresh: Found[] = []
  for (const one of found) {
    const inserted = await tx
      .insertInto('log_finding')
      .values({
        clinic_id: ctx.clinicId,
        id: newId(ctx.now),
        mark: markOf(one),
        problem: one.problem,
        log: one.log ?? null,
        leaf_index: one.index === undefined ? null : String(one.index),
        last_index: one.last === undefined ? null : String(one.last),
        event_id: one.eventId ?? null,
        event_at: one.at ?? null,
        what: one.what ?? null,
        found_at: ctx.now,
      })
      .onConflict((row) => row.columns(['clinic_id', 'mark']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted) fresh.push(one)
  }
  return fresh
}

/** Of these, those that no check found before. */
export async function listUnknown(tx: Reader, ctx: Context, found: readonly Found[]): Promise<Found[]> {
  const { rows } = await sql<{ mark: string }>`
    SELECT mark FROM log_finding WHERE clinic_id = ${ctx.clinicId} AND mark = ANY (${found.map(markOf)}::text[])`.execute(
    tx,
  )
  const known = new Set(rows.map(({ mark }) => mark))
  return found.filter((one) => !known.has(markOf(one)))
}

export interface StoredFinding extends Found {
  id: string
  foundAt: Date
  looked: { by: string; at: Date; note: string } | undefined
}

export async function listFindings(tx: Reader, ctx: Context, limit: number): Promise<StoredFinding[]> {
  const rows = await tx
    .selectFrom('log_finding as f')
    .leftJoin('person as p', 'p.id', 'f.looked_by')
    .select([
      'f.id',
      'f.problem',
      'f.log',
      'f.leaf_index',
      'f.last_index',
      'f.event_id',
      'f.event_at',
      'f.what',
    ])
    .select(['f.found_at', 'f.looked_at', 'f.note', 'p.name'])
    .where('f.clinic_id', '=', ctx.clinicId)
    .orderBy((sort) => sort('f.looked_at', 'is', null), 'desc')
    .orderBy('f.found_at', 'desc')
    .orderBy('f.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    problem: row.problem as Found['problem'],
    log: row.log ?? undefined,
    index: row.leaf_index === null ? undefined : Number(row.leaf_index),
    last: row.last_index === null ? undefined : Number(row.last_index),
    eventId: row.event_id ?? undefined,
    at: row.event_at ?? undefined,
    what: row.what ?? undefined,
    foundAt: row.found_at,
    looked:
      row.looked_at === null ? undefined : { by: row.name ?? '', at: row.looked_at, note: row.note ?? '' },
  }))
}

export async function countOpen(tx: Reader, ctx: Context): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM log_finding WHERE clinic_id = ${ctx.clinicId} AND looked_at IS NULL`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** How many of these somebody looks into for the first time now. */
export async function updateLooked(
  tx: Writer,
  ctx: Context,
  { findingIds, note, by }: { findingIds: readonly string[]; note: string; by: PersonId },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('log_finding')
    .set({ looked_at: ctx.now, looked_by: by, note })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', 'in', [...findingIds])
    .where('looked_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Since when the oldest event of this clinic waits for the seal; undefined: none does. */
export async function waitsSince(tx: Reader, ctx: Context): Promise<Date | undefined> {
  const { rows } = await sql<{ received_at: Date }>`
    SELECT e.received_at
      FROM (SELECT at, event_id FROM outbox WHERE clinic_id = ${ctx.clinicId} ORDER BY seq LIMIT 1) o
      JOIN event e ON e.clinic_id = ${ctx.clinicId} AND e.at = o.at AND e.id = o.event_id`.execute(tx)
  return rows[0]?.received_at
}

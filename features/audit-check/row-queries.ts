/** SQL of the walk through the events in order of time: rows that nothing in the log knows of. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

/** Where the walk stands: it goes on after this one. */
export interface RowKey {
  /** As the database writes it: its microseconds stay. */
  at: string
  id: string
}

/** An event that is neither sealed nor waiting as it stands there. */
export interface StrangeRow {
  id: string
  at: Date
  body: Buffer
  /** It is sealed, with another time: where and when. */
  index: number | null
  log: number | null
  ledgerAt: Date | null
  /** The row that was sealed stands where it belongs, and this is another. */
  twice: boolean
}

export interface RowRun {
  count: number
  /** Undefined: that was the last of them. */
  next: RowKey | undefined
  strange: StrangeRow[]
  /** Openings in the same stretch of time that belong to no event. */
  orphans: { id: string; at: Date }[]
  /** Lines of the search there that belong to no event. */
  unknown: { id: string; at: Date }[]
}

/** So many events after the key, with what is wrong among them, in one state of the data. */
export async function listRows(
  tx: Reader,
  { clinicId }: Context,
  after: RowKey | undefined,
  limit: number,
): Promise<RowRun> {
  const later = after ? sql`AND (at, id) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql``
  const { rows } = await sql<{ at: string; id: string; n: string }>`
    SELECT at::text, id, (count(*) OVER ())::text AS n
      FROM (SELECT at, id FROM event WHERE clinic_id = ${clinicId} ${later} ORDER BY at, id LIMIT ${limit}) run
     ORDER BY at DESC, id DESC LIMIT 1`.execute(tx)
  const [last] = rows
  const upTo = last ? sql`AND (at, id) <= (${last.at}::timestamptz, ${last.id}::uuid)` : sql``
  // Both ends of the time besides, so that the months that cannot have one are left out.
  const span = sql`${after ? sql`AND at >= ${after.at}::timestamptz` : sql``} ${last ? sql`AND at <= ${last.at}::timestamptz` : sql``}`
  const { rows: strange } = await sql<{
    id: string
    at: Date
    body: Buffer
    leaf_index: string | null
    log: number | null
    ledger_at: Date | null
    twice: boolean
  }>`
    SELECT e.id, e.at, e.body, l.leaf_index::text, l.log, l.at AS ledger_at,
           EXISTS (SELECT FROM event x WHERE x.clinic_id = ${clinicId} AND x.at = l.at AND x.id = e.id) AS twice
      FROM (SELECT clinic_id, id, at, body FROM event WHERE clinic_id = ${clinicId} ${later} ${upTo} ${span}) e
      LEFT JOIN ledger l ON l.clinic_id = ${clinicId} AND l.event_id = e.id
     WHERE l.at IS DISTINCT FROM e.at
       AND NOT EXISTS (SELECT FROM outbox o WHERE o.clinic_id = ${clinicId} AND o.event_id = e.id AND o.at = e.at)
     ORDER BY e.at, e.id LIMIT ${limit}`.execute(tx)
  // Past the last event there may be openings, too.
  const ended = Number(last?.n ?? 0) < limit
  const stretch = sql`${after ? sql`AND (at, event_id) > (${after.at}::timestamptz, ${after.id}::uuid) AND at >= ${after.at}::timestamptz` : sql``}
    ${last && !ended ? sql`AND (at, event_id) <= (${last.at}::timestamptz, ${last.id}::uuid) AND at <= ${last.at}::timestamptz` : sql``}`
  const withoutEvent = (table: string) =>
    sql<{ id: string; at: Date }>`
    SELECT p.id, p.at
      FROM (SELECT clinic_id, event_id AS id, at FROM ${sql.table(table)} WHERE clinic_id = ${clinicId} ${stretch}) p
     WHERE NOT EXISTS (SELECT FROM event e WHERE e.clinic_id = p.clinic_id AND e.at = p.at AND e.id = p.id)
     ORDER BY p.at, p.id LIMIT ${limit}`.execute(tx)
  const { rows: orphans } = await withoutEvent('event_pii')
  const { rows: unknown } = await withoutEvent('event_search')
  return {
    count: Number(last?.n ?? 0),
    next: last && !ended ? { at: last.at, id: last.id } : undefined,
    strange: strange.map(({ leaf_index, ledger_at, ...row }) => ({
      ...row,
      index: leaf_index === null ? null : Number(leaf_index),
      ledgerAt: ledger_at,
    })),
    orphans,
    unknown,
  }
}

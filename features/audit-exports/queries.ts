/** SQL of what was taken out of the log, and of the parts of what was prepared. */
import { sql } from 'kysely'
import type { LogFilters } from '../../pure/contract/log-filters.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import { type Format, MOST_LISTED } from './contract.ts'

export interface ExportRow {
  id: string
  format: Format
  filters: LogFilters
  since: Date
  until: Date
  reason: string
  ordered_at: Date
  ordered_by: PersonId
  by: string
  state: 'at_once' | 'preparing' | 'ready' | 'failed' | 'too_large'
  lines: string
  bytes: string
  percent: number
  tries: number
  kept_until: Date
}

const COLUMNS = sql`x.id, x.format, x.filters, x.since, x.until, x.reason, x.ordered_at, x.ordered_by, p.name AS by, x.state,
  x.lines::text, x.bytes::text, x.percent, x.tries, x.kept_until`

/** The newest first. */
export async function listRows(tx: Reader, ctx: Context): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    SELECT ${COLUMNS} FROM log_export x JOIN person p ON p.id = x.ordered_by
     WHERE x.clinic_id = ${ctx.clinicId} ORDER BY x.ordered_at DESC, x.id DESC LIMIT ${MOST_LISTED}`.execute(
    tx,
  )
  return rows
}

export async function findRow(tx: Reader, ctx: Context, exportId: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    SELECT ${COLUMNS} FROM log_export x JOIN person p ON p.id = x.ordered_by
     WHERE x.clinic_id = ${ctx.clinicId} AND x.id = ${exportId}`.execute(tx)
  return rows[0]
}

export interface NewExport {
  id: string
  format: Format
  filters: LogFilters
  since: Date
  until: Date
  reason: string
  by: PersonId
  state: 'at_once' | 'preparing'
  lines: number
  keptUntil: Date
}

export async function insertExport(tx: Writer, ctx: Context, one: NewExport): Promise<void> {
  await tx
    .insertInto('log_export')
    .values({
      clinic_id: ctx.clinicId,
      id: one.id,
      format: one.format,
      filters: JSON.stringify(one.filters),
      since: one.since,
      until: one.until,
      reason: one.reason,
      ordered_at: ctx.now,
      ordered_by: one.by,
      state: one.state,
      lines: one.lines,
      kept_until: one.keptUntil,
    })
    .execute()
}

export async function countPreparing(tx: Reader, ctx: Context): Promise<number> {
  const { n } = await tx
    .selectFrom('log_export')
    .select((the) => the.fn.countAll<string>().as('n'))
    .where('clinic_id', '=', ctx.clinicId)
    .where('state', '=', 'preparing')
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Begins anew: whatever another work had made of it goes. False when there is nothing to prepare. */
export async function takeUp(tx: Writer, ctx: Context, exportId: string, run: string): Promise<boolean> {
  const taken = await tx
    .updateTable('log_export')
    .set((the) => ({
      run,
      tries: sql<number>`${the.ref('tries')} + 1`,
      lines: 0,
      bytes: 0,
      percent: 0,
    }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', exportId)
    .where('state', '=', 'preparing')
    .returning('id')
    .executeTakeFirst()
  if (!taken) return false
  await deleteParts(tx, ctx, exportId)
  return true
}

export interface Part {
  position: number
  content: Buffer
  /** So far. */
  lines: number
  bytes: number
  /** 0 to 1. */
  done: number
}

/** False when another work took it up meanwhile, or nobody wants it any more. */
export async function addPart(
  tx: Writer,
  ctx: Context,
  { exportId, run }: { exportId: string; run: string },
  part: Part,
): Promise<boolean> {
  const mine = await tx
    .updateTable('log_export')
    .set({ lines: part.lines, bytes: part.bytes, percent: Math.floor(part.done * 100) })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', exportId)
    .where('run', '=', run)
    .where('state', '=', 'preparing')
    .returning('id')
    .executeTakeFirst()
  if (!mine) return false
  await tx
    .insertInto('log_export_part')
    .values({
      clinic_id: ctx.clinicId,
      export_id: exportId,
      position: part.position,
      content: part.content,
    })
    .execute()
  return true
}

/** How it ended; false when another work is at it, or it ended already. */
export async function updateEnded(
  tx: Writer,
  ctx: Context,
  { exportId, run }: { exportId: string; run: string },
  ended: { state: 'ready' | 'failed' | 'too_large'; keptUntil: Date },
): Promise<boolean> {
  const mine = await tx
    .updateTable('log_export')
    .set({ state: ended.state, ready_at: ctx.now, kept_until: ended.keptUntil, run: null })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', exportId)
    .where('run', '=', run)
    .where('state', '=', 'preparing')
    .returning('id')
    .executeTakeFirst()
  if (mine && ended.state !== 'ready') await deleteParts(tx, ctx, exportId)
  return mine !== undefined
}

export async function findPart(
  tx: Reader,
  ctx: Context,
  exportId: string,
  position: number,
): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('log_export_part')
    .select('content')
    .where('clinic_id', '=', ctx.clinicId)
    .where('export_id', '=', exportId)
    .where('position', '=', position)
    .executeTakeFirst()
  return row?.content
}

export async function deleteParts(tx: Writer, ctx: Context, exportId: string): Promise<void> {
  await tx
    .deleteFrom('log_export_part')
    .where('clinic_id', '=', ctx.clinicId)
    .where('export_id', '=', exportId)
    .execute()
}

export async function deleteExport(tx: Writer, ctx: Context, exportId: string): Promise<void> {
  await tx.deleteFrom('log_export').where('clinic_id', '=', ctx.clinicId).where('id', '=', exportId).execute()
}

/** The numbers of these events in the sealed log; those that wait for one are left out. */
export async function listPlaces(
  tx: Reader,
  ctx: Context,
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ event_id: string; leaf_index: string }>`
    SELECT event_id, leaf_index::text FROM ledger
     WHERE clinic_id = ${ctx.clinicId} AND event_id = ANY (${[...eventIds]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ event_id, leaf_index }) => [event_id, leaf_index]))
}

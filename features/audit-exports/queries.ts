/** SQL of what was taken out of the log, and of the parts of what was prepared. */
import { sql } from 'kysely'
import type { LogFilters } from '../../pure/contract/log-filters.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { Begun, Mark } from './begun.ts'
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
  /** Of one being prepared: what the parts hold that are kept; null: none is. */
  progress: Progress | null
  kept_until: Date
}

export interface Progress {
  begun: Begun
  mark: Mark
  parts: number
}

const COLUMNS = sql`x.id, x.format, x.filters, x.since, x.until, x.reason, x.ordered_at, x.ordered_by, p.name AS by, x.state,
  x.lines::text, x.bytes::text, x.percent, x.tries, x.progress, x.kept_until`

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

/** From now on this work alone may add to it. False when there is nothing to prepare. */
export async function takeUp(tx: Writer, ctx: Context, { exportId, run }: Work): Promise<boolean> {
  const taken = await tx
    .updateTable('log_export')
    .set((the) => ({ run, tries: sql<number>`${the.ref('tries')} + 1` }))
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', exportId)
    .where('state', '=', 'preparing')
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

export interface Work {
  exportId: string
  run: string
}

/** Whatever another work had made of it goes. False when another work took it up meanwhile. */
export async function beginAnew(tx: Writer, ctx: Context, work: Work): Promise<boolean> {
  const mine = await updateMine(tx, ctx, work, { lines: 0, bytes: 0, percent: 0, progress: null })
  if (mine) await deleteParts(tx, ctx, work.exportId)
  return mine
}

export interface Made {
  /** The next parts, in order. */
  contents: readonly Buffer[]
  /** So far, these among them. */
  progress: Progress
  lines: number
  bytes: number
  /** 0 to 1. */
  done: number
}

/** False when another work took it up meanwhile, or nobody wants it any more. */
export async function addParts(
  tx: Writer,
  ctx: Context,
  work: Work,
  { contents, progress, lines, bytes, done }: Made,
): Promise<boolean> {
  const percent = Math.floor(done * 100)
  const kept = { lines, bytes, percent, tries: 0, progress: JSON.stringify(progress) }
  const mine = await updateMine(tx, ctx, work, kept)
  if (!mine) return false
  for (const [at, content] of contents.entries())
    await tx
      .insertInto('log_export_part')
      .values({
        clinic_id: ctx.clinicId,
        export_id: work.exportId,
        position: progress.parts - contents.length + at,
        content,
      })
      .execute()
  return true
}

async function updateMine(
  tx: Writer,
  ctx: Context,
  { exportId, run }: Work,
  to: { lines: number; bytes: number; percent: number; tries?: number; progress: string | null },
): Promise<boolean> {
  const mine = await tx
    .updateTable('log_export')
    .set(to)
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', exportId)
    .where('run', '=', run)
    .where('state', '=', 'preparing')
    .returning('id')
    .executeTakeFirst()
  return mine !== undefined
}

/** Whether anything that was written down before it was ordered waits for its number still. */
export async function isWaiting(tx: Reader, ctx: Context, { ordered_at }: ExportRow): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    SELECT EXISTS (SELECT FROM outbox o JOIN event e ON e.clinic_id = ${ctx.clinicId} AND e.at = o.at AND e.id = o.event_id
                    WHERE o.clinic_id = ${ctx.clinicId} AND e.received_at < ${ordered_at}) AS waits`.execute(
    tx,
  )
  return rows[0]?.waits === true
}

/** How many leaves each log of the clinic has. */
export async function listSizes(tx: Reader, ctx: Context): Promise<{ log: number; size: number }[]> {
  const rows = await tx
    .selectFrom('head')
    .select(['log', 'size'])
    .where('clinic_id', '=', ctx.clinicId)
    .orderBy('log')
    .execute()
  return rows.map(({ log, size }) => ({ log, size: Number(size) }))
}

/** How it ended; false when another work is at it, or it ended already. */
export async function updateEnded(
  tx: Writer,
  ctx: Context,
  { exportId, run }: Work,
  ended: { state: 'ready' | 'failed' | 'too_large'; keptUntil: Date },
): Promise<boolean> {
  const mine = await tx
    .updateTable('log_export')
    .set({ state: ended.state, ready_at: ctx.now, kept_until: ended.keptUntil, run: null, progress: null })
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

/** Where an event stands in the sealed log. */
export interface Numbered {
  log: number
  index: string
}

/** The numbers of these events in the sealed log; those that wait for one are left out. */
export async function listPlaces(
  tx: Reader,
  ctx: Context,
  eventIds: readonly string[],
): Promise<Map<string, Numbered>> {
  const { rows } = await sql<Numbered & { event_id: string }>`
    SELECT event_id, log, leaf_index::text AS index FROM ledger
     WHERE clinic_id = ${ctx.clinicId} AND event_id = ANY (${[...eventIds]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ event_id, log, index }) => [event_id, { log, index }]))
}

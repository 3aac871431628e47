/** SQL of opening hours and closed days. */
import { sql } from 'kysely'
import type { Span } from '../../pure/opening/week.ts'
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface StoredHours {
  id: string
  /** Null: of every place that has none of its own. */
  placeId: string | null
  week: Span[][] | null
  part: string
  years: number[]
  revision: number
}

export interface StoredClosed {
  closedDayId: string
  placeId: string | null
  first: string
  last: string
  reason: string
  holiday: string | null
}

/** One change of the hours at a time in a clinic. */
export async function hold(tx: Writer, ctx: Context): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('opening hours ' || ${ctx.clinicId}::text, 0))`.execute(
    tx,
  )
}

export async function listHours(tx: Reader, ctx: Context): Promise<StoredHours[]> {
  return tx
    .selectFrom('opening_hours')
    .select(['id', 'location_id as placeId', 'week', 'part', 'years', 'revision'])
    .where('clinic_id', '=', ctx.clinicId)
    .$castTo<StoredHours>()
    .execute()
}

/** Those that are not over before a day, in order. */
export async function listClosed(tx: Reader, ctx: Context, since: string): Promise<StoredClosed[]> {
  return tx
    .selectFrom('closed_day')
    .select([
      'id as closedDayId',
      'location_id as placeId',
      'first_day as first',
      'last_day as last',
      'reason',
      'holiday',
    ])
    .where('clinic_id', '=', ctx.clinicId)
    .where('last_day', '>=', since)
    .orderBy('first_day')
    .orderBy('id')
    .execute()
}

/** Writes all of it, with the next revision. */
export async function putHours(tx: Writer, ctx: Context, hours: StoredHours): Promise<void> {
  const week = hours.week === null ? null : JSON.stringify(hours.week)
  await sql`
    INSERT INTO opening_hours (clinic_id, id, location_id, week, part, years, revision)
    VALUES (${ctx.clinicId}, ${hours.id}, ${hours.placeId}, ${week}::jsonb, ${hours.part}, ${hours.years}, 1)
    ON CONFLICT (clinic_id, id) DO UPDATE SET week = excluded.week, part = excluded.part, years = excluded.years,
      revision = opening_hours.revision + 1`.execute(tx)
}

/** False when the place had none of its own. */
export async function deleteHours(tx: Writer, ctx: Context, placeId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('opening_hours')
    .where('clinic_id', '=', ctx.clinicId)
    .where('location_id', '=', placeId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertClosed(tx: Writer, ctx: Context, rows: readonly StoredClosed[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('closed_day')
    .values(
      rows.map((row) => ({
        clinic_id: ctx.clinicId,
        id: row.closedDayId,
        location_id: row.placeId,
        first_day: row.first,
        last_day: row.last,
        reason: row.reason,
        holiday: row.holiday,
      })),
    )
    .execute()
}

/** The public holidays chosen there, of one year or of all. */
export async function deleteHolidays(
  tx: Writer,
  ctx: Context,
  placeId: string | null,
  year?: number,
): Promise<StoredClosed[]> {
  let query = tx
    .deleteFrom('closed_day')
    .where('clinic_id', '=', ctx.clinicId)
    .where('holiday', 'is not', null)
    .where('location_id', placeId === null ? 'is' : '=', placeId)
  if (year !== undefined)
    query = query.where('first_day', '>=', `${year}-01-01`).where('first_day', '<=', `${year}-12-31`)
  return query
    .returning([
      'id as closedDayId',
      'location_id as placeId',
      'first_day as first',
      'last_day as last',
      'reason',
      'holiday',
    ])
    .execute()
}

/** Undefined when it is gone. */
export async function deleteClosed(
  tx: Writer,
  ctx: Context,
  closedDayId: string,
): Promise<{ first: string; last: string; reason: string } | undefined> {
  return tx
    .deleteFrom('closed_day')
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', closedDayId)
    .returning(['first_day as first', 'last_day as last', 'reason'])
    .executeTakeFirst()
}

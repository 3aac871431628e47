/** SQL of one event: where it is, and what it belongs to. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { Place } from './queries.ts'

/** Its number in the log, or null while it waits for the seal. */
export type PlaceInLog = Place & { log: number | null; leaf_index: string | null }

export async function findPlace(tx: Reader, ctx: Context, eventId: string): Promise<PlaceInLog | undefined> {
  const { rows } = await sql<PlaceInLog>`
    SELECT at, event_id AS id, log, leaf_index::text FROM ledger WHERE clinic_id = ${ctx.clinicId} AND event_id = ${eventId}::uuid
    UNION ALL
    SELECT at, event_id AS id, NULL, NULL FROM outbox WHERE clinic_id = ${ctx.clinicId} AND event_id = ${eventId}::uuid
    LIMIT 1`.execute(tx)
  return rows[0]
}

/** When the first checkpoint that holds this leaf was signed. */
export async function findSignedAt(
  tx: Reader,
  ctx: Context,
  log: number,
  leafIndex: string,
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    SELECT at FROM checkpoint WHERE clinic_id = ${ctx.clinicId} AND log = ${log} AND size > ${leafIndex}::bigint
     ORDER BY size LIMIT 1`.execute(tx)
  return rows[0]?.at
}

export async function findSession(
  tx: Reader,
  ctx: Context,
  sessionId: string,
): Promise<{ started_at: Date; ended_at: Date | null } | undefined> {
  return tx
    .selectFrom('session')
    .select(['started_at', 'ended_at'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
}

/** SQL of what the log says of itself. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'

export interface State {
  /** Of all logs of the clinic together, numbered or not. */
  events: string
  /** The log that is gone on with; null while nothing was ever sealed. */
  log: number | null
  openedAt: Date | null
  why: 'behind' | 'another' | 'damaged' | null
  continues: string | null
}

/** How the log of the context's clinic stands; undefined for a clinic that is closed. */
export async function findState(tx: Reader | Writer, ctx: Context): Promise<State | undefined> {
  const { rows } = await sql<State>`
    SELECT h.log, h.opened_at AS "openedAt", h.why, h.continues,
           (coalesce((SELECT sum(all_of.size) FROM head all_of WHERE all_of.clinic_id = ${ctx.clinicId}), 0)
            + (SELECT count(*) FROM outbox o WHERE o.clinic_id = ${ctx.clinicId}))::text AS events
      FROM clinic c LEFT JOIN head h ON h.clinic_id = c.id AND h.closed_at IS NULL
     WHERE c.id = ${ctx.clinicId} AND c.state <> 'closed'`.execute(tx)
  return rows[0]
}

/** The size and root of its newest checkpoint; undefined when nothing was signed yet. */
export async function findNewestSeal(
  tx: Reader | Writer,
  ctx: Context,
  log: number,
): Promise<{ size: string; root: Buffer } | undefined> {
  const { rows } = await sql<{ size: string; root: Buffer }>`
    SELECT size::text AS size, root FROM checkpoint WHERE clinic_id = ${ctx.clinicId} AND log = ${log}
     ORDER BY size DESC LIMIT 1`.execute(tx)
  return rows[0]
}

/** Whether the log says already that it was begun anew. */
export async function isSaid(
  tx: Reader | Writer,
  ctx: Context,
  action: string,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM event WHERE clinic_id = ${ctx.clinicId} AND action = ${action} AND at BETWEEN ${since} AND ${ctx.now} LIMIT 1`.execute(
    tx,
  )
  return rows.length > 0
}

export async function putDue(
  tx: Writer,
  ctx: Context,
  due: { kind: string; key: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('due')
    .values({ clinic_id: ctx.clinicId, ...due })
    .onConflict((row) => row.columns(['clinic_id', 'kind', 'key']).doUpdateSet({ at: due.at }))
    .execute()
}

/** For every clinic that is open, and the installation, where nothing of this kind stands in the calendar. */
export async function orderForAll(
  ctx: Pick<Context, 'kernel'>,
  { kind, key, at }: { kind: string; key: string; at: Date },
): Promise<void> {
  await door(ctx, (way) => sql`SELECT door_order_for_all(${kind}, ${key}, ${at})`.execute(way))
}

/** SQL of sign-in times: counts by week, and how many people stand behind them. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { SignInMethod } from './contract.ts'

/** Marks the session as timed; false when it was already, also by a request at the same instant. */
export async function markTimed(tx: Writer, ctx: Context, method: SignInMethod): Promise<boolean> {
  const row = await tx
    .updateTable('session')
    .set({ timed_method: method })
    .where('clinic_id', '=', ctx.clinicId)
    .where('id', '=', ctx.sessionId ?? '')
    .where('timed_method', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function countSeconds(
  tx: Writer,
  ctx: Context,
  measured: { week: string; method: SignInMethod; seconds: number },
): Promise<void> {
  await tx
    .insertInto('sign_in_seconds')
    .values({ clinic_id: ctx.clinicId, ...measured, count: 1 })
    .onConflict((row) =>
      row
        .columns(['clinic_id', 'week', 'method', 'seconds'])
        .doUpdateSet({ count: sql<number>`sign_in_seconds.count + 1` }),
    )
    .execute()
}

export interface Seconds {
  week: string
  method: SignInMethod
  seconds: number
  count: number
}

export async function listSeconds(tx: Reader, ctx: Context, since: string): Promise<Seconds[]> {
  const rows = await tx
    .selectFrom('sign_in_seconds')
    .select(['week', 'method', 'seconds', 'count'])
    .where('clinic_id', '=', ctx.clinicId)
    .where('week', '>=', since)
    .orderBy('week')
    .orderBy('seconds')
    .execute()
  return rows.map((row) => ({ ...row, method: row.method as SignInMethod }))
}

export interface Behind {
  week: string
  /** Null: all ways with two factors together. */
  method: SignInMethod | null
  people: number
  /** Days on which somebody signed in, each person's own. */
  personDays: number
}

/** Who stands behind the counts, as numbers: by way, and for two factors as a whole. */
export async function listBehind(
  tx: Reader,
  ctx: Context,
  { since, zone }: { since: Date; zone: string },
): Promise<Behind[]> {
  const { rows } = await sql<Behind>`
    SELECT t.week, t.method, count(DISTINCT t.person_id)::integer AS people,
           count(DISTINCT (t.person_id, t.day))::integer AS "personDays"
      FROM (SELECT s.person_id, s.timed_method AS method,
                   to_char(date_trunc('week', s.started_at AT TIME ZONE ${zone}), 'YYYY-MM-DD') AS week,
                   (s.started_at AT TIME ZONE ${zone})::date AS day
              FROM session s
             WHERE s.clinic_id = ${ctx.clinicId} AND s.timed_method IS NOT NULL AND s.started_at >= ${since}) t
     GROUP BY t.week, t.method
    UNION ALL
    SELECT t.week, NULL, count(DISTINCT t.person_id)::integer, count(DISTINCT (t.person_id, t.day))::integer
      FROM (SELECT s.person_id,
                   to_char(date_trunc('week', s.started_at AT TIME ZONE ${zone}), 'YYYY-MM-DD') AS week,
                   (s.started_at AT TIME ZONE ${zone})::date AS day
              FROM session s
             WHERE s.clinic_id = ${ctx.clinicId} AND s.timed_method <> 'password' AND s.started_at >= ${since}) t
     GROUP BY t.week`.execute(tx)
  return rows
}

/** SQL of what is made from the log: what it is searched by, and the hourly counts; compared with the events, and made anew. */
import { sql } from 'kysely'
import { INSTALLATION, type Context } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'

export interface WronglySearched {
  index: number
  eventId: string
  at: Date
  /** missing; added: its event was erased; the columns; the words. */
  what: 'missing' | 'added' | 'columns' | 'words'
  /** Only words that servers with different languages fold differently: no reason for an alarm. */
  byLanguage: boolean
}

/** Of leaves `from` to before `to` those whose line of the search is not the one that their event makes (server/seal/searched.ts). */
export async function listWronglySearched(
  tx: Reader,
  { clinicId }: Context,
  log: number,
  { from, to, first, last }: { from: number; to: number; first: Date; last: Date },
): Promise<WronglySearched[]> {
  // Both ends of the time, so that the months that cannot have one are left out.
  const within = sql`BETWEEN ${first} AND ${last}`
  const { rows } = await sql<Omit<WronglySearched, 'index'> & { index: string }>`
    SELECT l.leaf_index::text AS index, l.event_id AS "eventId", l.at, c.what,
           c.what = 'words' AND log_ascii_words(s.words) = log_ascii_words(w.words) AS "byLanguage"
      FROM ledger l
      LEFT JOIN LATERAL (SELECT * FROM event e WHERE e.clinic_id = ${clinicId} AND e.at = l.at AND e.id = l.event_id
                            AND e.at ${within} OFFSET 0) e ON true
      LEFT JOIN LATERAL (SELECT log_opened(p.doc) AS doc FROM event_pii p
                          WHERE p.clinic_id = ${clinicId} AND p.at = l.at AND p.event_id = l.event_id
                            AND p.at ${within} OFFSET 0) p ON true
      LEFT JOIN LATERAL (SELECT * FROM event_search s WHERE s.clinic_id = ${clinicId} AND s.at = l.at AND s.event_id = l.event_id
                            AND s.at ${within} OFFSET 0) s ON true
     CROSS JOIN LATERAL (SELECT log_searched_by(${clinicId}, e.action, p.doc) AS words OFFSET 0) w
     CROSS JOIN LATERAL (SELECT CASE
         WHEN e.id IS NULL THEN CASE WHEN s.event_id IS NOT NULL THEN 'added' END
         WHEN s.event_id IS NULL THEN 'missing'
         WHEN (s.category, s.action, s.outcome, s.actor_id, s.target_id, s.patient_id, s.session_id, s.device_id, s.address)
              IS DISTINCT FROM (e.category, e.action, e.outcome, e.actor_id, e.target_id, e.patient_id, e.session_id, e.device_id,
                                left(p.doc -> 'address' ->> 'value', 200)) THEN 'columns'
         WHEN s.words <> w.words THEN 'words' END AS what) c
     WHERE l.clinic_id = ${clinicId} AND l.log = ${log} AND l.leaf_index >= ${from} AND l.leaf_index < ${to} AND c.what IS NOT NULL
     ORDER BY l.leaf_index`.execute(tx)
  return rows.map((row) => ({ ...row, index: Number(row.index) }))
}

/** Hours from `from` to before `to` of which the numbers are not those of the events; null: no bound. */
export async function listWronglyCounted(
  tx: Reader,
  { clinicId }: Context,
  { from, to }: { from: Date | null; to: Date | null },
): Promise<Date[]> {
  const [first, past] = [from ?? '-infinity', to ?? 'infinity']
  const { rows } = await sql<{ hour: Date }>`
    SELECT hour
      FROM (SELECT hour, category, action, actor_id, n FROM event_count
             WHERE clinic_id = ${clinicId} AND hour >= ${first} AND hour < ${past}) told
      FULL JOIN (SELECT date_trunc('hour', e.at, 'UTC') AS hour, e.category, e.action,
                        coalesce(e.actor_id, ${INSTALLATION}::uuid) AS actor_id, count(*)::integer AS n
                   FROM event e
                  WHERE e.clinic_id = ${clinicId} AND e.at >= ${first} AND e.at < ${past}
                    AND NOT EXISTS (SELECT FROM outbox o WHERE o.clinic_id = ${clinicId} AND o.event_id = e.id AND o.at = e.at)
                  GROUP BY 1, 2, 3, 4) are USING (hour, category, action, actor_id)
     WHERE told.n IS DISTINCT FROM are.n
     GROUP BY hour ORDER BY hour`.execute(tx)
  return rows.map(({ hour }) => hour)
}

/** Months of which the sums are not those of their hours. */
export async function listWronglySummed(tx: Reader, { clinicId }: Context): Promise<Date[]> {
  const { rows } = await sql<{ month: Date }>`
    SELECT month
      FROM (SELECT month, category, action, actor_id, n FROM event_count_month WHERE clinic_id = ${clinicId} AND n > 0) told
      FULL JOIN (SELECT date_trunc('month', hour, 'UTC') AS month, category, action, actor_id, sum(n) AS n
                   FROM event_count WHERE clinic_id = ${clinicId} GROUP BY 1, 2, 3, 4) are USING (month, category, action, actor_id)
     WHERE told.n IS DISTINCT FROM are.n
     GROUP BY month ORDER BY month`.execute(tx)
  return rows.map(({ month }) => month)
}

/** Makes the lines of these leaves anew from their events. */
export async function searchAgain(
  tx: Writer,
  log: number,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await sql`SELECT log_search_again(${log}, ${from}, ${to})`.execute(tx)
}

/** Adds up one month anew. */
export async function sumAgain(tx: Writer, month: Date): Promise<void> {
  await sql`SELECT log_count_month_again(${month})`.execute(tx)
}

/** Counts one hour anew, and adds up its month. */
export async function countAgain(tx: Writer, hour: Date): Promise<void> {
  await sql`SELECT log_count_again(${hour})`.execute(tx)
}

/**
 * Work that follows the log: whenever a clinic's log has grown, each kind that follows it is ordered once, as a row of
 * `due`, in one statement of the ticker: no request waits for it, and of several processes one orders.
 */
import type pg from 'pg'

/** So many clinics with one look at the calendar: an installation of thousands is caught up with little by little. */
const MOST = 50

/** The key under which it stands in the calendar; the work may put other keys of its kind there. */
export const GREW = 'log'

export async function orderFollowers(pool: pg.Pool, kinds: readonly string[], now: Date): Promise<void> {
  if (kinds.length === 0) return
  await pool.query(
    `WITH grown AS (
       SELECT c.id AS clinic_id, k.kind, n.seq
         FROM clinic c CROSS JOIN unnest($1::text[]) AS k(kind)
         CROSS JOIN LATERAL (SELECT o.seq FROM outbox o WHERE o.clinic_id = c.id ORDER BY o.seq DESC LIMIT 1) n
         LEFT JOIN log_follower f ON f.clinic_id = c.id AND f.kind = k.kind
        WHERE c.state = 'active' AND n.seq > coalesce(f.seq, 0)
        ORDER BY c.id, k.kind LIMIT ${MOST}),
     ordered AS (
       INSERT INTO log_follower AS f (clinic_id, kind, seq) SELECT clinic_id, kind, seq FROM grown
       ON CONFLICT (clinic_id, kind) DO UPDATE SET seq = excluded.seq WHERE f.seq < excluded.seq
       RETURNING f.clinic_id, f.kind)
     INSERT INTO due (clinic_id, kind, key, at) SELECT clinic_id, kind, '${GREW}', $2 FROM ordered
     ON CONFLICT (clinic_id, kind, key) DO UPDATE SET at = excluded.at`,
    [kinds, now],
  )
}

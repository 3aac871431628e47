/**
 * Work that follows the log: whenever a clinic's sealed log has grown, each kind that follows it is ordered once, as a row of
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
       SELECT h.clinic_id, k.kind, h.log, h.size
         FROM head h CROSS JOIN unnest($1::text[]) AS k(kind)
         JOIN clinic c ON c.id = h.clinic_id AND c.state = 'active'
         LEFT JOIN log_follower f ON f.clinic_id = h.clinic_id AND f.kind = k.kind
        WHERE h.closed_at IS NULL AND h.size > 0 AND (h.log, h.size) > (coalesce(f.log, 0), coalesce(f.size, 0))
        ORDER BY h.clinic_id, k.kind LIMIT ${MOST}),
     ordered AS (
       INSERT INTO log_follower AS f (clinic_id, kind, log, size) SELECT clinic_id, kind, log, size FROM grown
       ON CONFLICT (clinic_id, kind) DO UPDATE SET log = excluded.log, size = excluded.size
         WHERE (f.log, f.size) < (excluded.log, excluded.size)
       RETURNING f.clinic_id, f.kind)
     INSERT INTO due (clinic_id, kind, key, at) SELECT clinic_id, kind, '${GREW}', $2 FROM ordered
     ON CONFLICT (clinic_id, kind, key) DO UPDATE SET at = excluded.at`,
    [kinds, now],
  )
}

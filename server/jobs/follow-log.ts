/**
 * Work that follows the log: whenever a clinic's sealed log has grown, each kind that follows it is ordered once, as a row of
 * `due`, in one statement of the ticker: no request waits for it, and of several processes one orders.
 *
 * The log grows by its own signs of life, too, of which a follower learns nothing. Whether there is more is looked at from where the
 * follower stood by this statement's snapshot, which is where it stands or before: what another process looks through meanwhile is
 * looked through twice, and nothing not at all.
 */
import type pg from 'pg'
import type { Follower } from '../feature.ts'

/** So many clinics with one look at the calendar: an installation of thousands is caught up with little by little. */
const MOST = 50

/** The key under which it stands in the calendar; the work may put other keys of its kind there. */
export const GREW = 'log'

export async function orderFollowers(
  pool: pg.Pool,
  followers: readonly Follower[],
  now: Date,
): Promise<void> {
  if (followers.length === 0) return
  await pool.query(
    `WITH grown AS (
       SELECT h.clinic_id, k.kind, h.log, h.size,
              f.log IS NOT DISTINCT FROM h.log AND log_says_only(h.clinic_id, h.log, f.size, h.size, string_to_array(k.passes, ' ')) AS quiet
         FROM head h CROSS JOIN unnest($1::text[], $2::text[]) AS k(kind, passes)
         JOIN clinic c ON c.id = h.clinic_id AND c.state = 'active'
         LEFT JOIN log_follower f ON f.clinic_id = h.clinic_id AND f.kind = k.kind
        WHERE h.closed_at IS NULL AND h.size > 0 AND (h.log, h.size) > (coalesce(f.log, 0), coalesce(f.size, 0))
        ORDER BY h.clinic_id, k.kind LIMIT ${MOST}),
     stands AS (
       INSERT INTO log_follower AS f (clinic_id, kind, log, size) SELECT clinic_id, kind, log, size FROM grown
       ON CONFLICT (clinic_id, kind) DO UPDATE SET log = excluded.log, size = excluded.size
         WHERE (f.log, f.size) < (excluded.log, excluded.size)
       RETURNING f.clinic_id, f.kind)
     INSERT INTO due (clinic_id, kind, key, at)
     SELECT s.clinic_id, s.kind, '${GREW}', $3 FROM stands s JOIN grown g ON g.clinic_id = s.clinic_id AND g.kind = s.kind
      WHERE NOT g.quiet
     ON CONFLICT (clinic_id, kind, key) DO UPDATE SET at = excluded.at`,
    [followers.map(({ kind }) => kind), followers.map(({ passes }) => passes.join(' ')), now],
  )
}

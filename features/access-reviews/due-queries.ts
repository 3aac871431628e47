/** SQL of how the staff review stands: what waits in it, who is late, whose account nobody uses. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

const DAY_MS = 24 * 3_600_000
const QUIET_DAYS = 90

export interface Standing {
  people: number
  /** Of the review that is open: rows without a decision; undefined: none is open. */
  undecided: number | undefined
  /** Taken away in another system, and nobody stated yet that it is done. */
  pending: string[]
  /** Of whom something is open that should be done by now. */
  lateLeavers: string[]
  /** Nobody signed in for 90 days, and no review that still counts kept it for all that. */
  unused: { personId: string; name: string }[]
}

/** As of now; `since`: a review closed after it counts. Names in their order. */
export async function readStanding(tx: Reader, ctx: Context, since: Date): Promise<Standing> {
  const quiet = new Date(ctx.now.getTime() - QUIET_DAYS * DAY_MS)
  const hourAgo = new Date(ctx.now.getTime() - 3_600_000)
  const { rows } = await sql<Standing & { undecided: number | null }>`
    SELECT (SELECT count(*)::integer FROM membership WHERE clinic_id = ${ctx.clinicId} AND state = 'active') AS people,
           (SELECT count(w.id) FILTER (WHERE w.decision IS NULL)::integer
              FROM access_review r LEFT JOIN access_review_row w ON w.clinic_id = r.clinic_id AND w.review_id = r.id
             WHERE r.clinic_id = ${ctx.clinicId} AND r.state = 'open' GROUP BY r.id) AS undecided,
           ARRAY(SELECT DISTINCT coalesce(w.frozen->'values'->>'name', '')
              FROM access_review r JOIN access_review_row w ON w.clinic_id = r.clinic_id AND w.review_id = r.id
             WHERE r.clinic_id = ${ctx.clinicId} AND r.state <> 'called_off' AND w.kind = 'list_entry'
               AND w.decision = 'remove' AND w.carried_out_at IS NULL ORDER BY 1) AS pending,
           ARRAY(SELECT l.name FROM leaver_run l
             WHERE l.clinic_id = ${ctx.clinicId}
               -- Planned, an hour past its time, and they can still sign in.
               AND (l.state = 'planned' AND l.planned_for < ${hourAgo}
                  OR l.state = 'running' AND EXISTS (SELECT FROM leaver_item i
                            WHERE i.clinic_id = l.clinic_id AND i.run_id = l.id AND i.state = 'open'
                              AND (i.due_at < ${ctx.now} OR i.in_minutes AND l.started_at < ${hourAgo}))) ORDER BY l.name) AS "lateLeavers",
           coalesce((SELECT json_agg(json_build_object('personId', p.id, 'name', p.name) ORDER BY p.name)
                FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.clinic_id = ${ctx.clinicId} AND m.state = 'active' AND m.joined_at < ${quiet}
               AND NOT EXISTS (SELECT FROM session s
                                WHERE s.clinic_id = m.clinic_id AND s.person_id = m.person_id AND s.started_at >= ${quiet}
                                  AND (s.confirmed_until IS NOT NULL OR s.code_at IS NOT NULL OR s.passkey_at IS NOT NULL))
               AND NOT EXISTS (SELECT FROM access_review r JOIN access_review_row w ON w.clinic_id = r.clinic_id AND w.review_id = r.id
                                WHERE r.clinic_id = m.clinic_id AND r.state = 'closed' AND r.closed_at > ${since}
                                  AND w.kind = 'person' AND w.person_id = m.person_id AND w.decision = 'keep'
                                  AND w.flags && ARRAY['no_sign_in_90', 'never_signed_in'])
             ), '[]') AS unused`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('A statement of one row gave none')
  return { ...row, undecided: row.undecided ?? undefined }
}

/** What events are found by and counted as, filled in while they are sealed. */
import type pg from 'pg'
import type { ClinicId } from '../context.ts'

export interface Named {
  at: Date
  event_id: string
}

/** Gives the actions among them. What cannot be found in its month is left out: the seal is over the leaf alone. */
export async function insertSearched(
  client: pg.ClientBase,
  clinicId: ClinicId,
  named: readonly Named[],
): Promise<string[]> {
  const times = named.map(({ at }) => at.getTime())
  // Each looked up by its key, within the months concerned: a join might walk a whole month for a handful. What somebody
  // else's system sent may be longer than an index takes.
  const { rows } = await client.query<{ action: string }>({
    name: 'seal_search',
    text: `WITH found AS (
             SELECT e.clinic_id, e.at, e.id, e.category, e.action, e.outcome, e.actor_id, e.target_id, e.patient_id, e.session_id,
                    e.device_id, left(p.doc -> 'address' ->> 'value', 200) AS address,
                    log_search_words($1, left(concat_ws(' ', e.action, (SELECT string_agg(v.value ->> 'value', ' ') FROM jsonb_each(p.doc) v)), 50000)) AS words
               FROM unnest($2::timestamptz[], $3::uuid[]) AS w (at, event_id)
               CROSS JOIN LATERAL (SELECT * FROM event e WHERE e.clinic_id = $1 AND e.at = w.at AND e.id = w.event_id
                                      AND e.at BETWEEN $4 AND $5 OFFSET 0) e
               LEFT JOIN LATERAL (SELECT log_opened(p.doc) AS doc FROM event_pii p
                                   WHERE p.clinic_id = $1 AND p.at = w.at AND p.event_id = w.event_id
                                     AND p.at BETWEEN $4 AND $5 OFFSET 0) p ON true),
           searched AS (
             INSERT INTO event_search (clinic_id, at, event_id, category, action, outcome, actor_id, target_id, patient_id, session_id,
                                       device_id, address, words)
             SELECT * FROM found ON CONFLICT DO NOTHING),
           counted AS (
             INSERT INTO event_count AS c (clinic_id, hour, category, action, actor_id, n)
             SELECT clinic_id, date_trunc('hour', at, 'UTC'), category, action,
                    coalesce(actor_id, '00000000-0000-0000-0000-000000000000'), count(*)
               FROM found GROUP BY 1, 2, 3, 4, 5
             ON CONFLICT (clinic_id, hour, category, action, actor_id) DO UPDATE SET n = c.n + excluded.n)
           SELECT DISTINCT action FROM found`,
    values: [
      clinicId,
      named.map(({ at }) => at),
      named.map(({ event_id }) => event_id),
      new Date(Math.min(...times)),
      new Date(Math.max(...times)),
    ],
  })
  return rows.map(({ action }) => action)
}

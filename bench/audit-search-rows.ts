/**
 * SQL of a large clinic's events: by chance, but as a practice makes them. Some people, acts and words are frequent and
 * some rare; nearly all of it happens on weekdays between eight and six. One in ten belongs to one of five hundred small clinics.
 */

/** SQL of an id that is always the same for the same text. */
export const idOf = (text: string) => `('00000000-0000-4000-8000-' || substr(md5(${text}), 1, 12))::uuid`

/** The frequent ones first. */
const KINDS: readonly (readonly [string, string, string])[] = [
  ['patient', 'patient.viewed', 'ok'],
  ['patient', 'patient.searched', 'ok'],
  ['clinical', 'chart.changed', 'ok'],
  ['auth', 'session.resumed', 'ok'],
  ['auth', 'session.locked', 'ok'],
  ['auth', 'auth.signin.ok', 'ok'],
  ['financial', 'invoice.made', 'ok'],
  ['clinical', 'chart.viewed', 'ok'],
  ['patient', 'patient.changed', 'ok'],
  ['auth', 'session.ended', 'ok'],
  ['financial', 'payment.taken', 'ok'],
  ['auth', 'auth.signin.fail', 'failed'],
  ['auth', 'request.refused', 'refused'],
  ['config', 'checklist.step_stated', 'ok'],
  ['platform', 'log.heartbeat', 'ok'],
  ['config', 'staff.role_changed', 'ok'],
]

const wordsOf = (text: string) => `regexp_split_to_array(lower(${text}), '[^[:alnum:]]+')`
const field = (name: string, value: string) =>
  `"${name}":{"salt":"k1bQ0m3vWc5yYJ8rG2hTzN4uXs6dLa7eFi9oPqRtBxE=","value":"${value}"}`

/** What rows are drawn from; $1: the clinic, $2: its people. Gone when `DRAWN_FROM_GONE` ran. */
export const DRAWN_FROM: readonly string[] = [
  `CREATE SCHEMA drawn`,
  // Act, person and device at once, with the words of all three: one look-up instead of three for each event.
  `CREATE TABLE drawn.act AS SELECT k.place AS kind, (p.place - 1)::integer AS person, d.n AS device, k.category, k.action, k.outcome, p.id AS actor_id,
          'Ada Marsh ' || p.place - 1 AS name, ${idOf(`'device' || d.n`)} AS device_id, d.address, d.agent,
          ${wordsOf(`concat_ws(' ', k.action, 'Ada Marsh', p.place - 1, d.address, d.agent)`)} AS words, NULL::tsvector AS found_by
     FROM (VALUES ${KINDS.map(([category, action, outcome], place) => `(${place}, '${category}', '${action}', '${outcome}')`).join(', ')}) AS k (place, category, action, outcome)
    CROSS JOIN unnest($1::uuid[]) WITH ORDINALITY AS p (id, place)
    CROSS JOIN (SELECT n, format('203.0.%s.%s', n / 16, n % 16) AS address,
                       (ARRAY['Firefox on Windows', 'Chrome on Windows', 'Safari on macOS', 'Edge on Windows'])[1 + n % 4] AS agent
                  FROM generate_series(0, 60) AS n) d`,
  `UPDATE drawn.act SET found_by = array_to_tsvector((SELECT array_agg(log_word_prefix($1::uuid) || word) FROM unnest(words) AS word))`,
  `CREATE TABLE drawn.clinic AS SELECT n, CASE WHEN n = 0 THEN $1::uuid ELSE ${idOf(`'clinic' || n`)} END AS id,
          log_word_prefix(CASE WHEN n = 0 THEN $1::uuid ELSE ${idOf(`'clinic' || n`)} END) AS prefix FROM generate_series(0, 500) AS n`,
  `CREATE TABLE drawn.patient AS SELECT n, ${idOf(`'patient' || n`)} AS id FROM generate_series(0, 20000) AS n`,
  `CREATE TABLE drawn.target AS SELECT n, ${idOf(`'target' || n`)} AS id FROM generate_series(0, 5000) AS n`,
  `CREATE TABLE drawn.frequent AS SELECT n, substr(md5('w' || n), 1, 7) AS word FROM generate_series(0, 5000) AS n`,
  `CREATE TABLE drawn.rare AS SELECT n, substr(md5('v' || n), 1, 8) AS word FROM generate_series(0, 20000) AS n`,
  `ANALYZE`,
]
export const DRAWN_FROM_GONE = `DROP SCHEMA drawn CASCADE`

/** A month, or part of it: $1 its beginning at midnight, $2 in how many days, $3 how many events, $4 none after that. */
export const MADE = `
  CREATE TEMP TABLE made ON COMMIT DROP AS
  SELECT c.id AS clinic_id, least(date_trunc('milliseconds', $1::timestamptz + d.second * interval '1 second'), $4::timestamptz - interval '1 ms') AS at,
         gen_random_uuid() AS id, a.category, a.action, a.outcome, a.actor_id, a.name, t.id AS target_id,
         CASE WHEN a.category IN ('patient', 'clinical') THEN s.id END AS patient_id,
         -- Two sessions a day for each person.
         ('00000000-0000-4000-8001-' || lpad(to_hex(a.person::bigint * 100000000 + (extract(epoch FROM $1::timestamptz)::bigint + d.second::bigint) / 43200), 12, '0'))::uuid AS session_id,
         a.device_id, a.address, a.agent, concat_ws(' ', f.word, r.word, d.seldom) AS reason,
         CASE c.n WHEN 0 THEN a.found_by ELSE array_to_tsvector((SELECT array_agg(c.prefix || word) FROM unnest(a.words) AS word)) END
           || array_to_tsvector(array_remove(ARRAY[c.prefix || f.word, c.prefix || r.word, c.prefix || d.seldom], NULL)) AS words
    FROM (SELECT 86400 * CASE WHEN r1 < 0.95 AND dow IN (0, 6) AND day > 1 THEN day - 2 ELSE day END
                 + CASE WHEN r2 < 0.95 THEN 28800 + 36000 * r2 / 0.95 ELSE 86400 * (r2 - 0.95) / 0.05 END AS second,
                 CASE WHEN r3 < 0.9 THEN 0 ELSE 1 + (5000 * (r3 - 0.9))::integer % 500 END AS clinic,
                 (25 * r4 * r4)::integer % 25 AS person, (16 * r5 * r5)::integer % 16 AS kind,
                 (20000 * r6)::integer AS patient, (5000 * r7)::integer AS target, (60 * r8)::integer AS device,
                 (5000 * r9 * r9)::integer AS frequent, (20000 * r10)::integer AS rare, CASE WHEN r6 < 0.00002 THEN 'quetzal' END AS seldom
            FROM (SELECT day, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, extract(dow FROM $1::timestamptz + day * interval '1 day') AS dow
                    FROM (SELECT floor(random() * $2::integer)::integer AS day, random() r1, random() r2, random() r3, random() r4, random() r5,
                                 random() r6, random() r7, random() r8, random() r9, random() r10 FROM generate_series(1, $3::integer)) chance) days) d
    JOIN drawn.clinic c ON c.n = d.clinic
    JOIN drawn.act a ON a.kind = d.kind AND a.person = d.person AND a.device = d.device
    JOIN drawn.patient s ON s.n = d.patient
    JOIN drawn.target t ON t.n = d.target
    JOIN drawn.frequent f ON f.n = d.frequent
    JOIN drawn.rare r ON r.n = d.rare
   ORDER BY 2`

/**
 * Into the partitions of that month, in the order of time, as they come in reality. The sealed bytes are shorter than real
 * ones: of those that are found only the count is read. The openings are as long as real ones.
 */
export const stored = (month: string): readonly string[] => [
  `INSERT INTO event${month} SELECT clinic_id, at, id, at, 'enamel', category, action, outcome, 'person', actor_id, 'chart', target_id,
          patient_id, session_id, device_id, convert_to('{"action":"' || action || '","count":1,"source":"enamel","v":1}', 'UTF8'),
          decode(repeat('5a', 32), 'hex') FROM made`,
  `INSERT INTO event_pii${month} SELECT clinic_id, at, id,
          convert_to('{${field('actor_name', `' || name || '`)},${field('address', `' || address || '`)},${field('agent', `' || agent || '`)},${field('reason', `' || reason || '`)}}', 'UTF8')
     FROM made`,
  `INSERT INTO event_search${month} SELECT clinic_id, at, id, category, action, outcome, actor_id, target_id, patient_id, session_id, device_id, address,
          words FROM made`,
  `INSERT INTO event_count AS c SELECT clinic_id, date_trunc('hour', at, 'UTC'), category, action, actor_id, count(*) FROM made GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2
       ON CONFLICT (clinic_id, hour, category, action, actor_id) DO UPDATE SET n = c.n + excluded.n`,
  // Its trigger is off while a month is filled.
  `INSERT INTO event_count_month AS c SELECT clinic_id, date_trunc('month', at, 'UTC'), category, action, actor_id, count(*) FROM made GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2
       ON CONFLICT (clinic_id, month, category, action, actor_id) DO UPDATE SET n = c.n + excluded.n`,
]

/**
 * Years of a large clinic's log, made by SQL: events, their openings, what they are searched by and counted as, beside
 * five hundred small clinics in the same tables. Kept between runs, in a folder named for how many there are.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabaseForCommand } from '../server/db/embedded/command.ts'
import { runCommand } from './program.ts'

export const MONTHS = 84
/** SQL of an id that is always the same for the same text. */
export const idOf = (text: string) => `('00000000-0000-4000-8000-' || substr(md5(${text}), 1, 12))::uuid`
const PEOPLE = 25

export interface LargeLog {
  dataFolder: string
  clinicId: string
  owner: { email: string; password: string }
  people: string[]
  /** Before the newest event, and after it. */
  end: Date
  rows: number
}

/** Made when it is not there yet: some ten minutes for ten million. */
export async function largeLog(rows: number, say: (line: string) => void): Promise<LargeLog> {
  const folder = join(realpathSync(tmpdir()), `enamel-bench-log-${rows}`)
  const note = join(folder, 'log.json')
  if (existsSync(note)) {
    const { end, ...kept } = JSON.parse(readFileSync(note, 'utf8')) as Omit<LargeLog, 'end'> & { end: string }
    return { ...kept, end: new Date(end) }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  const dataFolder = join(folder, 'data')
  const owner = { email: 'ada.0@marsh-lane.example', password: randomBytes(18).toString('base64url') }
  await seed(folder, dataFolder, owner.password)
  const database = await openDatabaseForCommand({ dataFolder, name: 'bench' })
  const client = new pg.Client(database.connect('admin'))
  try {
    await client.connect()
    const made = await fill(client, rows, say)
    const log = { ...made, dataFolder, owner, rows }
    writeFileSync(note, JSON.stringify(log))
    return log
  } finally {
    await client.end()
    await database.close()
  }
}

async function seed(folder: string, dataFolder: string, password: string): Promise<void> {
  const file = join(folder, 'seed.json')
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    name: `${['Ada', 'Kofi', 'Zoë', 'Tobi', 'Yaa'][index % 5]} Marsh ${index}`,
    email: `ada.${index}@marsh-lane.example`,
    role: index === 0 ? 'OWNER' : 'NURSE',
    password,
  }))
  const clinic = { name: 'Marsh Lane Dental', country: 'GB', zone: 'Europe/London', people }
  writeFileSync(file, JSON.stringify({ clinics: [clinic] }))
  const { code, stderr } = await runCommand(['seed', file], {
    environment: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' },
  })
  if (code !== 0) throw new Error(`seed ended with ${code}: ${stderr}`)
}

async function fill(client: pg.Client, rows: number, say: (line: string) => void) {
  const ask = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows
  await ask(`SET synchronous_commit = off`)
  await ask(`SET maintenance_work_mem = '512MB'`)
  const [clinic] = await ask<{ id: string; now: Date }>(
    `SELECT c.id, date_trunc('hour', (SELECT max(at) FROM event)) AS now FROM clinic c WHERE c.id <> '00000000-0000-0000-0000-000000000000'`,
  )
  if (!clinic) throw new Error('No clinic was seeded')
  const people = (
    await ask<{ id: string }>(
      `SELECT person_id AS id FROM membership WHERE clinic_id = $1 ORDER BY person_id`,
      [clinic.id],
    )
  ).map(({ id }) => id)
  const end = clinic.now
  const start = new Date(end)
  start.setUTCMonth(start.getUTCMonth() - MONTHS)
  await ask('SELECT ensure_event_months($1, $2)', [start, MONTHS + 2])
  // Indexes are made when all is there, as a restored backup makes them.
  const indexes = await ask<{ name: string; made: string }>(
    `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'event_search' AND indexname NOT LIKE '%pkey'`,
  )
  for (const { name } of indexes) await ask(`DROP INDEX ${name}`)
  await ask(`CREATE TEMP TABLE kind (place integer, category text, action text, outcome text)`)
  await ask(
    `INSERT INTO kind VALUES ${KINDS.map(([category, action, outcome], place) => `(${place}, '${category}', '${action}', '${outcome}')`).join(', ')}`,
  )
  const span = end.getTime() - start.getTime()
  const pieces = Math.max(MONTHS, Math.ceil(rows / 200_000))
  for (let piece = 0; piece < pieces; piece++) {
    const from = new Date(start.getTime() + Math.floor((span * piece) / pieces))
    const to = new Date(start.getTime() + Math.floor((span * (piece + 1)) / pieces))
    await client.query('BEGIN')
    await ask(MADE, [from, to, Math.round(rows / pieces), clinic.id, people])
    for (const statement of STORED) await ask(statement)
    await ask('DROP TABLE made')
    await client.query('COMMIT')
    if (piece % 10 === 9) say(`${Math.round((rows * (piece + 1)) / pieces)} events made`)
  }
  for (const { made } of indexes) await ask(made.replace(' ON ONLY ', ' ON '))
  say('indexes made')
  await ask(`INSERT INTO event_count SELECT clinic_id, date_trunc('hour', at, 'UTC'), category, action,
               coalesce(actor_id, '00000000-0000-0000-0000-000000000000'), count(*) FROM event_search GROUP BY 1, 2, 3, 4, 5
             ON CONFLICT (clinic_id, hour, category, action, actor_id) DO UPDATE SET n = excluded.n`)
  await client.query('VACUUM (ANALYZE) event_search, event, event_pii, event_count')
  await client.query('CHECKPOINT')
  say('counted and measured')
  return { clinicId: clinic.id, people, end }
}

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

/** What an event is made of, by chance: some frequent, some rare, in the hours of the day that a practice is open. */
const MADE = `
  CREATE TEMP TABLE made AS
  SELECT d.*, k.category, k.action, k.outcome, gen_random_uuid() AS id,
         'actor_name' AS a, format('Ada Marsh %s', d.person) AS name, format('203.0.%s.%s', d.place / 16, d.place % 16) AS address,
         (ARRAY['Firefox on Windows', 'Chrome on Windows', 'Safari on macOS', 'Edge on Windows'])[1 + d.place % 4] AS agent,
         concat_ws(' ', substr(md5('w' || (5000 * d.r3 * d.r3)::integer), 1, 7), substr(md5('v' || (20000 * d.r4)::integer), 1, 8),
           CASE WHEN d.r5 < 0.00002 THEN 'quetzal' END) AS reason
    FROM (SELECT date_trunc('milliseconds', $1::timestamptz + r1 * ($2::timestamptz - $1::timestamptz)) AS at,
                 -- One in ten belongs to one of five hundred small clinics.
                 CASE WHEN r2 < 0.9 THEN $4::uuid ELSE ${idOf(`'clinic' || (r2 * 5000)::integer`)} END AS clinic_id,
                 ($5::uuid[])[1 + (25 * r3 * r3)::integer % 25] AS actor_id, (25 * r3 * r3)::integer % 25 AS person,
                 (ARRAY[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15])[1 + (16 * r4 * r4)::integer % 16] AS kind,
                 ${idOf(`'patient' || (20000 * r5)::integer`)} AS patient_id, ${idOf(`'target' || (5000 * r6)::integer`)} AS target_id,
                 ${idOf(`'session' || (25 * r3 * r3)::integer || to_char($1::timestamptz, 'YYYYMMDD') || (60 * r1)::integer`)} AS session_id,
                 ${idOf(`'device' || (60 * r6)::integer`)} AS device_id, (60 * r6)::integer AS place, r3, r4, r5
            FROM (SELECT random() r1, random() r2, random() r3, random() r4, random() r5, random() r6 FROM generate_series(1, $3)) chance) d
    JOIN kind k ON k.place = d.kind`

const field = (name: string, value: string) =>
  `"${name}":{"salt":"k1bQ0m3vWc5yYJ8rG2hTzN4uXs6dLa7eFi9oPqRtBxE=","value":"${value}"}`
const commitment = (name: string) => `"${name}":"Zm9yIHRoZSBsZW5ndGggb25seSwgbm90aGluZyBoZXJl"`

const STORED = [
  `INSERT INTO event SELECT clinic_id, at, id, at, 'enamel', category, action, outcome, 'person', actor_id, 'chart', target_id,
          CASE WHEN category IN ('patient', 'clinical') THEN patient_id END, session_id, device_id,
          convert_to(format('{"action":"%s","actor":{"id":"%s","kind":"person"},"at":"%s","category":"%s","clinic":"%s","count":1,"device":"%s","id":"%s","outcome":"%s","patient":"%s","personal":{${['actor_name', 'address', 'agent', 'reason'].map(commitment).join(',')}},"received_at":"%s","session":"%s","source":"enamel","target":{"id":"%s","type":"chart"},"v":1}',
            action, actor_id, at, category, clinic_id, device_id, id, outcome, patient_id, at, session_id, target_id), 'UTF8'),
          sha256(uuid_send(id)) FROM made`,
  `INSERT INTO event_pii SELECT clinic_id, at, id, convert_to(format('{${field('actor_name', '%s')},${field('address', '%s')},${field('agent', '%s')},${field('reason', '%s')}}',
          name, address, agent, reason), 'UTF8') FROM made`,
  `INSERT INTO event_search SELECT clinic_id, at, id, category, action, outcome, actor_id, target_id,
          CASE WHEN category IN ('patient', 'clinical') THEN patient_id END, session_id, device_id, address,
          array_to_tsvector((SELECT array_agg(log_word_prefix(clinic_id) || word)
            FROM regexp_split_to_table(lower(concat_ws(' ', action, name, address, agent, reason)), '[^[:alnum:]]+') AS word)) FROM made`,
]

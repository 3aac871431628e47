/**
 * Years of a large clinic's log, made by SQL: events, their openings, what they are searched by and counted as, beside
 * five hundred small clinics in the same tables. Kept between runs, in a folder named for how many there are.
 */
import { hash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabaseForCommand } from '../server/db/embedded/command.ts'
import { DRAWN_FROM, DRAWN_FROM_GONE, MADE, stored } from './audit-search-rows.ts'
import { PROJECT, runCommand } from './program.ts'

export const MONTHS = 84
const PEOPLE = 25
const DAY_MS = 86_400_000

const NOTE = 'log.json'

export interface LargeLog {
  dataFolder: string
  clinicId: string
  owner: { email: string; password: string }
  people: string[]
  /** Before the newest event, and after it. */
  end: Date
  rows: number
}
interface Kept extends LargeLog {
  /** Of what it was made by. */
  form: string
}

/**
 * Made when it is not there yet, or when migrations or this generator have changed since: some five minutes for ten million,
 * and 24 GB. ENAMEL_BENCH_LOG names the folder; D one for that many rows in the system's temporary folder.
 */
export async function largeLog(rows: number, say: (line: string) => void): Promise<LargeLog> {
  const folder = process.env['ENAMEL_BENCH_LOG'] ?? join(realpathSync(tmpdir()), `enamel-bench-log-${rows}`)
  const note = join(folder, NOTE)
  const form = formOf()
  if (existsSync(note)) {
    const { end, ...kept } = JSON.parse(readFileSync(note, 'utf8')) as Omit<Kept, 'end'> & { end: string }
    if (kept.form === form && kept.rows === rows) return { ...kept, end: new Date(end) }
    say('the log that was kept is of another form or size: made anew')
  } else if (
    existsSync(folder) &&
    readdirSync(folder).some((name) => name !== 'data' && name !== 'seed.json')
  )
    throw new Error(`${folder} holds something else than a log of this bench`)
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  const dataFolder = join(folder, 'data')
  const owner = { email: 'ada.0@marsh-lane.example', password: randomBytes(18).toString('base64url') }
  await seed(folder, dataFolder, owner.password)
  const made = await fill(dataFolder, rows, say)
  const log: Kept = { ...made, dataFolder, owner, rows, form }
  writeFileSync(note, JSON.stringify(log))
  return log
}

/** What it was made by. */
function formOf(): string {
  const migrations = join(PROJECT, 'migrations')
  const files = [
    ...readdirSync(migrations).map((name) => join(migrations, name)),
    import.meta.filename,
    join(import.meta.dirname, 'audit-search-rows.ts'),
  ]
  return hash(
    'sha256',
    files
      .toSorted()
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n'),
  )
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

/** Two at once: this many processors has the smallest machine that is worth measuring on. */
const AT_ONCE = 2

/** What the filling needs, written past Enamel, which turns ALTER SYSTEM off; gone before anything is measured. */
const FILLING = `
wal_level = minimal
autovacuum = off
shared_buffers = 512MB
work_mem = 256MB
maintenance_work_mem = 384MB
max_wal_size = 8GB
checkpoint_timeout = 1h
max_parallel_maintenance_workers = 0
`

interface Part {
  /** As partitions end: `_2026_11`. */
  name: string
  midnight: Date
  days: number
  /** None after this. */
  until: Date
  rows: number
}

async function fill(dataFolder: string, rows: number, say: (line: string) => void) {
  const settings = join(dataFolder, 'database/cluster/postgresql.auto.conf')
  const before = readFileSync(settings)
  writeFileSync(settings, FILLING)
  const database = await openDatabaseForCommand({ dataFolder, name: 'bench', durable: false })
  const clients = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const client = new pg.Client(database.connect('admin'))
      await client.connect()
      return client
    }),
  )
  try {
    return await fillBy(clients, rows, say)
  } finally {
    for (const client of clients) await client.end()
    await database.close()
    writeFileSync(settings, before)
  }
}

async function fillBy(clients: pg.Client[], rows: number, say: (line: string) => void) {
  const [first] = clients as [pg.Client]
  const ask = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await first.query<Row>(text, values)).rows
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
  const months = monthsTo(clinic.now, rows)
  await ask('SELECT ensure_event_months($1, $2)', [months[0]?.midnight, MONTHS + 2])
  for (const statement of DRAWN_FROM)
    await ask(
      statement,
      statement.includes('$1::uuid[]') ? [people] : statement.includes('$1') ? [clinic.id] : [],
    )
  const indexes = await takeIndexesOff(ask)
  const waiting = [...months]
  let made = 0
  await Promise.all(
    clients.map(async (client) => {
      for (let month = waiting.shift(); month; month = waiting.shift()) {
        await fillMonth(client, month, indexes)
        made += month.rows
        if (waiting.length % 12 === 0) say(`${made} events made`)
      }
    }),
  )
  await putIndexesBack(ask, indexes)
  await ask(DRAWN_FROM_GONE)
  await ask('VACUUM (FREEZE, ANALYZE) event_count')
  await ask('CHECKPOINT')
  say('indexed, counted and measured')
  return { clinicId: clinic.id, people, end: clinic.now }
}

/** The months up to then, each with its share. */
function monthsTo(end: Date, rows: number): Part[] {
  const begins = (back: number) => new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back, 1))
  const parts = Array.from({ length: MONTHS }, (_, index) => {
    const [midnight, next] = [begins(MONTHS - 1 - index), begins(MONTHS - 2 - index)]
    const until = next < end ? next : end
    return { midnight, until, days: Math.ceil((until.getTime() - midnight.getTime()) / DAY_MS) }
  })
  const days = parts.reduce((sum, part) => sum + part.days, 0)
  return parts.map((part) => ({
    ...part,
    name: `_${part.midnight.toISOString().slice(0, 7).replace('-', '_')}`,
    rows: Math.round((rows * part.days) / days),
  }))
}

interface Index {
  name: string
  made: string
}
type Ask = <Row extends pg.QueryResultRow>(text: string) => Promise<Row[]>

/** An index over rows that are there is made in a fraction of the time that it takes to grow with them. */
async function takeIndexesOff(ask: Ask): Promise<Index[]> {
  const indexes = await ask<Index & pg.QueryResultRow>(
    `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'event_search' AND indexname NOT LIKE '%pkey'`,
  )
  for (const { name } of indexes) await ask(`DROP INDEX ${name}`)
  return indexes
}

/** Those of the months are there by then and are found to be the same. */
async function putIndexesBack(ask: Ask, indexes: readonly Index[]): Promise<void> {
  for (const { made } of indexes) await ask(made.replace(' ON ONLY ', ' ON '))
}

async function fillMonth(client: pg.Client, month: Part, indexes: readonly Index[]): Promise<void> {
  await client.query('BEGIN')
  // A table emptied in the same transaction needs no write-ahead log; the newest month holds what the seed left.
  await client.query(`SET LOCAL session_replication_role = replica`)
  const { rows } = await client.query(`SELECT FROM event${month.name} LIMIT 1`)
  const parents = ['event', 'event_pii', 'event_search']
  if (rows.length === 0)
    await client.query(`TRUNCATE ${parents.map((parent) => `${parent}${month.name}`).join(', ')}`)
  await client.query(MADE, [month.midnight, month.days, month.rows, month.until])
  for (const statement of stored(month.name)) await client.query(statement)
  for (const { name, made } of indexes)
    await client.query(
      made
        .replace(` ${name} `, ' ')
        .replace(' ON ONLY public.event_search ', ` ON public.event_search${month.name} `),
    )
  await client.query('COMMIT')
  // Months by themselves, as autovacuum does it: nobody measures the parent.
  for (const parent of parents) await client.query(`VACUUM (FREEZE, ANALYZE) ${parent}${month.name}`)
}

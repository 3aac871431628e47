/**
 * Searching ten million events: every filter of the screen as a browser asks it, beside the same question as bare SQL: one
 * statement over the whole time, by the role that serves, under its row-level security, in a transaction of its own as it has to be.
 */
import { Agent } from 'node:http'
import pg from 'pg'
import { openDatabaseForCommand } from '../server/db/embedded/command.ts'
import { largeLog, type LargeLog, MONTHS } from './audit-search-data.ts'
import { idOf } from './audit-search-rows.ts'
import { type Figure, figure, median, percentile, type Run, timed } from './figure.ts'
import { nextAddress, send, signIn } from './http.ts'
import { startProgram } from './program.ts'

/** Issue 7, "Figures to reach". */
const TARGETS = { filterMs: 100, wordsMs: 300, ofSql: 3 }
const DAY_MS = 86_400_000

interface Case {
  name: string
  /** Days back that are looked through. */
  days: number
  path?: '/api/audit/facets' | '/api/audit/histogram'
  /** Words: no index can be asked for them under row-level security; the limit is that of the owner's role, without it. */
  asOwner?: boolean
  /** The filters, and the condition they are in SQL; each time others, as `turn` counts up. */
  of: (turn: number) => { query: Record<string, string>; sql: string }
  target?: number
}

const EVER = MONTHS * 31

/** Ids as audit-search-data.ts makes them; asked for before the measuring. */
async function casesOf(client: pg.Client, { people }: LargeLog): Promise<Case[]> {
  const idsOf = async (prefix: string, most: number): Promise<string[]> => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT ${idOf(`'${prefix}' || n`)} AS id FROM generate_series(1, $1) AS n`,
      [most],
    )
    return rows.map(({ id }) => id)
  }
  const [targets, patients, devices] = [
    await idsOf('target', 200),
    await idsOf('patient', 200),
    await idsOf('device', 60),
  ]
  const one =
    (name: string, column: string, values: readonly string[]): Case['of'] =>
    (turn) => {
      const value = values[turn % values.length] ?? ''
      return { query: { [name]: value }, sql: `${column} = '${value}'` }
    }
  const words =
    (...texts: string[]): Case['of'] =>
    (turn) => {
      const text = texts[turn % texts.length] ?? ''
      return { query: { text }, sql: `words @@ log_asked_words($1::uuid, '${text}')` }
    }
  const nothing = () => ({ query: {}, sql: 'true' })
  const person = one('person', 'actor_id', people)
  const patient = one('patient', 'patient_id', patients)
  const category = one('category', 'category', [
    'auth',
    'patient',
    'clinical',
    'financial',
    'config',
    'platform',
  ])
  const outcome = one('outcome', 'outcome', ['refused', 'failed', 'ok'])
  const together: Case['of'] = (turn) => {
    const parts = [person(turn), category(turn), outcome(turn)]
    return {
      query: Object.assign({}, ...parts.map(({ query }) => query)) as Record<string, string>,
      sql: parts.map(({ sql }) => sql).join(' AND '),
    }
  }
  const text = { target: TARGETS.wordsMs, asOwner: true }
  return [
    { name: 'no filter', days: 30, of: nothing },
    { name: 'person', days: 30, of: person },
    { name: 'person, seven years', days: EVER, of: person },
    { name: 'category', days: 30, of: category },
    {
      name: 'action',
      days: 30,
      of: one('action', 'action', ['patient.viewed', 'staff.role_changed', 'auth.signin.fail']),
    },
    { name: 'target, seven years', days: EVER, of: one('target', 'target_id', targets) },
    { name: 'patient, seven years', days: EVER, of: patient },
    { name: 'device', days: 30, of: one('device', 'device_id', devices) },
    { name: 'address', days: 30, of: one('address', 'address', ['203.0.0.1', '203.0.3.9', '203.0.1.15']) },
    { name: 'outcome', days: 30, of: outcome },
    { name: 'person, category, outcome together', days: EVER, of: together },
    { name: 'text: rare word, seven years', days: EVER, of: words('quetzal', 'quetz'), ...text },
    { name: 'text: word', days: 30, of: words('marsh 7', 'firefox', 'chart changed', '203 0 1'), ...text },
    {
      name: 'text: several, seven years',
      days: EVER,
      of: words('safari role quetzal', 'marsh 12 refused'),
      ...text,
    },
    { name: 'numbers', days: 30, of: nothing, path: '/api/audit/facets' },
    { name: 'numbers of a person', days: 30, of: others(person), path: '/api/audit/facets' },
    { name: 'numbers, seven years', days: EVER, of: nothing, path: '/api/audit/facets' },
    { name: 'numbers of a patient', days: EVER, of: patient, path: '/api/audit/facets' },
    { name: 'chart', days: 30, of: category, path: '/api/audit/histogram' },
    { name: 'chart, seven years', days: EVER, of: nothing, path: '/api/audit/histogram' },
    { name: 'chart of a person, seven years', days: EVER, of: person, path: '/api/audit/histogram' },
  ]
}

/** The numbers by person leave the person out: one statement for all of them has to count everybody. */
const others =
  (of: Case['of']): Case['of'] =>
  (turn) => ({ ...of(turn), sql: 'true' })

/** One page, with the events and their openings. */
const pageSql = (condition: string) => `
  SELECT e.*, p.doc
    FROM (SELECT clinic_id, at, event_id FROM event_search
           WHERE clinic_id = $1 AND at >= $2 AND at < $3 AND ${condition} ORDER BY at DESC, event_id DESC LIMIT 51) f
    JOIN event e ON e.clinic_id = f.clinic_id AND e.at = f.at AND e.id = f.event_id AND e.at >= $2 AND e.at < $3
    LEFT JOIN event_pii p ON p.clinic_id = f.clinic_id AND p.at = f.at AND p.event_id = f.event_id AND p.at >= $2 AND p.at < $3`
const numbersSql = (condition: string) => `
  SELECT category, action, actor_id, count(*) FROM event_search
   WHERE clinic_id = $1 AND at >= $2 AND at < $3 AND ${condition} GROUP BY 1, 2, 3`
const chartSql = (condition: string) => `
  SELECT date_trunc($4, at, 'Europe/London'), count(*) FROM event_search
   WHERE clinic_id = $1 AND at >= $2 AND at < $3 AND ${condition} GROUP BY 1`

export async function searchFigures({ quick, times = quick ? 20 : 60, say }: Run): Promise<Figure[]> {
  const log = await largeLog(quick ? 200_000 : 10_000_000, say)
  return measure(log, times, say)
}

export async function measure(log: LargeLog, times: number, say: Run['say']): Promise<Figure[]> {
  const program = await startProgram({ environment: { ENAMEL_DATA: log.dataFolder } })
  try {
    await program.ready()
    const database = await openDatabaseForCommand({ dataFolder: log.dataFolder, name: 'bench' })
    const [app, owner] = [new pg.Client(database.connect('app')), new pg.Client(database.connect('owner'))]
    await Promise.all([app.connect(), owner.connect()])
    const agent = new Agent({ keepAlive: true })
    try {
      const cookie = await signIn(program.port, log.owner.email, log.owner.password)
      const asking: Asking = { port: program.port, cookie, agent, app, owner, log, times }
      const figures: Figure[] = []
      const ratios: number[] = []
      for (const one of await casesOf(app, log)) {
        const { ours, theirs } = await takeTurns(asking, one)
        const [value, limit] = [percentile(ours, 95), percentile(theirs, 95)]
        // Of words the target is the time alone: no bare SQL under row-level security is there to be compared with.
        if (!one.asOwner) ratios.push(value / limit)
        figures.push(
          figure(`search: ${one.name}, p95`, value, 'ms', { limit, target: one.target ?? TARGETS.filterMs }),
        )
        say(
          `${one.name}: p50 ${median(ours).toFixed(1)} ms, of SQL ${median(theirs).toFixed(1)} ms; p95 ${value.toFixed(1)} and ${limit.toFixed(1)} ms`,
        )
      }
      return [
        ...figures,
        figure('search: worst p95 of the same SQL’s', Math.max(...ratios), 'times', {
          limit: 1,
          target: TARGETS.ofSql,
        }),
      ]
    } finally {
      agent.destroy()
      await Promise.all([app.end(), owner.end()])
      await database.close()
    }
  } finally {
    program.kill('SIGTERM')
    await program.ended
  }
}

interface Asking {
  port: number
  cookie: string
  agent: Agent
  app: pg.Client
  owner: pg.Client
  log: LargeLog
  times: number
}

/** What takes seconds is asked less often: so long in all. */
const PATIENCE_S = 20

/** In turn, so that whatever else the machine does meets both alike; the first of each warms up what is asked for. */
async function takeTurns(asking: Asking, one: Case): Promise<{ ours: number[]; theirs: number[] }> {
  const { port, cookie, agent, log, times } = asking
  const { days, path, of } = one
  const [from, to] = [new Date(log.end.getTime() - days * DAY_MS), log.end]
  const [ours, theirs]: [number[], number[]] = [[], []]
  const address = nextAddress()
  let spent = 0
  for (let turn = -3; turn < times; turn++) {
    const { query, sql } = of(turn + 3)
    const asked = new URLSearchParams({ ...query, from: from.toISOString(), to: to.toISOString() })
    const ask = async () => {
      const { status, body } = await send(port, {
        path: `${path ?? '/api/audit/events'}?${asked.toString()}`,
        cookie,
        agent,
        from: address,
      })
      if (status !== 200) throw new Error(`Asking the log answered ${status}: ${JSON.stringify(body)}`)
    }
    const askBare = async () => {
      const took = await timed(() => bare(asking, one, { sql, from, to }))
      spent += took
      if (turn >= 0) theirs.push(took * 1000)
    }
    // Who comes second finds what the first has brought from the disk: each every other time.
    const both = spent < PATIENCE_S || theirs.length < 3
    if (both && turn % 2 !== 0) await askBare()
    const took = await timed(ask)
    if (turn >= 0) ours.push(took * 1000)
    if (both && turn % 2 === 0) await askBare()
  }
  return { ours, theirs }
}

async function bare(
  { app, owner, log: { clinicId } }: Asking,
  { path, asOwner, days }: Case,
  { sql, from, to }: { sql: string; from: Date; to: Date },
): Promise<void> {
  const client = asOwner ? owner : app
  const values = [clinicId, from, to]
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(`SELECT set_config('enamel.clinic', $1, true)`, [clinicId])
  if (path === undefined) await client.query(pageSql(sql), values)
  else if (path === '/api/audit/facets') await client.query(numbersSql(sql), values)
  else await client.query(chartSql(sql), [...values, days > 100 ? 'month' : 'day'])
  await client.query('COMMIT')
}

/** From the press on "Disable now" until each of somebody's 20 open sessions is refused, over two server processes. */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../test/free-port.ts'
import { type Bench, figure, percentile, timed } from './figure.ts'
import { nextAddress, send, signIn } from './http.ts'
import { type BarePostgres, makeBarePostgres } from './postgres.ts'
import { type Program, runCommand, startProgram } from './program.ts'

/** Issue 5, done when 3. */
const MOST_SECONDS = 1
const SESSIONS = 20
/** What people type: a load balancer stands there. */
const ORIGIN = 'https://enamel.marshlane.example'
/** A page's own request, of somebody signed in. */
const PAGE = '/api/profile/security'

interface Person {
  name: string
  email: string
  password: string
}

interface Session {
  port: number
  cookie: string
  from: string
}

export const disableBench: Bench = {
  name: 'disable',
  about: 'From disabling somebody until their 20 sessions over two server processes are refused.',
  async run({ quick, times = quick ? 8 : 30, say }) {
    const practice = await openPractice(times + 1)
    try {
      const { ports, owner, nurses, ids } = practice
      const boss = await open(ports[0], owner)
      const last: number[] = []
      const once: number[] = []
      for (const [round, nurse] of nurses.entries()) {
        // One after another: many tries for one address at one instant are slowed, whoever types them.
        const sessions: Session[] = []
        for (let index = 0; index < SESSIONS; index += 1)
          sessions.push(await open(ports[index % 2 === 0 ? 0 : 1], nurse))
        // The mails about new browsers are on their way first.
        await pause(700)
        // What cannot be avoided: each of the sessions asks once, all at the same instant.
        const limit = await timed(() => Promise.all(sessions.map((session) => statusOf(session))))
        const begin = performance.now()
        const [pressed, ...refused] = await Promise.all([
          send(boss.port, {
            method: 'POST',
            path: `/api/staff/people/${ids.get(nurse.email)}/disable`,
            body: { reason: 'Measured by the bench' },
            cookie: boss.cookie,
            from: boss.from,
            origin: ORIGIN,
          }),
          ...sessions.map((session) => untilRefused(session, begin)),
        ])
        if (pressed.status !== 200) throw new Error(`Disabling answered ${pressed.status}`)
        // The first round is not counted: it reads the programs' own files from the disk.
        if (round === 0) continue
        last.push(Math.max(...refused))
        once.push(limit)
        say(
          `round ${round}: the last of ${SESSIONS} refused after ${last.at(-1)?.toFixed(3)} s; asked once ${limit.toFixed(3)} s`,
        )
      }
      return [50, 95].map((percent) =>
        figure(`the last of 20 is refused, p${percent}`, percentile(last, percent), 's', {
          limit: percentile(once, percent),
          ...(percent === 95 && { target: MOST_SECONDS }),
        }),
      )
    } finally {
      await practice.close()
    }
  },
}

async function open(port: number, { email, password }: Person): Promise<Session> {
  const from = nextAddress()
  return { port, from, cookie: await signIn(port, email, password, { from, origin: ORIGIN }) }
}

const statusOf = async ({ port, cookie, from }: Session) =>
  (await send(port, { path: PAGE, cookie, from })).status

/** Asks again as soon as it is answered; seconds from the press to the refusal. */
async function untilRefused(session: Session, begin: number): Promise<number> {
  for (;;) {
    const status = await statusOf(session)
    const seconds = (performance.now() - begin) / 1000
    if (status === 401) return seconds
    if (status !== 200 || seconds > 30) throw new Error(`A session was answered ${status}`)
  }
}

/** A clinic with one Owner on a PostgreSQL of its own, served by two processes. */
async function openPractice(size: number) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-bench-')))
  // PostgreSQL's user passes here on its way to the cluster.
  chmodSync(folder, 0o755)
  const network = { port: await freePort(), password: randomBytes(18).toString('base64url') }
  const password = randomBytes(18).toString('base64url')
  const programs: Program[] = []
  let postgres: BarePostgres | undefined
  const close = async (): Promise<void> => {
    for (const program of programs) {
      program.kill('SIGTERM')
      await program.ended
    }
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    postgres = await makeBarePostgres({ folder, network })
    await postgres.launch()
    const superuser = postgres.superuser
    await ask(superuser, `CREATE ROLE keeper LOGIN CREATEROLE PASSWORD '${network.password}'`)
    await ask(superuser, 'CREATE DATABASE clinic OWNER keeper')
    const environment = {
      DATABASE_URL: `postgres://keeper:${network.password}@127.0.0.1:${network.port}/clinic`,
      ENAMEL_KEY: randomBytes(32).toString('hex'),
      ENAMEL_ORIGIN: ORIGIN,
      LOG_LEVEL: 'info',
    }
    const people = Array.from({ length: size + 1 }, (_, index) => ({
      name: `Ada Marsh ${index}`,
      email: `ada.${index}@marsh-lane.example`,
      role: index === 0 ? 'OWNER' : 'NURSE',
      password,
    }))
    const file = join(folder, 'seed.json')
    const clinic = { name: 'Marsh Lane Dental', country: 'GB', zone: 'Europe/London', people }
    writeFileSync(file, JSON.stringify({ clinics: [clinic] }))
    const { code, stderr } = await runCommand(['seed', file], {
      environment: { ...environment, ENAMEL_DATA: join(folder, 'seed'), ENAMEL_TEST_CLOCK: '1' },
    })
    if (code !== 0) throw new Error(`seed ended with ${code}: ${stderr}`)
    for (const name of ['one', 'two']) {
      const program = await startProgram({
        environment: { ...environment, ENAMEL_DATA: join(folder, name), PORT: String(await freePort()) },
        log: join(folder, `log-${name}`),
      })
      programs.push(program)
      await program.ready()
    }
    const { rows } = await ask<{ folded: string; person_id: string }>(
      { ...superuser, database: 'clinic' },
      'SELECT folded, person_id FROM person_email',
    )
    const [owner, ...nurses] = people
    const [one, two] = programs
    if (!owner || !one || !two) throw new Error('Nobody is there')
    return {
      ports: [one.port, two.port] as const,
      owner,
      nurses,
      ids: new Map(rows.map(({ folded, person_id }) => [folded, person_id])),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function ask<R extends pg.QueryResultRow>(superuser: pg.ClientConfig, statement: string) {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    return await client.query<R>(statement)
  } finally {
    await client.end()
  }
}

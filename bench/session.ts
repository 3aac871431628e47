/** What it costs to know who is asking: `GET /api/session`, beside the least possible and beside better-auth. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { type Desk, openDesk } from './desk.ts'
import { type Bench, figure, median } from './figure.ts'
import { signIn } from './http.ts'
import { askFor, type Asking } from './load.ts'

/** Issue 3, "Figures to reach". */
const TARGETS = { ofBare: 0.6, ofBetterAuth: 8 }
const PEOPLE = 16
const CLIENTS = 32
/** Until the programs are compiled as far as they get. */
const WARM_UP_MS = 3_000

export const sessionBench: Bench = {
  name: 'session',
  about: 'Signed-in GET /api/session a second, against one bare query and against better-auth.',
  async run({ quick, times = quick ? 5 : 11, say }) {
    const slice = quick ? 1_000 : 3_000
    const desk = await openDesk(PEOPLE)
    const rivals: ChildProcess[] = []
    try {
      const contestants = await prepare(desk, rivals)
      for (const { asking } of contestants) await askFor(WARM_UP_MS, asking)
      // In turn, so that whatever else the machine does meets all three alike.
      for (let round = 1; round <= times; round += 1) {
        for (const { rates, asking } of contestants) rates.push((await askFor(slice, asking)).perSecond)
        say(
          `round ${round}: ${contestants.map(({ name, rates }) => `${name} ${rates.at(-1)?.toFixed(0)}/s`).join(', ')}`,
        )
      }
      const [enamel = 0, bare = 0, betterAuth = 0] = contestants.map(({ rates }) => median(rates))
      return [
        figure('session, against one bare query', enamel, '/s', { limit: bare, atLeast: TARGETS.ofBare }),
        figure('session, against better-auth', enamel, '/s', {
          limit: betterAuth,
          atLeast: TARGETS.ofBetterAuth,
        }),
      ]
    } finally {
      for (const rival of rivals) {
        if (rival.kill()) await once(rival, 'exit')
      }
      await desk.close()
    }
  },
}

interface Contestant {
  name: string
  asking: Asking
  /** Answers a second, of each round. */
  rates: number[]
}

async function prepare({ program, people, superuser }: Desk, rivals: ChildProcess[]): Promise<Contestant[]> {
  const cookies: string[] = []
  for (const { email, password } of people) cookies.push(await signIn(program.port, email, password))
  const admin = new pg.Client(superuser)
  // What failed before is told; that the desk ends its database then is no news.
  admin.on('error', () => undefined)
  await admin.connect()
  await admin.query('CREATE SCHEMA better_auth')
  await switchPoliciesOn(admin)
  await admin.end()
  const startRival = (file: string) => startServer(file, { database: superuser, people: PEOPLE }, rivals)
  const bare = Number(await startRival('bare.ts'))
  const betterAuth = JSON.parse(await startRival('better-auth.ts')) as { port: number; cookies: string[] }
  const shared = { clients: CLIENTS, path: '/api/session' }
  const saysOk = /^HTTP\/1\.1 200 /
  return [
    {
      name: 'Enamel',
      rates: [],
      asking: {
        ...shared,
        port: program.port,
        cookies,
        isRight: (answer) => saysOk.test(answer) && answer.includes('"state":"full"'),
      },
    },
    {
      name: 'bare',
      rates: [],
      asking: {
        ...shared,
        port: bare,
        cookies,
        isRight: (answer) => saysOk.test(answer) && answer.includes('"state":"full"'),
      },
    },
    {
      name: 'better-auth',
      rates: [],
      asking: {
        ...shared,
        port: betterAuth.port,
        path: '/api/auth/get-session',
        cookies: betterAuth.cookies,
        isRight: (answer) => saysOk.test(answer) && answer.includes('@marsh-lane.example'),
      },
    },
  ]
}

/** The clinic asks for all it can: every request is judged by roles' rules, the list of networks and a shared computer's idle time. */
async function switchPoliciesOn(admin: pg.Client): Promise<void> {
  const longAgo = '2026-01-01T00:00:00Z'
  const roles =
    'OWNER ADMIN HR_MANAGER DENTIST HYGIENIST THERAPIST NURSE RECEPTIONIST BILLING_STAFF STAFF VIEWER'.split(
      ' ',
    )
  await admin.query(
    `INSERT INTO role_rule (clinic_id, role, two_factors, two_factors_since, two_factors_from)
     SELECT c.id, r.role, true, $2, $2 FROM clinic c, unnest($1::text[]) AS r(role) WHERE c.state = 'active'
     ON CONFLICT (clinic_id, role) DO UPDATE SET two_factors = true, two_factors_since = $2, two_factors_from = $2`,
    [roles, longAgo],
  )
  await admin.query(
    `UPDATE clinic SET two_factor = 'required', allow_list_on = true, break_glass = false,
            allowed_networks = '{192.168.0.0/16,2001:db8::/32,127.0.0.0/8,::1/128}',
            network_notes = '{Practice,Practice,Here,Here}', own_idle_minutes = 60, shared_idle_minutes = 15 WHERE state = 'active'`,
  )
  // As if each had shown an app's code: the rule is met, and looked at all the same.
  await admin.query(
    `INSERT INTO totp (person_id, secret, added_at, last_step) SELECT id, '\\x00', $1, 0 FROM person ON CONFLICT DO NOTHING`,
    [longAgo],
  )
  await admin.query(`UPDATE session SET code_at = password_at, device_class = 'shared'`)
}

/** Starts a server of rivals/ and gives its first line. */
async function startServer(file: string, argument: object, started: ChildProcess[]): Promise<string> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'rivals', file), JSON.stringify(argument)],
    {
      env: { NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  started.push(child)
  const end = () => void child.kill()
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  for await (const line of createInterface(child.stdout)) return line
  throw new Error(`${file} ended instead of starting`)
}

/** Two processes on one database: what one does the other knows at once, and either may be killed at any time. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Program, runCommand } from '../bench/program.ts'
import { answerWith, type CreationOptions, makePasskey } from '../test/authenticator.ts'
import { until } from './cli/testing/stage.ts'
import {
  advance,
  type Browser,
  clockOf,
  codeOf,
  newcomer,
  openBrowser,
  ORIGIN,
  people,
  type Person,
  sessionState,
  shown,
  type TwoProcesses,
  twoProcesses,
  typePassword,
} from './cli/testing/two-processes.ts'
import { openDatabase } from './db/database.ts'
import { connectionsByUrl } from './db/roles.ts'
import { createKeys } from './keys.ts'

const PAIRS = 50
const STORM = 50
const withApp = people(PAIRS, 'Kofi', { totp: true })
const withoutApp = people(STORM / 2, 'Ines', { totp: false })
const [ada = withApp[0]] = people(1, 'Ada', { totp: false })
const [grace = withApp[0]] = people(1, 'Grace', { totp: true })

let house: TwoProcesses
let a: Program
let b: Program

/** As a person who has no app signs in. */
async function signIn(person: Person | undefined, at: Program, from: string): Promise<Browser> {
  const browser = openBrowser(from)
  if (!person) throw new Error('nobody')
  const { status } = await typePassword(browser, at, person)
  expect(status).toBe(200)
  return browser
}

beforeAll(async () => {
  house = await twoProcesses()
}, 60_000)

describe('two processes', { timeout: 60_000 }, () => {
  test('started at once on an empty database: one makes it, both serve, and print the same set-up link', async () => {
    ;[a, b] = await Promise.all([house.start('a'), house.start('b')])
    await Promise.all([a.ready(), b.ready()])
    const links = await Promise.all([a.line(/^Set up: (\S+)$/m), b.line(/^Set up: (\S+)$/m)])
    expect(new Set(links).size).toBe(1)
    expect([a.said().stderr, b.said().stderr]).toEqual(['', ''])
    await house.seed([...withApp, ...withoutApp, ada as Person, grace as Person])
  })

  test('with two keys at once on an empty database: one is refused with what to do, and harms nothing', async () => {
    await house.server.ask('CREATE DATABASE other OWNER keeper')
    const other = house.server.environment.DATABASE_URL.replace(/clinic$/, 'other')
    const started = await Promise.all(
      ['x', 'y'].map((name) =>
        house.start(name, { DATABASE_URL: other, ENAMEL_KEY: randomBytes(32).toString('hex') }),
      ),
    )
    const ends = await Promise.all(
      started.map((one) =>
        one.ready().then(
          () => undefined,
          () => one.ended,
        ),
      ),
    )
    const refused = ends.filter((end) => end !== undefined)
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^This database belongs to another server key\. .* set ENAMEL_KEY /,
      ) as string,
    })
    const winner = started.find((_, index) => ends[index] === undefined)
    await winner?.ready()
    winner?.kill('SIGTERM')
    expect((await winner?.ended)?.code).toBe(0)
  })

  test('PostgreSQL is asked to look after each connection, so that a computer without power holds nothing for long', async () => {
    const { DATABASE_URL, ENAMEL_KEY } = house.server.environment
    const { connections } = connectionsByUrl(DATABASE_URL, createKeys(Buffer.from(ENAMEL_KEY, 'hex')))
    const database = openDatabase(connections.app, () => undefined)
    onTestFinished(() => database.close())
    const asked = [
      'tcp_keepalives_idle',
      'tcp_keepalives_interval',
      'tcp_keepalives_count',
      'tcp_user_timeout',
    ]
    const { rows } = await database.pool.query<Record<string, string>>(
      `SELECT ${asked.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`,
    )
    expect(Object.values(rows[0] ?? {})).toEqual(['15', '5', '3', '30000'])
  })

  test('a session begun on one works on the other; ended there, both refuse it at once', async () => {
    const browser = await signIn(ada, a, '127.0.9.1')
    expect(await Promise.all([sessionState(browser, a), sessionState(browser, b)])).toEqual(['full', 'full'])
    const copy = openBrowser('127.0.9.1')
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    expect((await browser.post(b, '/api/session/sign-out', {})).status).toBe(200)
    const after = await Promise.all([copy.get(a, '/api/sessions'), copy.get(b, '/api/sessions')])
    expect(after.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [401, 'session.ended'],
      [401, 'session.ended'],
    ])
  })

  test('the clock of tests is one: moved through either, also at once, and idle limits follow it', async () => {
    const browser = await signIn(ada, b, '127.0.9.2')
    const before = await clockOf(a)
    await Promise.all([advance(a, 1800), advance(b, 1800)])
    for (const process of [a, b]) {
      const moved = (await clockOf(process)).getTime() - before.getTime()
      expect(moved).toBeGreaterThanOrEqual(3_600_000)
      expect(moved).toBeLessThan(3_660_000)
    }
    expect(codeOf(await browser.get(b, '/api/sessions'))).toBe('session.ended')
  })

  test('wrong passwords are counted over both, also at once, and a right one is slowed on both', async () => {
    const guess = (at: Program) =>
      typePassword(openBrowser('127.0.9.3'), at, { ...(ada as Person), password: 'not her password' })
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, index) => guess(index % 2 ? a : b)))
    const statuses = guesses.map(({ status }) => status)
    const looked = statuses.filter((status) => status !== 429).length
    tell(`of 20 guesses at once over two processes ${looked} were looked at`)
    expect(looked).toBe(5)
    for (const process of [a, b]) {
      const answer = await typePassword(openBrowser('127.0.9.3'), process, ada as Person)
      expect([answer.status, codeOf(answer)]).toEqual([429, 'identity.slowed'])
    }
    await advance(a, 10)
    await signIn(ada, b, '127.0.9.3')
  })

  test(`a code typed on both at the same instant opens one: ${PAIRS} pairs`, async () => {
    const halves = await Promise.all(
      withApp.map((person, index) =>
        Promise.all(
          [a, b].map(async (at) => {
            const browser = openBrowser(`127.0.1.${index + 1}`)
            expect((await typePassword(browser, at, person)).body).toEqual({ next: 'second_factor' })
            return browser
          }),
        ),
      ),
    )
    const now = await clockOf(a)
    const type = (browser: Browser | undefined, at: Program, person: Person) =>
      browser?.post(at, '/api/sign-in/code', { code: shown(person, now) })
    const pairs = await Promise.all(
      withApp.map((person, index) =>
        Promise.all([type(halves[index]?.[0], b, person), type(halves[index]?.[1], a, person)]),
      ),
    )
    const wins = pairs.map((pair) => pair.filter((answer) => answer?.status === 200).length)
    const losers = pairs.flat().filter((answer) => answer?.status !== 200)
    tell(
      `${pairs.length} pairs of one code on two processes: ${wins.filter((n) => n === 1).length} opened one`,
    )
    expect(wins).toEqual(pairs.map(() => 1))
    expect(new Set(losers.map((answer) => answer && codeOf(answer)))).toEqual(new Set(['identity.code_used']))
  })

  test('a backup code typed on both at the same instant opens one, each of the ten', async () => {
    const person = grace as Person
    const owner = openBrowser('127.0.9.4')
    await typePassword(owner, a, person)
    await owner.post(b, '/api/sign-in/code', { code: shown(person, await clockOf(a)) })
    const { body } = await owner.post(b, '/api/profile/backup-codes', {})
    const { codes } = body as { codes: string[] }
    const wins: number[] = []
    for (const code of codes) {
      const pair = await Promise.all(
        [a, b].map(async (at) => {
          const browser = openBrowser('127.0.9.5')
          await typePassword(browser, at, person)
          return browser
        }),
      )
      const answers = await Promise.all(
        pair.map((browser, index) => browser.post(index ? a : b, '/api/sign-in/backup-code', { code })),
      )
      wins.push(answers.filter(({ status }) => status === 200).length)
    }
    expect(wins).toEqual(codes.map(() => 1))
    expect(codes).toHaveLength(10)
  })

  test('a passkey is asked for by one and taken by the other; one answer given to both at once opens one', async () => {
    const [person] = people(1, 'Ada', { totp: false })
    const browser = await signIn(person, a, '127.0.9.7')
    const asked = (await browser.post(a, '/api/profile/passkeys/begin', {})).body
    const { options } = asked as { options: CreationOptions }
    const { passkey, credential } = makePasskey(options, ORIGIN)
    expect((await browser.post(b, '/api/profile/passkeys', { credential })).status).toBe(200)
    const wins: number[] = []
    for (let round = 0; round < 10; round++) {
      const { body } = await browser.get(round % 2 ? a : b, '/api/sign-in/passkey')
      const answer = answerWith(passkey, (body as { options: { challenge: string } }).options)
      const both = await Promise.all(
        [a, b].map((at) => openBrowser('127.0.9.8').post(at, '/api/sign-in/passkey', { credential: answer })),
      )
      wins.push(both.filter(({ status }) => status === 200).length)
    }
    expect(wins).toEqual(wins.map(() => 1))
    // She signs in by password alone again below.
    await house.server.ask('DELETE FROM passkey', 'clinic')
  })

  test('what a killed one had in hand, a mail and work that was due, is done by the other', async () => {
    await advance(b, 0)
    // The mail waits where it is marked as sent, the work at a table: both when one process alone can take them.
    await house.server.ask(
      `CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END $$;
       CREATE TRIGGER wait BEFORE UPDATE ON mail FOR EACH ROW EXECUTE FUNCTION wait()`,
      'clinic',
    )
    const marking = await house.hold('SELECT pg_advisory_lock(1)')
    b.kill('SIGSTOP')
    await signIn(ada, a, '127.0.9.6')
    const { rows } = await house.server.ask('SELECT id FROM mail WHERE sent_at IS NULL', 'clinic')
    const [{ id }] = rows as [{ id: string }]
    await until(() => mailOf('a', id) !== undefined)
    const sweeping = await house.hold('BEGIN', 'LOCK TABLE throttle IN ACCESS EXCLUSIVE MODE')
    await house.server.ask(
      `SELECT graphile_worker.add_job('due', json_build_object('clinicId', clinic_id, 'kind', kind, 'key', key, 'at', at))
         FROM due WHERE kind = 'house.daily'`,
      'clinic',
    )
    await until(async () => (await house.count(`${JOBS} WHERE locked_by IS NOT NULL`)) === 2)

    const waiting = `SELECT count(*) FROM pg_stat_activity WHERE datname = 'clinic'`
    const left = await house.count(
      `SELECT pid FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND classid = 0`,
    )
    a.kill('SIGKILL')
    await a.ended
    const killed = performance.now()
    // PostgreSQL sees that nobody is there as soon as what they wait for is theirs.
    await Promise.all([marking.release(), sweeping.release()])
    await until(async () => (await house.count(`${waiting} AND pid = ${left}`)) === 0)
    b.kill('SIGCONT')
    await until(async () => (await house.count(JOBS)) === 0)
    const seconds = (performance.now() - killed) / 1000
    tell(`what the killed process had in hand was done ${seconds.toFixed(1)} s later`)
    expect(seconds).toBeLessThan(20)
    expect(await house.count('SELECT count(*) FROM mail WHERE sent_at IS NULL')).toBe(0)
    // It had gone already, and was not marked: the second is known for the same.
    expect(mailOf('b', id)).toBe(mailOf('a', id))
    await house.server.ask('DROP TRIGGER wait ON mail', 'clinic')
  })

  test(`one is killed while ${STORM} people sign in: nobody needs more than a retry`, async () => {
    a = await house.start('a')
    await a.ready()
    await advance(b, 60)
    const dead = { aborted: false }
    const storm = [...withApp.slice(0, STORM / 2), ...withoutApp].map((person, index) => {
      let turn = index
      // As a load balancer without stickiness hands requests on; two practices, each behind one address.
      const next = () => (turn++ % 2 && !dead.aborted ? a : b)
      return newcomer(person, `127.0.3.${1 + (index % 2)}`, next, () => clockOf(b))
    })
    let acknowledged = 0
    await Promise.all(
      storm.map(async (one) => {
        await one.arrive()
        if (++acknowledged === STORM / 5) {
          a.kill('SIGKILL')
          dead.aborted = true
        }
      }),
    )
    // Whose code was used up by the sign-in that was cut off types the next one.
    await advance(b, 30)
    const waited = storm.filter((one) => one.waitsForNextCode)
    for (const one of waited) await one.typeNextCode(b)
    const states = await Promise.all(storm.map((one) => sessionState(one.browser, b)))
    expect(states).toEqual(storm.map(() => 'full'))
    const retried = storm.filter((one) => one.retries > 0).length
    expect(retried).toBeGreaterThan(0)
    expect(Math.max(...storm.map((one) => one.retries))).toBe(1)

    const ids = await Promise.all(
      storm.map(async ({ browser }) => {
        const { body } = await browser.get(b, '/api/session')
        return (body as { session: { id: string } }).session.id
      }),
    )
    const told = await house.count(
      `SELECT count(DISTINCT session_id) FROM event WHERE action = 'auth.signin.ok' AND session_id IN ('${ids.join("','")}')`,
    )
    expect(told).toBe(STORM)
    const left = await house.count(
      `SELECT count(*) FROM session WHERE state <> 'ended' AND started_at > (SELECT started_at FROM session WHERE id = '${ids[0]}') - interval '1 minute' AND id NOT IN ('${ids.join("','")}')`,
    )
    const slowed = await house.count(
      `SELECT count(*) FROM throttle WHERE kind = 'account' AND failures >= 4 OR failures > 60`,
    )
    tell(
      `${STORM} people while one of two was killed: ${retried} tried once more, ${waited.length} of them with the next code; ${left} sessions begun that nobody got`,
    )
    expect(slowed).toBe(0)
    // Nobody holds those: they are over by themselves, like any other.
    await advance(b, 2 * 24 * 3600)
    expect(await house.count(`SELECT count(*) FROM session WHERE state <> 'ended'`)).toBe(0)
    expect(await house.count(JOBS)).toBe(0)
    expect(await house.count('SELECT count(*) FROM mail WHERE sent_at IS NULL')).toBe(0)
  })

  test('an Enamel that a newer one has overtaken stops with what to do, and does not start again', async () => {
    await house.server.ask(
      `INSERT INTO migration (name, checksum, applied_at) SELECT '9999_newer.sql', '', max(applied_at) FROM migration`,
      'clinic',
    )
    const [overtaken, refused] = await Promise.all([
      b.ended,
      runCommand(['start'], { environment: house.settings('b') }),
    ])
    expect([overtaken.code, refused.code]).toEqual([3, 3])
    expect(overtaken.stderr).toMatch(
      /^A newer Enamel brought the database further \(9999_newer\.sql\), and this one \(\d.*\) stops\. Update it too/m,
    )
    expect(refused.stderr).toMatch(
      /^The database was brought further by a newer Enamel \(9999_newer\.sql\)\./,
    )
  })
})

/** What it came to, for whoever runs the tests. */
const tell = (line: string) => void process.stdout.write(`${line}\n`)
const JOBS = 'SELECT count(*) FROM graphile_worker.jobs'

function mailOf(name: string, id: string): string | undefined {
  const file = join(house.settings(name)['ENAMEL_DATA'] ?? '', 'outbox', `${id}.eml`)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** What the metrics say after a busy morning, and that nobody is in them. */
import { request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { signInWithCode, signInWithPassword } from '../../features/identity/contract.ts'
import { listSessions, signOut, whoAmI } from '../../features/sessions/contract.ts'
import { endSession } from '../../features/sessions/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, codeOf, PASSWORD, signIn } from '../../test/builders.ts'
import { routes } from '../../test/endpoints/routes.ts'
import { StartError } from '../db/embedded/start-error.ts'
import type { Metrics } from './metrics.ts'
import { openMetricsPort } from './port.ts'

const port = await freePort()
const house = await startTestApp({ environment: { ENAMEL_METRICS_PORT: String(port) } })
const metrics = house.enamel.metrics as Metrics
const { log } = house.enamel.kernel

/** The value of one line, such as `enamel_sessions_alive` or `name{label="x"}`. */
async function valueOf(line: string): Promise<number> {
  const text = await metrics.text()
  const found = text.split('\n').find((one) => one.startsWith(`${line} `))
  return found === undefined ? 0 : Number(found.slice(line.length + 1))
}

const signInsBy = (way: string, outcome: string) =>
  valueOf(`enamel_sign_in_attempts_total{way="${way}",outcome="${outcome}"}`)

describe('the metrics', () => {
  it('count sign-ins by way and outcome, sessions, mails, jobs and requests by pattern', async () => {
    const clinic = await buildClinic(house, { name: 'Marsh Lane Dental', roles: ['OWNER', 'NURSE'] })
    const strict = await buildClinic(house, { roles: ['ADMIN'], totp: true })
    const owner = await signIn(house, clinic.the('OWNER'), { address: '198.51.100.77' })
    await signIn(house, clinic.the('NURSE'))
    const admin = house.visitor()
    const { email } = strict.the('ADMIN')
    await admin.must(signInWithPassword, { body: { email, password: PASSWORD } })
    await admin.call(signInWithCode, { body: { code: '000000' } })
    house.clock.advance({ seconds: 30 })
    await admin.must(signInWithCode, { body: { code: codeOf(house, strict.the('ADMIN')) } })
    const mails = await house.outbox.left()
    await house.outbox.takeAll()
    for (let n = 0; n < 8; n++)
      await house
        .visitor()
        .call(signInWithPassword, { body: { email: 'nobody@marshlane.example', password: 'x' } })
    await owner.must(listSessions)
    await owner.call(endSession, { params: { sessionId: '0192f000-0000-7000-8000-0000000000aa' } })
    await owner.send({ method: 'GET', url: '/no/such/page/ada@marshlane.example' })
    await owner.send({ method: 'GET', url: '/api/sessions/0192f000-0000-7000-8000-0000000000aa' })

    expect(await signInsBy('password', 'ok')).toBe(3)
    expect(await signInsBy('password', 'refused')).toBeGreaterThanOrEqual(4)
    expect((await signInsBy('password', 'slowed')) + (await signInsBy('password', 'refused'))).toBe(8)
    expect(await signInsBy('code', 'refused')).toBe(1)
    expect(await signInsBy('code', 'ok')).toBe(1)
    expect(await valueOf('enamel_sessions_alive')).toBe(3)
    expect(mails.length).toBeGreaterThan(0)
    const requests = 'enamel_http_request_duration_seconds_count'
    expect(await valueOf(`${requests}{route="/api/sessions",method="GET",status="2xx"}`)).toBe(1)
    expect(await valueOf(`${requests}{route="/api/sessions/:sessionId",method="DELETE",status="4xx"}`)).toBe(
      1,
    )
    expect(await valueOf(`${requests}{route="none",method="GET",status="4xx"}`)).toBe(2)
    expect(await valueOf('enamel_database_up')).toBe(1)
    expect(await valueOf('enamel_hashing_queue')).toBe(0)

    await owner.must(signOut)
    expect(await valueOf('enamel_sessions_alive')).toBe(2)
    house.clock.advance({ hours: 13 })
    expect(await valueOf('enamel_sessions_alive'), 'over by time, though nobody came back').toBe(0)
  })

  it('count mail that waits, how long it does, and jobs', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    await house.settle()
    const before = await valueOf('enamel_mails_waiting')
    const visitor = house.visitor()
    const held = await house.database.ask('admin', 'SELECT 1 FROM mail WHERE sent_at IS NULL')
    expect(held).toHaveLength(before)
    const { email, password } = clinic.the('OWNER')
    await visitor.must(signInWithPassword, { body: { email, password } })
    // The mail about a new device is on its way by a job at once: it waits, or it is sent.
    await house.settle()
    await house.outbox.takeAll()
    expect(await valueOf('enamel_mails_waiting')).toBe(0)
    const { id } = clinic.the('OWNER')
    await house.database.ask(
      'admin',
      `INSERT INTO mail (clinic_id, id, person_id, cause, address, template, language, "values", created_at)
       VALUES ($1, gen_random_uuid(), $2, 'test', 'ada@marshlane.example', 'new_device', 'en', '{}', $3)`,
      [clinic.id, id, house.clock.now()],
    )
    house.clock.advance({ minutes: 20 })
    expect(await valueOf('enamel_mails_waiting')).toBe(1)
    expect(await valueOf('enamel_mail_oldest_waiting_seconds')).toBeCloseTo(1200, 0)
    await house.database.ask('admin', "DELETE FROM mail WHERE cause = 'test'")
    await house.database.ask(
      'owner',
      "SELECT graphile_worker.add_job('nothing.does.this', run_at => '2100-01-01', job_key => 'test')",
    )
    expect(await valueOf('enamel_jobs_waiting')).toBeGreaterThanOrEqual(1)
    await house.database.ask('owner', "SELECT graphile_worker.remove_job('test')")
  })

  it('count events that wait for their seal, and how long the oldest does', async () => {
    await house.settle()
    expect(await valueOf('enamel_log_events_waiting')).toBe(0)
    expect(await valueOf('enamel_log_oldest_waiting_seconds')).toBe(0)
    await buildClinic(house, { roles: ['OWNER'] })
    house.clock.advance({ minutes: 3 })
    expect(await valueOf('enamel_log_events_waiting')).toBeGreaterThan(0)
    expect(await valueOf('enamel_log_oldest_waiting_seconds')).toBeGreaterThanOrEqual(180)
    expect(await valueOf('enamel_log_oldest_waiting_seconds')).toBeLessThan(200)
    await house.settle()
    expect(await valueOf('enamel_log_events_waiting')).toBe(0)
  })

  it('hold no address, no name, no id, and no label beyond a closed set', async () => {
    await house.visitor({ address: '198.51.100.77' }).must(whoAmI)
    const text = await metrics.text()
    const people = await house.database.ask<{ text: string }>(
      'admin',
      `SELECT name AS text FROM person UNION SELECT name FROM clinic UNION SELECT address FROM person_email
       UNION SELECT id::text FROM person UNION SELECT id::text FROM clinic UNION SELECT id::text FROM session
       UNION SELECT address FROM session`,
    )
    expect(people.length).toBeGreaterThan(10)
    for (const { text: secret } of people) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/@|marshlane|198\.51|192\.0\.2|[0-9a-f]{8}-[0-9a-f]{4}/i)

    const patterns = new Set(routes.map(({ endpoint }) => endpoint.url))
    const seen: Record<string, Set<string>> = {}
    for (const [, name = '', value = ''] of text.matchAll(/[{,]([a-z_]+)="([^"]*)"/g))
      (seen[name] ??= new Set()).add(value)
    expect(Object.keys(seen).toSorted()).toEqual([
      'kind',
      'le',
      'major',
      'method',
      'minor',
      'node',
      'outcome',
      'patch',
      'route',
      'space',
      'state',
      'status',
      'type',
      'version',
      'way',
    ])
    for (const route of seen['route'] ?? [])
      expect(patterns.has(route as `/${string}`) || ['none', '/health/live'].includes(route), route).toBe(
        true,
      )
    for (const outcome of seen['outcome'] ?? [])
      expect(['ok', 'refused', 'slowed', 'busy', 'failed']).toContain(outcome)
    for (const status of seen['status'] ?? []) expect(status).toMatch(/^[1-5]xx$/)
  })

  it('are answered when the database is away, which they say', async () => {
    await house.database.ask('admin', 'ALTER FUNCTION door_figures(timestamptz) RENAME TO figures_away')
    const text = await metrics.text()
    expect(text).toContain('\nenamel_database_up 0\n')
    expect(text).toMatch(/^enamel_sessions_alive nan$/im)
    await house.database.ask('admin', 'ALTER FUNCTION figures_away(timestamptz) RENAME TO door_figures')
    expect(await valueOf('enamel_database_up')).toBe(1)
  })
})

interface Got {
  status: number
  type: string | undefined
  text: string
}

function get(path: string, options: { method?: string; host?: string; from?: string } = {}): Promise<Got> {
  const { method = 'GET', host = `127.0.0.1:${port}`, from = '127.0.0.1' } = options
  return new Promise((resolve, reject) => {
    request({ host: from, port, path, method, headers: { host } })
      .once('error', reject)
      .once('response', (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => (text += part))
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'], text }),
        )
      })
      .end()
  })
}

describe('the port of the metrics', () => {
  it('answers one address on this computer, and no page that came here under another name', async () => {
    const opened = await openMetricsPort(metrics, port, log)
    onTestFinished(() => opened.close())
    const { status, type, text } = await get('/metrics')
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    expect(text).toMatch(/^enamel_build_info\{version="\d+\.\d+\.\d+",node="v24\.\d+\.\d+"\} 1$/m)
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
    expect((await get('/metrics', { host: 'localhost' })).status).toBe(200)
    expect((await get('/metrics', { host: 'evil.example' })).status).toBe(403)
    expect((await get('/metrics', { host: '127.0.0.1.evil.example' })).status).toBe(403)
    expect((await get('/')).status).toBe(404)
    expect((await get('/metrics?x=1')).status).toBe(404)
    expect((await get('/metrics', { method: 'POST' })).status).toBe(405)
    await expect(openMetricsPort(metrics, port, log)).rejects.toThrow(StartError)
    await expect(get('/metrics', { from: '127.0.0.2' })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('is closed unless it is asked for, and the product’s own port knows nothing of it', async () => {
    const other = await startTestApp()
    expect(other.enamel.metrics).toBeUndefined()
    expect((await house.visitor().send({ method: 'GET', url: '/metrics' })).status).toBe(404)
  })
})

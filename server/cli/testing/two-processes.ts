/** Two Enamel processes on one PostgreSQL, behind one address without stickiness, and people at their browsers. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import pg from 'pg'
import { type Answer, send } from '../../../bench/http.ts'
import { type Program, runCommand, startProgram } from '../../../bench/program.ts'
import { freePort } from '../../../test/free-port.ts'
import { atEnd } from '../../../test/at-end.ts'
import { type OwnServer, startOwnServer } from './own-server.ts'

/** What people type: a load balancer stands there, and hands each request to either process. */
export const ORIGIN = 'https://enamel.marshlane.example'
export const PASSWORD = 'quiet otters juggle lamps'

export interface Person {
  name: string
  email: string
  role: string
  password: string
  totpSecret?: string
}

export function people(count: number, name: string, wish: { totp: boolean }): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${name} Number ${index}`,
    email: `${name.toLowerCase()}.${index}@marshlane.example`,
    role: 'NURSE',
    password: PASSWORD,
    ...(wish.totp && { totpSecret: new Secret({ size: 20 }).base32 }),
  }))
}

export interface TwoProcesses {
  server: OwnServer
  /** What each was started with; its data folder is its own. */
  settings(name: string): Record<string, string>
  /** Starts one of that name; it is killed when the file is done. */
  start(name: string, environment?: Record<string, string>): Promise<Program>
  seed(people: readonly Person[]): Promise<void>
  /** One number of the database. */
  count(statement: string): Promise<number>
  /** Runs these as the superuser on a connection that stays open, with what they lock, until it is released. */
  hold(...statements: string[]): Promise<{ release(): Promise<void> }>
}

export async function twoProcesses(): Promise<TwoProcesses> {
  const server = await startOwnServer({ rights: 'CREATEROLE', atEnd })
  const settings = (name: string) => ({
    ...server.environment,
    ENAMEL_DATA: `${server.environment.ENAMEL_DATA}-${name}`,
    ENAMEL_ORIGIN: ORIGIN,
    ENAMEL_TEST_CLOCK: '1',
  })
  return {
    server,
    settings,
    async start(name, environment = {}) {
      const port = String(await freePort())
      const program = await startProgram({ environment: { PORT: port, ...settings(name), ...environment } })
      atEnd(async () => {
        program.kill('SIGCONT')
        program.kill('SIGKILL')
        await program.ended
      })
      return program
    },
    async seed(persons) {
      const file = join(server.environment.ENAMEL_DATA, '..', 'seed.json')
      const clinic = { name: 'Marsh Lane Dental', country: 'GB', zone: 'Europe/London', people: persons }
      writeFileSync(file, JSON.stringify({ clinics: [clinic] }))
      const { code, stderr } = await runCommand(['seed', file], { environment: settings('seed') })
      if (code !== 0) throw new Error(`seed ended with ${code}: ${stderr}`)
    },
    async count(statement) {
      const { rows } = await server.ask(`SELECT (${statement})::integer AS n`, 'clinic')
      return (rows[0] as { n: number }).n
    },
    async hold(...statements) {
      const client = new pg.Client({ ...server.postgres.superuser, database: 'clinic' })
      client.on('error', () => undefined)
      await client.connect()
      for (const statement of statements) await client.query(statement)
      return { release: () => client.end() }
    },
  }
}

export interface Browser {
  cookies: Map<string, string>
  get(at: Program, path: string): Promise<Answer>
  post(at: Program, path: string, body: object): Promise<Answer>
}

/** A browser that keeps its cookies, whichever process set them. */
export function openBrowser(from: string): Browser {
  const cookies = new Map<string, string>()
  const ask = async (at: Program, method: string, path: string, body?: object) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await send(at.port, { method, path, cookie, from, origin: ORIGIN, ...(body && { body }) })
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
      const [name = '', value = ''] = set.split(';', 1)[0]?.split('=') ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    get: (at, path) => ask(at, 'GET', path),
    post: (at, path, body) => ask(at, 'POST', path, body),
  }
}

export const codeOf = (answer: Answer) => (answer.body as { code?: string }).code

export const typePassword = (browser: Browser, at: Program, { email, password }: Person) =>
  browser.post(at, '/api/sign-in/password', { email, password })

/** What an authenticator app shows at that moment. */
export function shown({ totpSecret = '' }: Person, now: Date): string {
  const app = new TOTP({ secret: Secret.fromBase32(totpSecret), algorithm: 'SHA1', digits: 6, period: 30 })
  return app.generate({ timestamp: now.getTime() })
}

/** The shared clock of tests as that process has it. */
export async function clockOf({ port }: Program): Promise<Date> {
  const { body } = await send(port, { path: '/api/test/clock' })
  return new Date((body as { now: string }).now)
}

/** Moves it through that process, which answers when everything due has run. */
export async function advance({ port }: Program, seconds: number): Promise<void> {
  const order = { advanceSeconds: seconds }
  const { status, body } = await send(port, { method: 'PUT', path: '/api/test/clock', body: order })
  if (status !== 200 || (body as { pending: number }).pending > 0)
    throw new Error(`The clock of tests answered ${status}: ${JSON.stringify(body)}`)
}

export async function sessionState(browser: Browser, at: Program): Promise<string> {
  return ((await browser.get(at, '/api/session')).body as { state: string }).state
}

export interface Newcomer {
  browser: Browser
  /** How often it was begun again after something had failed; once at most. */
  retries: number
  /** The last code was used up already, by a sign-in whose answer never came. */
  waitsForNextCode: boolean
  arrive(): Promise<void>
  typeNextCode(at: Program): Promise<void>
}

/** One of many who sign in at once; `next` is the process that the next request goes to, `now` what their phone says. */
export function newcomer(
  person: Person,
  from: string,
  next: () => Program,
  now: () => Promise<Date>,
): Newcomer {
  const browser = openBrowser(from)
  const must = (answer: Answer): void => {
    if (answer.status !== 200) throw new Error(`Signing in was answered ${answer.status} ${codeOf(answer)}`)
  }
  const enter = async () => {
    must(await typePassword(browser, next(), person))
    if (!person.totpSecret) return
    const code = shown(person, await now())
    const second = await browser.post(next(), '/api/sign-in/code', { code })
    one.waitsForNextCode = codeOf(second) === 'identity.code_used'
    if (!one.waitsForNextCode) must(second)
  }
  const one: Newcomer = {
    browser,
    retries: 0,
    waitsForNextCode: false,
    async arrive() {
      try {
        await enter()
      } catch (error) {
        if (one.retries++ > 0) throw error
        await one.arrive()
      }
    },
    async typeNextCode(at) {
      must(await browser.post(at, '/api/sign-in/code', { code: shown(person, await now()) }))
    },
  }
  return one
}

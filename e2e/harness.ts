/** The real program, started as a person starts it, on a data folder of its own and with the clock of tests. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Secret, TOTP } from 'otpauth'
import { atEnd } from '../test/at-end.ts'

const PROJECT = join(import.meta.dirname, '..')
const PATIENCE_MS = 60_000

export interface RunningEnamel {
  readonly origin: string
  /** As the start printed it; undefined once there is an Owner. */
  readonly setupLink: string | undefined
  readonly dataFolder: string
  readonly pid: number
  /** Everything it has printed. */
  output(): string
  now(): Promise<Date>
  /** Answers when everything due by then has run. */
  setClock(at: Date | string): Promise<void>
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): Promise<void>
  /** What an authenticator app with this secret (base32) shows now. */
  codeOf(secret: string): Promise<string>
  /** Runs `enamel <command>` beside the server. */
  command(...args: string[]): Promise<{ code: number; out: string; err: string }>
  /** Fills in clinics and people by `enamel seed`; the file's content and its answer as JSON. */
  seed<Seeded>(file: object): Promise<Seeded>
  /** The mail that lies in the outbox, oldest first. */
  mail(): { name: string; text: string }[]
  /** SIGTERM, and waits until it is down; gives its exit code. */
  stop(): Promise<number | null>
  kill(): Promise<void>
}

export interface EnamelOptions {
  /** D a new one, removed at the end. */
  dataFolder?: string
  environment?: Record<string, string>
  /** D the product's own; another one starts it with something besides. */
  program?: string
}

/** What still runs when the test file is done is ended then. */
export async function startEnamel(options: EnamelOptions = {}): Promise<RunningEnamel> {
  const dataFolder = options.dataFolder ?? newDataFolder()
  const environment = {
    ...environmentOfOthers(),
    ENAMEL_DATA: dataFolder,
    ENAMEL_TEST_CLOCK: '1',
    PORT: '0',
    ...options.environment,
  }
  const program = options.program ?? join(PROJECT, 'server/cli/enamel.ts')
  const child = spawn(process.execPath, [program, 'start'], {
    cwd: PROJECT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit') as Promise<[number | null]>
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const [code] = await ended
    return code
  }
  // Whatever ends this process leaves no server behind; the server itself ends its database.
  const endWithUs = () => child.kill('SIGTERM')
  process.once('exit', endWithUs)
  void ended.then(() => process.off('exit', endWithUs))
  atEnd(() => end('SIGTERM'))

  const lines: string[] = []
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Enamel was not ready in time:\n${lines.join('\n')}`)),
      PATIENCE_MS,
    )
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line)
        // The link to set up comes in one piece with it, as the line after.
        if (line.startsWith('Enamel is ready:')) setImmediate(resolve)
      })
    }
    void ended.then(([code]) => reject(new Error(`Enamel ended with ${code}:\n${lines.join('\n')}`)))
    void Promise.allSettled([ended]).then(() => clearTimeout(timer))
  })
  await ready
  const said = (form: RegExp) =>
    lines.map((line) => form.exec(line)?.[1]).find((found) => found !== undefined)
  const origin = said(/^Enamel is ready: (\S+)/) ?? ''

  // Behind a proxy's name it listens here all the same.
  const { ENAMEL_ORIGIN: named, PORT: port } = options.environment ?? {}
  const listensAt = named ? `http://127.0.0.1:${port}` : origin
  const clock = async (order?: object): Promise<Date> => {
    const answer = await fetch(`${listensAt}/api/test/clock`, {
      method: order ? 'PUT' : 'GET',
      ...(order && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) }),
    })
    const body = (await answer.json()) as { now: string; pending?: number }
    if (!answer.ok || (body.pending ?? 0) > 0)
      throw new Error(`The clock of tests answered ${answer.status}: ${JSON.stringify(body)}`)
    return new Date(body.now)
  }

  return {
    origin,
    setupLink: said(/^Set up: (\S+)/),
    dataFolder,
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    now: () => clock(),
    setClock: async (at) => void (await clock({ set: new Date(at).toISOString() })),
    async advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      await clock({ advanceSeconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds })
    },
    async codeOf(secret) {
      const totp = new TOTP({
        secret: Secret.fromBase32(secret.replaceAll(' ', '')),
        algorithm: 'SHA1',
        digits: 6,
        period: 30,
      })
      return totp.generate({ timestamp: (await clock()).getTime() })
    },
    command: (...args) => runCommand(args, environment),
    async seed<Seeded>(file: object) {
      const path = join(dataFolder, 'seed.json')
      writeFileSync(path, JSON.stringify(file))
      const { code, out, err } = await runCommand(['seed', path], environment)
      if (code !== 0) throw new Error(`enamel seed ended with ${code}:\n${err}`)
      return JSON.parse(out) as Seeded
    },
    mail() {
      const folder = join(dataFolder, 'outbox')
      if (!existsSync(folder)) return []
      return readdirSync(folder)
        .filter((name) => name.endsWith('.eml'))
        .toSorted()
        .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}

/** Removed when the file is done, after everything that uses it has ended. */
function newDataFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-e2e-')))
  chmodSync(folder, 0o755)
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return join(folder, 'data')
}

/** The developer's own settings do not reach the program under test. */
function environmentOfOthers(): NodeJS.ProcessEnv {
  const ours = /^(?:ENAMEL_|SMTP_URL|PORT$|HOST$|DATABASE_URL|VITEST|NODE_OPTIONS$|NODE_ENV$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}

async function runCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [join(PROJECT, 'server/cli/enamel.ts'), ...args], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => out.push(part))
  child.stderr.on('data', (part: Buffer) => err.push(part))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? -1, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
}

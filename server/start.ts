/**
 * One running Enamel from nothing to listening, and back: folder, database, migrations, web, port; on SIGTERM
 * or Ctrl-C requests end first, then jobs, then the database.
 */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { isLoopback } from './config/address.ts'
import { type Config, readConfig } from './config/config.ts'
import { systemContext } from './context.ts'
import { openConnections, type OpenConnections } from './db/open.ts'
import { StartError } from './db/embedded/start-error.ts'
import { createLog, type Log } from './log.ts'
import { type MetricsPort, openMetricsPort } from './metrics/port.ts'
import { createClock, type Clock } from './outside/clock.ts'
import { openTls, type Tls } from './tls/tls.ts'
import { builtWeb } from './web-build.ts'

/** Requests and jobs that do not end within this lose their database. */
const LONGEST_STOP_MS = 30_000

/**
 * Starts and serves until a signal; resolves when everything is down. Throws StartError or ConfigError, and a
 * fault of the program that nobody caught, after everything was ended in order.
 */
export async function start(say: (line: string) => void): Promise<void> {
  const config = await withFreePort(readConfig(process.env))
  const log = createLog(config.logLevel ?? 'info')
  const clock = createClock()
  const tls = config.tls && openTls({ files: config.tls, origin: config.origin, clock, log })
  const stopping = new AbortController()
  const stop = stopping.signal
  stopAtSignals(stopping, log)
  for (const name of config.unknown) say(`${name} is no setting of this version and does nothing.`)
  if (config.testClock) {
    say('ENAMEL_TEST_CLOCK is on: anybody on this computer can move the clock. For tests only.')
  }
  const web = builtWeb(say, stop)
  const rest = readRest()
  // Awaited below; until then a failure is nobody's.
  web.catch(() => undefined)
  rest.catch(() => undefined)
  try {
    const open = await openConnections(config, { kind: 'start' })
    try {
      for (const note of open.notes) say(note)
      open.onRestart((note) => log.warn(note))
      stop.throwIfAborted()
      await serve({ config, log, clock, tls, open, web, rest, stopping, say })
    } finally {
      await open.close()
    }
  } catch (error) {
    // Ctrl-C reaches initdb too: what it cut short fails for that reason alone.
    if (error !== stop.reason && !(stop.aborted && error instanceof StartError)) throw error
  } finally {
    await web.catch(() => undefined)
    tls?.close()
  }
  if (stop.reason instanceof Error) throw stop.reason
}

/** Most of the program is read while PostgreSQL starts and Vite builds. */
async function readRest() {
  const [{ createEnamel }, { prepareDatabase }, { livingSetupLink }] = await Promise.all([
    import('./main.ts'),
    import('./db/prepare.ts'),
    import('../features/clinics/first-run.ts'),
  ])
  return { createEnamel, prepareDatabase, livingSetupLink }
}

interface Serving {
  config: Config
  log: Log
  clock: Clock
  tls: Tls | undefined
  open: OpenConnections
  web: Promise<string>
  rest: ReturnType<typeof readRest>
  stopping: AbortController
  say: (line: string) => void
}

async function serve(parts: Serving): Promise<void> {
  const { config, log, clock, tls, open, web, rest, stopping, say } = parts
  const { createEnamel, livingSetupLink, prepareDatabase } = await rest
  const stop = stopping.signal
  const { connections, keys } = open
  await prepareDatabase({ ...open, now: clock.now(), log })
  stop.throwIfAborted()
  const enamel = await createEnamel({
    config,
    log,
    clock,
    keys,
    connections,
    tls,
    web: await web,
    onOutdated: (why) => stopping.abort(new StartError(why)),
  })
  let metricsPort: MetricsPort | undefined
  try {
    stop.throwIfAborted()
    if (enamel.metrics && config.metricsPort !== undefined)
      metricsPort = await openMetricsPort(enamel.metrics, config.metricsPort, log)
    await enamel.app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
      throw explainListening(error, config)
    })
    const link = await livingSetupLink(systemContext(enamel.kernel))
    for (const note of enamel.notes) say(note)
    // In one piece: whoever reads the first line finds the link below it.
    say([`Enamel is ready: ${config.origin}`, ...(link ? [`Set up: ${link}`] : [])].join('\n'))
    if (!isLoopback(config.host)) {
      say(`Listening on ${config.host}:${config.port}; other computers reach it at ${config.origin}.`)
    }
    if (!stop.aborted) await once(stop, 'abort')
  } finally {
    await metricsPort?.close()
    // A browser keeps the connection of its last answer open and would be waited for.
    const idle = setInterval(() => enamel.app.server.closeIdleConnections(), 50)
    await Promise.race([enamel.close(), pause(LONGEST_STOP_MS, undefined, { ref: false })])
    clearInterval(idle)
  }
}

/**
 * Aborts at the first signal, and at a fault that nobody caught, with that as its reason. Later signals change
 * nothing: npm hands on a Ctrl-C that the terminal has sent already.
 */
function stopAtSignals(stopping: AbortController, log: Log): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) return
      log.info({ signal }, 'stopping')
      stopping.abort(signal)
    })
  }
  process.once('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a fault that nobody caught')
    stopping.abort(error)
  })
}

function explainListening(error: unknown, { host, port }: Config): unknown {
  const texts: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop that one, or set PORT to another number.`,
    EACCES: `Port ${port} needs the rights of root. Set PORT to 1024 or more.`,
    EADDRNOTAVAIL: `${host} is no address of this computer. Set HOST to one, or leave it out.`,
  }
  const text = texts[(error as NodeJS.ErrnoException).code ?? '']
  return text === undefined ? error : new StartError(text, { cause: error })
}

/** PORT=0 takes a free port before the origin is made of it. */
async function withFreePort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', (error) => reject(explainListening(error, config)))
    probe.listen(0, config.host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
  return {
    ...config,
    port,
    origin: config.origin === 'http://localhost:0' ? `http://localhost:${port}` : config.origin,
  }
}

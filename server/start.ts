/**
 * One running Enamel from nothing to listening, and back: folder, database, migrations, web, port; on SIGTERM
 * or Ctrl-C requests end first, then jobs, then the database.
 */
import { createServer } from 'node:net'
import { newSetupLink } from '../features/clinics/first-run.ts'
import { isLoopback, readConfig, type Config } from './config.ts'
import { systemContext } from './context.ts'
import { openConnections } from './db/open.ts'
import { prepareDatabase } from './db/prepare.ts'
import { StartError } from './db/embedded/start-error.ts'
import { createLog } from './log.ts'
import { createEnamel } from './main.ts'
import { builtWeb } from './web-build.ts'

/** Starts and serves until a signal; resolves when everything is down. Throws StartError or ConfigError. */
export async function start(say: (line: string) => void): Promise<void> {
  const config = await withFreePort(readConfig(process.env))
  const log = createLog()
  const stopping = signals()
  if (config.testClock)
    say('ENAMEL_TEST_CLOCK is on: anybody on this computer can move the clock. For tests only.')

  const web = builtWeb(say)
  const connections = await openConnections(config, { kind: 'start' })
  for (const note of connections.notes) say(note)
  connections.onRestart((note) => log.warn(note))
  try {
    const { keys } = connections
    await prepareDatabase({ ...connections, now: new Date(performance.timeOrigin + performance.now()), log })
    const enamel = await createEnamel({
      config,
      log,
      keys,
      connections: connections.connections,
      web: await web,
    })
    try {
      await listen(enamel.app.listen({ port: config.port, host: config.host }), config)
      const link = await newSetupLink(systemContext(enamel.kernel))
      say(`Enamel is ready: ${config.origin}`)
      if (link) say(`Set up: ${link}`)
      if (!isLoopback(config.host))
        say(`Listening on ${config.host}:${config.port}; other computers reach it at ${config.origin}.`)
      const signal = await stopping
      log.info({ signal }, 'stopping')
    } finally {
      await enamel.close()
    }
  } finally {
    await connections.close()
  }
}

async function listen(listening: Promise<string>, config: Config): Promise<void> {
  try {
    await listening
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new StartError(
        `Port ${config.port} is taken by another program. Stop that one, or set PORT to another number.`,
      )
    if (code === 'EACCES')
      throw new StartError(`Port ${config.port} needs the rights of root. Set PORT to 1024 or more.`)
    if (code === 'EADDRNOTAVAIL')
      throw new StartError(`${config.host} is no address of this computer. Set HOST to one, or leave it out.`)
    throw error
  }
}

function signals(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve(signal))
  })
}

/** PORT=0 takes a free port before the origin is made of it. */
async function withFreePort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject)
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

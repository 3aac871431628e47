/**
 * A bare PostgreSQL, without our supervisor: the limit that a start is held against, and the server of one's own
 * in tests. It runs as the user whom the supervisor would choose.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { asAccount, chooseAccount } from '../server/db/embedded/account.ts'
import { findBinaryPackage, prepareBinaries } from '../server/db/embedded/binaries.ts'

export interface BarePostgres {
  /** Connects as the superuser `postgres`. */
  readonly superuser: pg.ClientConfig
  /** Starts it and resolves when it takes connections. */
  launch(settings?: Record<string, string>): Promise<void>
  /** Ends it in order, or at once and hard; nothing happens when it does not run. */
  stop(signal?: 'SIGINT' | 'SIGKILL'): Promise<void>
}

export interface BareOptions {
  /** A folder that exists and that every user may pass. */
  folder: string
  /** Listens on 127.0.0.1 and asks for a password; D a socket in the folder, and no password. */
  network?: { port: number; password: string }
  /** Where initdb and postgres lie; D those that come with Enamel. */
  programs?: string
}

/** Makes the cluster by initdb; `launch` starts it. */
export async function makeBarePostgres({ folder, network, programs }: BareOptions): Promise<BarePostgres> {
  const { account } = chooseAccount(undefined)
  const found =
    programs ?? join(prepareBinaries(findBinaryPackage(), account, folder).binaries.postgres, '..')
  const cluster = join(folder, 'cluster')
  const secret = join(folder, 'password')
  mkdirSync(cluster, { mode: 0o700 })
  writeFileSync(secret, network?.password ?? '', { mode: 0o600 })
  for (const path of [cluster, secret]) chownSync(path, account.uid, account.gid)
  const run = (program: string, args: string[]): ChildProcess =>
    spawn(join(found, program), args, {
      ...asAccount(account),
      cwd: '/',
      env: { LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
    })
  const access = network ? ['--auth=scram-sha-256', `--pwfile=${secret}`] : ['--auth=trust']
  const made = run('initdb', [
    '-D',
    cluster,
    '-U',
    'postgres',
    '--encoding=UTF8',
    '--data-checksums',
    ...access,
  ])
  const [code] = await once(made, 'exit')
  if (code !== 0) throw new Error(`initdb ended with ${String(code)}`)

  const superuser: pg.ClientConfig = {
    user: 'postgres',
    database: 'postgres',
    ...(network
      ? { host: '127.0.0.1', port: network.port, password: network.password }
      : { host: cluster, port: 5432 }),
  }
  const places = network
    ? { listen_addresses: '127.0.0.1', port: String(network.port), unix_socket_directories: '' }
    : { listen_addresses: '', port: '5432', unix_socket_directories: cluster }
  let server: ChildProcess | undefined
  return {
    superuser,
    async launch(settings = {}) {
      const options = Object.entries({ log_min_messages: 'panic', ...places, ...settings })
      const start = () =>
        run('postgres', ['-D', cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])])
      server = start()
      // What a killed one leaves behind holds its memory for a moment, and the next one refuses to start meanwhile.
      for (let refused = 0; !(await answers(superuser)); await pause(5)) {
        if (server.exitCode === null) continue
        if (++refused > 20) throw new Error('PostgreSQL ended instead of starting')
        await pause(100)
        server = start()
      }
    },
    async stop(signal = 'SIGINT') {
      if (!server || server.exitCode !== null || server.signalCode !== null) return
      const ended = once(server, 'exit')
      server.kill(signal)
      await ended
    },
  }
}

async function answers(config: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

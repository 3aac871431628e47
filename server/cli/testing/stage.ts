/** The real program in a test: a data folder with an Owner in it, processes that end with the test, tables held. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, onTestFailed, onTestFinished } from 'vitest'
import { type Program, type ProgramOptions, runCommand, startProgram } from '../../../bench/program.ts'
import { openDatabaseForCommand } from '../../db/embedded/command.ts'
import { findPlace } from '../../db/embedded/place.ts'
import { findPostmaster, type FoundPostmaster } from '../../db/embedded/postmaster.ts'
import { listProcessesIn, sendSignal } from '../../db/embedded/process-table.ts'
import { temporaryFolder } from '../../db/embedded/testing/stage.ts'

export const OWNER = {
  name: 'Ada Owner',
  email: 'ada@start.example',
  role: 'OWNER',
  password: 'only for the tests of the start',
}

let template: Promise<string> | undefined
afterAll(async () => {
  if (template !== undefined) rmSync(dirname(await template), { recursive: true, force: true })
})

/** A data folder with one clinic and its Owner, ended: made once for a file, then copied. */
export async function seededFolder(parent = temporaryFolder()): Promise<string> {
  template ??= makeTemplate()
  const dataFolder = join(parent, 'data')
  spawnSync('cp', ['-a', await template, dataFolder])
  return dataFolder
}

async function makeTemplate(): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-test-')))
  chmodSync(folder, 0o755)
  const dataFolder = join(folder, 'data')
  await seed(folder, { ENAMEL_DATA: dataFolder })
  return dataFolder
}

/** Runs `enamel seed` with the one clinic and its Owner. */
export async function seed(folder: string, environment: Record<string, string>): Promise<void> {
  const file = join(folder, 'seed.json')
  const clinic = { name: 'Start Dental', country: 'GB', zone: 'Europe/London', people: [OWNER] }
  writeFileSync(file, JSON.stringify({ clinics: [clinic] }))
  const { code, stderr } = await runCommand(['seed', file], {
    environment: { ENAMEL_TEST_CLOCK: '1', ...environment },
  })
  if (code !== 0) throw new Error(`seed ended with ${code}: ${stderr}`)
}

/** Starts the program; it is killed after the test. Its database ends with the folder (`temporaryFolder`). */
export async function startForTest(options: ProgramOptions): Promise<Program> {
  const program = await startProgram(options)
  onTestFinished(async () => {
    program.kill('SIGKILL')
    await program.ended
  })
  onTestFailed(() => void process.stderr.write(program.said().stderr.slice(-3000)))
  return program
}

/** The database's first process. Throws when there is none. */
export function postmasterOf(dataFolder: string): FoundPostmaster {
  const place = findPlace(dataFolder)?.place
  const found = place && findPostmaster(place)
  if (!found) throw new Error(`No PostgreSQL runs for ${dataFolder}`)
  return found
}

/** The ids of all processes of the database. */
export function databaseProcesses(dataFolder: string): number[] {
  const place = findPlace(dataFolder)?.place
  return place ? listProcessesIn(place.cluster).map(({ pid }) => pid) : []
}

/** As the kernel's own killer ends them when memory is short. */
export function killDatabase(dataFolder: string): void {
  for (const pid of databaseProcesses(dataFolder)) sendSignal(pid, 'SIGKILL')
}

/** A connection of the superuser beside the running program, closed after the test. */
export async function adminOf(dataFolder: string): Promise<pg.Client> {
  const { connect } = await openDatabaseForCommand({ dataFolder, name: 'test' })
  const client = new pg.Client(connect('admin'))
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end().catch(() => undefined))
  return client
}

/** Hands the daily housekeeping to the queue, which begins with it at once. */
export async function orderHousekeeping(admin: pg.Client): Promise<void> {
  await admin.query(
    `SELECT graphile_worker.add_job('due', json_build_object('clinicId', clinic_id, 'kind', kind, 'key', key, 'at', at))
       FROM due WHERE kind = 'house.daily'`,
  )
}

/** How many jobs are not done. */
export async function countJobs(admin: pg.Client): Promise<number> {
  return (await admin.query('SELECT id FROM graphile_worker.jobs')).rowCount ?? 0
}

export interface Held {
  /** Resolves when somebody waits for the table. */
  waitedFor(): Promise<void>
  release(): Promise<void>
}

/** Locks a table, so that whoever asks it waits. */
export async function holdTable(dataFolder: string, table: string): Promise<Held> {
  const holder = await adminOf(dataFolder)
  await holder.query('BEGIN')
  await holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
  const waiting = `SELECT count(*)::integer AS n FROM pg_locks WHERE NOT granted AND relation = '${table}'::regclass`
  return {
    waitedFor: () => until(async () => (await holder.query<{ n: number }>(waiting)).rows[0]?.n === 1),
    release: () => holder.end(),
  }
}

/** Asks every few milliseconds until it holds; throws after 30 s. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + 30_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('What the test waits for did not come')
    await pause(10)
  }
}

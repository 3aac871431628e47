/**
 * Brings the database to the program's state: files of `migrations/` in order, each once and in one
 * transaction; then the queue's own tables; then `door.sql` when it changed. Several processes may try at
 * once: one works, the others wait.
 */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { StartError } from './embedded/start-error.ts'
import type { RoleNames } from './roles.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'migrations')
const DOOR = join(import.meta.dirname, 'door.sql')
const filesOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
/** As they were when this process began: an update may lie in the folder already. */
const OURS = filesOf(FOLDER)
const checksumOf = (text: string) => createHash('sha256').update(text).digest('hex')
const DOOR_CHECKSUM = checksumOf(readFileSync(DOOR, 'utf8'))
const LOCK = 7263002
const QUIET = new Logger(() => () => undefined)

export interface Migrated {
  /** Names of the files that were applied now. */
  applied: string[]
}

/** What brought the database to its state: a file, its content, and for `door.sql` the Enamel that came with it. */
interface Step {
  name: string
  checksum: string
  version: string | null
}

/** This Enamel's own, from package.json: `1.2.0`. */
const VERSION = (
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
    version: string
  }
).version

/** Throws StartError when the database is newer than the program, or a file was changed after it ran. */
export async function migrate(
  owner: pg.ClientConfig,
  names: RoleNames,
  at: Date,
  folder = FOLDER,
): Promise<Migrated> {
  const client = new pg.Client(owner)
  // A connection lost between two statements is told by the next one.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL)',
    )
    // door.sql has no number of its own: of two forms the one of the newer Enamel stays.
    await client.query('ALTER TABLE migration ADD COLUMN IF NOT EXISTS version text')
    const { rows } = await client.query<Step>('SELECT name, checksum, version FROM migration')
    const files = filesOf(folder)
    const newer = newerThan(rows, files)
    if (newer.length > 0) {
      throw new StartError(
        `The database was brought further by a newer Enamel (${newer.join(', ')}). Start that version, or put back a backup from before.`,
      )
    }
    const done = new Map(rows.map((row) => [row.name, row.checksum]))
    const applied: string[] = []
    for (const name of files) {
      const { text, checksum } = read(join(folder, name), names)
      const before = done.get(name)
      if (before === checksum) continue
      if (before)
        throw new StartError(
          `${name} was changed after it had run. Migrations go forward only: put the file back.`,
        )
      await apply(client, name, text, checksum, at)
      applied.push(name)
    }
    await migrateQueue(owner)
    const door = read(DOOR, names)
    if (done.get('door.sql') !== door.checksum) {
      await apply(client, 'door.sql', door.text, door.checksum, at)
      applied.push('door.sql')
    }
    return { applied }
  } finally {
    await client.end()
  }
}

/** What of a newer Enamel has brought the database further: files that are not ours, or its `door.sql`. */
const newerThan = (steps: readonly Step[], files: readonly string[]): string[] =>
  namesOf(
    steps.filter((step) =>
      isDoor(step) ? isOther(step) && isNewer(step.version) : !files.includes(step.name),
    ),
  )

const isDoor = ({ name }: Step) => name === 'door.sql'
const isOther = ({ checksum }: Step) => checksum !== DOOR_CHECKSUM
const namesOf = (steps: readonly Step[]) =>
  steps.map((step) => (isDoor(step) ? `version ${step.version}` : step.name))

const numbersOf = (version: string) => version.split(/[.+-]/, 3).map(Number)

function isNewer(version: string | null): boolean {
  if (version === null) return false
  const ours = numbersOf(VERSION)
  const [other, our] = numbersOf(version)
    .map((number, place) => [number, ours[place] ?? 0] as const)
    .find(([theirs, mine]) => theirs !== mine) ?? [0, 0]
  return other > our
}

/**
 * Whether another process, of another Enamel, has brought the database further since this one began: what it says to
 * the person at the terminal. This one must not go on, for it knows neither what is new nor what is gone.
 */
export async function outdatedBy(owner: pg.Pool): Promise<string | undefined> {
  const { rows } = await owner.query<Step>('SELECT name, checksum, version FROM migration')
  const others = rows.filter((step) => (isDoor(step) ? isOther(step) : !OURS.includes(step.name)))
  if (others.length === 0) return undefined
  return `A newer Enamel brought the database further (${namesOf(others).join(', ')}), and this one (${VERSION}) stops. Update it too, then start it again.`
}

function read(file: string, names: RoleNames): { text: string; checksum: string } {
  const plain = readFileSync(file, 'utf8')
  const text = plain
    .replaceAll('__app__', pg.escapeIdentifier(names.app))
    .replaceAll('__sealer__', pg.escapeIdentifier(names.sealer))
  return { text, checksum: checksumOf(plain) }
}

async function apply(
  client: pg.Client,
  name: string,
  text: string,
  checksum: string,
  at: Date,
): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(text)
    await client.query(
      `INSERT INTO migration (name, checksum, applied_at, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (name) DO UPDATE SET checksum = $2, applied_at = $3, version = $4`,
      [name, checksum, at, VERSION],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw new StartError(`Migration ${name} failed and was taken back: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

async function migrateQueue(owner: pg.ClientConfig): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 1 })
  // The query that fails says so itself.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    await runMigrations({ pgPool: pool, logger: QUIET })
  } finally {
    await pool.end()
  }
}

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
const LOCK = 7263002
const QUIET = new Logger(() => () => undefined)

export interface Migrated {
  /** Names of the files that were applied now. */
  applied: string[]
}

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
    const done = new Map(
      (
        await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration')
      ).rows.map((row) => [row.name, row.checksum]),
    )
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .toSorted()
    const unknown = [...done.keys()].filter((name) => name !== 'door.sql' && !files.includes(name))
    if (unknown.length > 0) {
      throw new StartError(
        `The database was brought further by a newer Enamel (${unknown.join(', ')}). Start that version, or put back a backup from before.`,
      )
    }
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

function read(file: string, names: RoleNames): { text: string; checksum: string } {
  const plain = readFileSync(file, 'utf8')
  const text = plain
    .replaceAll('__app__', pg.escapeIdentifier(names.app))
    .replaceAll('__sealer__', pg.escapeIdentifier(names.sealer))
  return { text, checksum: createHash('sha256').update(plain).digest('hex') }
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
      'INSERT INTO migration VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET checksum = $2, applied_at = $3',
      [name, checksum, at],
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

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, asAccount } from './account.ts'
import { bareEnvironment, type Binaries } from './binaries.ts'
import { ensureFolder, type Place } from './place.ts'
import { explainFailure, explainFileError, StartError } from './start-error.ts'
import { roleNames } from './settings.ts'

/** Everything that initdb leaves in a cluster. */
const initdbMakes = new Set(
  (
    'PG_VERSION base global pg_commit_ts pg_dynshmem pg_hba.conf pg_ident.conf pg_logical pg_multixact pg_notify ' +
    'pg_replslot pg_serial pg_snapshots pg_stat pg_stat_tmp pg_subtrans pg_tblspc pg_twophase pg_wal pg_xact ' +
    'postgresql.auto.conf postgresql.conf'
  ).split(' '),
)

/** Object ids below this belong to PostgreSQL's own databases: FirstNormalObjectId in access/transam.h. */
const firstOwnObjectId = 16384

/**
 * True when a whole cluster of this major version is there. A folder that holds nothing, or only what an initdb cut short
 * left, is cleared away. Throws StartError for a cluster of another version and for content that is not PostgreSQL's:
 * neither is touched.
 */
export function findCluster(cluster: string, major: number): boolean {
  if (!existsSync(cluster)) return false
  const names = readdirSync(cluster)
  const isWhole =
    names.includes('PG_VERSION') &&
    names.includes('base') &&
    existsSync(join(cluster, 'global', 'pg_control'))
  if (isWhole) {
    const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
    if (version === String(major)) return true
    throw new StartError(
      `The database in ${cluster} was made by PostgreSQL ${version}, and this Enamel brings PostgreSQL ${major}. Use the Enamel that made it to write a backup, and restore that into a new data folder.`,
    )
  }
  if (!holdsNothingOfValue(cluster, names)) {
    throw new StartError(
      `The folder ${cluster} holds files, but not a whole PostgreSQL database. Enamel does not touch it: restore the database from a backup, or move the folder away to begin with an empty one.`,
    )
  }
  rmSync(cluster, { recursive: true, force: true })
  return false
}

function holdsNothingOfValue(cluster: string, names: string[]): boolean {
  if (!names.every((name) => initdbMakes.has(name))) return false
  const list = (folder: string): string[] =>
    names.includes(folder) ? readdirSync(join(cluster, folder)) : []
  return list('base').every((name) => Number(name) < firstOwnObjectId) && list('pg_tblspc').length === 0
}

/**
 * Makes the cluster beside under another name, flushes it and renames it: it is there as a whole or not at all.
 * What an earlier attempt left beside is removed.
 */
export async function createCluster(
  place: Place,
  account: Account,
  binaries: Binaries,
  durable: boolean,
): Promise<void> {
  const subject = { folder: place.folder, user: account.name }
  const leftover = `${basename(place.cluster)}.new-`
  for (const name of readdirSync(place.folder).filter((entry) => entry.startsWith(leftover))) {
    // An initdb whose Enamel was killed may still write there; then the next start removes the rest.
    rmSync(join(place.folder, name), { recursive: true, force: true, maxRetries: 3 })
  }
  const beside = join(place.folder, leftover + randomBytes(4).toString('hex'))
  const options = [
    ['--pgdata', beside],
    ['--username', roleNames.admin],
    ['--encoding', 'UTF8'],
    // PostgreSQL's own collation: an update of the machine's libraries never reorders an index.
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
    ['--locale', 'C'],
    // Under C full text search takes every sign beyond ASCII for a letter.
    ['--lc-ctype', 'C.UTF-8'],
    ['--auth-local', 'peer'],
    ['--auth-host', 'reject'],
    ['--data-checksums'],
    durable ? [] : ['--no-sync'],
  ].flat()
  try {
    ensureFolder(beside, 0o700, account)
    await promisify(execFile)(binaries.initdb, options, {
      ...asAccount(account),
      cwd: '/',
      env: bareEnvironment,
    })
    renameSync(beside, place.cluster)
    if (durable) for (const folder of [place.folder, dirname(place.folder)]) flushFolder(folder)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true, maxRetries: 3 })
    const { stderr } = error as { stderr?: string }
    if (stderr === undefined || stderr === '')
      throw explainFileError('The database could not be made.', error, subject)
    throw explainFailure('The database could not be made.', stderr, subject)
  }
}

function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

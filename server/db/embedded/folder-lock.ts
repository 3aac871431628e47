import { accessSync, closeSync, constants, lstatSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { currentUserName } from './account.ts'
import { handOver, prepareDataFolder, replaceFile } from './place.ts'
import { findProcess } from './process-table.ts'
import { explainFileError, StartError } from './start-error.ts'

/** `start` holds the folder as long as the server runs; a command only while it needs a database of its own. */
export type Purpose = 'start' | `command:${string}`

export interface FolderHolder {
  pid: number
  purpose: Purpose
}

export interface FolderLock {
  release(): void
}

/** How long one waits for a command that holds the folder: commands are short. */
const patienceMilliseconds = 10_000

/** Kept here, since a lock whose handle is collected as garbage would be free. */
const held = new Set<DatabaseSync>()

/**
 * Takes the data folder (made when missing) for this process alone. A command that holds it is waited for, 10 s at
 * most. Throws StartError that names the holder when it stays taken. The kernel frees the folder when the process dies.
 */
export async function acquireFolder(options: {
  dataFolder: string
  purpose: Purpose
  patienceMilliseconds?: number
}): Promise<FolderLock> {
  const dataFolder = prepareDataFolder(options.dataFolder)
  const end = performance.now() + (options.patienceMilliseconds ?? patienceMilliseconds)
  for (;;) {
    const lock = tryToAcquireFolder(dataFolder, options.purpose)
    if (lock !== undefined) return lock
    const holder = await findHolder(dataFolder)
    if (holder?.purpose === 'start' || performance.now() > end) throw describeTaken(holder)
    await pause(20)
  }
}

/** The sentence for a folder that somebody holds. */
export function describeTaken(holder: FolderHolder | undefined): StartError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid}`
  const what =
    holder?.purpose.startsWith('command:') === true ? `The command ${holder.purpose.slice(8)}` : 'Enamel'
  return new StartError(
    `${what} is already running on this data folder (${who}). Stop it first, or give this one another folder with ENAMEL_DATA.`,
  )
}

/**
 * The lock, or undefined when somebody has it. It is SQLite's lock on an empty file: a lock by fcntl(2), which the
 * kernel frees at death, which no child inherits, and which holds between containers that share the folder, where
 * neither process numbers nor socket names reach across.
 */
export function tryToAcquireFolder(dataFolder: string, purpose: Purpose): FolderLock | undefined {
  const path = join(dataFolder, 'enamel.lock')
  let file: DatabaseSync | undefined
  try {
    makeLockFile(path)
    file = new DatabaseSync(path, { timeout: 0 })
    file.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE')
    replaceFile(
      holderFile(dataFolder),
      JSON.stringify({ pid: process.pid, purpose } satisfies FolderHolder),
      0o600,
    )
  } catch (error) {
    file?.close()
    // SQLITE_BUSY, https://www.sqlite.org/rescode.html
    if ((error as { errcode?: number }).errcode === 5) return undefined
    throw explainFileError(`The data folder ${dataFolder} cannot be locked.`, error, {
      folder: dataFolder,
      user: currentUserName(),
    })
  }
  const lock = file
  held.add(lock)
  return {
    release() {
      if (!held.delete(lock)) return
      rmSync(holderFile(dataFolder), { force: true })
      lock.close()
    },
  }
}

/**
 * Closed to all others, since whoever can open the file can hold it. An existing one is not opened: closing it would
 * free the lock that this process may hold on it already, fcntl_locking(2).
 */
function makeLockFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
    handOver(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !lstatSync(path).isFile()) throw error
    accessSync(path, constants.R_OK | constants.W_OK)
  }
}

/** Who holds the folder; undefined when that is not to be learnt, as in the instant after it was taken or set free. */
export async function findHolder(dataFolder: string): Promise<FolderHolder | undefined> {
  const end = performance.now() + 500
  for (;;) {
    const holder = readHolder(dataFolder)
    // A holder in another container has a number that says nothing here; then it is told as it stands.
    if (holder !== undefined && (findProcess(holder.pid) !== undefined || performance.now() > end))
      return holder
    if (performance.now() > end) return undefined
    await pause(10)
  }
}

function readHolder(dataFolder: string): FolderHolder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(dataFolder), 'utf8')) as FolderHolder
  } catch {
    return undefined
  }
}

function holderFile(dataFolder: string): string {
  return join(dataFolder, 'enamel.lock.json')
}

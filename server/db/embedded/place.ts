import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Account, asAccount, currentUserName, isRoot } from './account.ts'
import { explainFileError, StartError } from './start-error.ts'

/** Where what is shared by all data folders of a machine lies: copies of the programs, databases that cannot lie in theirs. */
export const systemFolder = '/var/lib/enamel'

/** The folder of one database and what lies in it. All paths are real paths. */
export interface Place {
  folder: string
  /** PostgreSQL's own data folder */
  cluster: string
  settings: string
  socket: string
  log: string
  /** it does not lie in the data folder */
  outside: boolean
}

/**
 * The real path of the data folder, made when missing: open to its owner alone, but under root passable (not readable)
 * for the user PostgreSQL runs as. An existing folder keeps its rights.
 */
export function prepareDataFolder(path: string): string {
  try {
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true })
      mkdirSync(path, { mode: 0o700 })
      if (isRoot()) chmodSync(path, 0o711)
    }
    if (statSync(path).isDirectory()) return realpathSync(path)
  } catch (error) {
    throw explainFileError(`The data folder ${path} could not be made.`, error, {
      folder: path,
      user: currentUserName(),
    })
  }
  throw new StartError(
    `The data folder ${path} is a file, not a folder. Move it away, or give Enamel another folder with ENAMEL_DATA.`,
  )
}

/** Where the database of this data folder lies already; undefined when there is none. Throws StartError when it is lost or another's. */
export function findPlace(
  dataFolder: string,
  system = systemFolder,
): { place: Place; notes: string[] } | undefined {
  const sign = join(dataFolder, 'database-lies-in')
  if (existsSync(sign)) {
    const place = placeIn(readFileSync(sign, 'utf8').trim(), true)
    if (!existsSync(place.cluster)) {
      throw new StartError(
        `The database of ${dataFolder} lay in ${place.folder}, as the file ${sign} says, and is no longer there. Put it back, or delete that file to begin with an empty database.`,
      )
    }
    return { place, notes: settleOwner(place, dataFolder) }
  }
  const inside = placeIn(join(dataFolder, 'database'), false)
  if (existsSync(inside.cluster)) return { place: inside, notes: [] }
  const outside = placeIn(join(system, placeName(dataFolder)), true)
  if (isRoot() && existsSync(outside.cluster))
    return { place: outside, notes: settleOwner(outside, dataFolder) }
  return undefined
}

/** Makes the folder for a database that does not exist yet: in the data folder where the account can reach it, else outside. */
export function makePlace(dataFolder: string, account: Account, system = systemFolder): Place {
  const inside = placeIn(join(dataFolder, 'database'), false)
  try {
    const isNew = ensureFolder(inside.folder, isRoot() ? 0o711 : 0o700)
    if (canUse(account, inside.folder, 'x')) return inside
    if (isNew) rmdirSync(inside.folder)
    const outside = placeIn(join(system, placeName(dataFolder)), true)
    ensureFolder(system, 0o755)
    const { uid, mode } = lstatSync(system)
    if (uid !== 0 || (mode & 0o022) !== 0) {
      throw new StartError(
        `The folder ${system} must belong to root and be writable by root alone: chown root ${system}; chmod 755 ${system}`,
      )
    }
    ensureFolder(outside.folder, 0o711)
    const made = placeIn(outside.folder, true)
    settleOwner(made, dataFolder)
    return made
  } catch (error) {
    if (error instanceof StartError) throw error
    throw explainFileError(`There is no place for the database of ${dataFolder}.`, error, {
      folder: dataFolder,
      user: account.name,
    })
  }
}

/** Throws StartError when the account does not own the existing cluster or cannot reach it: an empty one is never made instead. */
export function checkReach(place: Place, account: Account, dataFolder: string, system = systemFolder): void {
  const owner = lstatSync(place.cluster).uid
  if (owner !== account.uid) {
    throw new StartError(
      `The database in ${place.folder} belongs to the user with the id ${owner}, but PostgreSQL would run as ${account.name}. Start Enamel as the user it belongs to or as root, or give the database away: chown -R ${account.name} ${place.cluster}`,
    )
  }
  if (canUse(account, place.cluster, 'w')) return
  const move = place.outside
    ? ''
    : ` Or move the database: mkdir -p ${system} && mv ${place.folder} ${join(system, placeName(dataFolder))}`
  throw new StartError(
    `The database in ${place.folder} belongs to the user ${account.name}, who cannot reach it: a folder above it is closed. Open the way with chmod o+x on each folder above it.${move}`,
  )
}

/** One plain sentence for the start to print, for a database that lies outside the data folder. */
export function describePlace(place: Place, account: Account, dataFolder: string): string[] {
  if (!place.outside) return []
  return [
    `The database lies in ${place.folder}, because the user ${account.name}, as whom PostgreSQL runs, cannot reach ${dataFolder}; key, outbox and backups stay in ${dataFolder}.`,
  ]
}

/**
 * Makes the folder with these rights when missing, and says whether it did. Under root it belongs to the owner of
 * the folder above, or to `owner`. Never follows a symbolic link in its place.
 */
export function ensureFolder(path: string, mode: number, owner?: { uid: number; gid: number }): boolean {
  let made = true
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') {
      ensureFolder(dirname(path), 0o755)
      return ensureFolder(path, mode, owner)
    }
    if (code !== 'EEXIST') throw error
    made = false
  }
  if (!lstatSync(path).isDirectory())
    throw new StartError(`${path} must be a folder, and is none. Move it away and start again.`)
  if (made) {
    chmodSync(path, mode)
    handOver(path, owner)
  }
  return made
}

/** Under root a new file belongs to whom its folder belongs to, so that this user can start Enamel later without root. */
export function handOver(path: string, owner?: { uid: number; gid: number }): void {
  if (!isRoot()) return
  const { uid, gid } = owner ?? lstatSync(dirname(path))
  lchownSync(path, uid, gid)
}

/** The whole content or the old one, also for a reader in the same moment and whatever lies under that name. */
export function replaceFile(path: string, content: string, mode: number): void {
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(beside, content, { flag: 'wx', mode })
  handOver(beside)
  renameSync(beside, path)
}

function placeIn(path: string, outside: boolean): Place {
  const folder = existsSync(path) ? realpathSync(path) : path
  return {
    folder,
    cluster: join(folder, 'cluster'),
    settings: join(folder, 'settings'),
    socket: join(folder, 'socket'),
    log: join(folder, 'postgres.log'),
    outside,
  }
}

/** Readable, and the same for the same path as long as it stands there. */
function placeName(dataFolder: string): string {
  const readable = `${basename(dirname(dataFolder))}-${basename(dataFolder)}`
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 8)
  return `${readable.slice(0, 24)}-${hash}`
}

/**
 * Binds a database outside and its data folder to each other by a file in each, so that a data folder may be moved
 * but a copy of it never runs on the database of the first.
 */
function settleOwner(place: Place, dataFolder: string): string[] {
  const sign = join(dataFolder, 'database-lies-in')
  const counterpart = join(place.folder, 'belongs-to')
  const owner = existsSync(counterpart) ? readFileSync(counterpart, 'utf8').trim() : dataFolder
  if (owner !== dataFolder && existsSync(join(owner, 'database-lies-in'))) {
    throw new StartError(
      `${dataFolder} is a copy of ${owner}, whose database lies in ${place.folder} and is not shared. Delete ${sign} to begin with an empty database, or restore a backup.`,
    )
  }
  if (!existsSync(counterpart) || owner !== dataFolder) replaceFile(counterpart, `${dataFolder}\n`, 0o644)
  if (!existsSync(sign)) replaceFile(sign, `${place.folder}\n`, 0o644)
  return owner === dataFolder
    ? []
    : [`The data folder was moved here from ${owner}; its database stays in ${place.folder}.`]
}

/** Tried as that user, since rights, access lists and mounts on the way all count. */
function canUse(account: Account, folder: string, right: 'w' | 'x'): boolean {
  const as = asAccount(account)
  if (as.uid === undefined) {
    try {
      accessSync(folder, right === 'w' ? constants.W_OK | constants.X_OK : constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  const { status, error } = spawnSync(
    '/bin/sh',
    ['-c', `test -x "$1" && test -${right} "$1"`, 'sh', folder],
    { ...as, cwd: '/' },
  )
  if (error !== undefined) {
    throw new StartError(
      `PostgreSQL refuses to run as root, and no program can be started here as the user ${account.name} (${error.message}). Start Enamel as an ordinary user.`,
    )
  }
  return status === 0
}

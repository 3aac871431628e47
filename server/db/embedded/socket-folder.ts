import { createHash } from 'node:crypto'
import { accessSync, constants, lstatSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { ensureFolder, type Place } from './place.ts'
import { StartError } from './start-error.ts'

/** PostgreSQL names its socket by a port number even where it listens on none. */
export const socketPort = 5432

/** A path longer than this many bytes does not fit into sockaddr_un, sun_path of unix(7), with room to spare. */
const longestSocketPath = 100

/**
 * The folder of the socket, mode 0700 and owned by the account: beside the cluster, or where that path is too long in
 * a folder named by a hash under `run`, or under the temporary folder where `run` cannot be written.
 * Throws StartError for a symbolic link or a folder of somebody else in its place.
 */
export function prepareSocketFolder(
  place: Place,
  account: Account,
  run = '/run',
): { folder: string; notes: string[] } {
  if (fits(place.socket)) {
    ensureFolder(place.socket, 0o700, account)
    refuseForeign(place.socket, account)
    return { folder: place.socket, notes: [] }
  }
  const name = `enamel-${createHash('sha256').update(place.folder).digest('hex').slice(0, 16)}`
  const folder = [run, tmpdir(), '/tmp']
    .filter(isWritable)
    .map((parent) => join(parent, name))
    .find(fits)
  if (folder === undefined)
    throw new StartError(
      `There is no folder for the database's socket: ${run} and the temporary folder cannot be written.`,
    )
  ensureFolder(folder, 0o700, account)
  refuseForeign(folder, account)
  return {
    folder,
    notes: [
      `The database's socket lies in ${folder}, because the path of ${place.socket} is too long for one.`,
    ],
  }
}

/** Stops a local user who lays a folder of that name first to read or to answer what Enamel asks its database. */
export function refuseForeign(folder: string, account: Account): void {
  const { uid, mode } = lstatSync(folder)
  if (uid === account.uid && (mode & 0o077) === 0) return
  throw new StartError(
    `The folder ${folder} is to hold the database's socket and must belong to the user ${account.name} alone (mode 0700). It does not: find out whose it is, remove it and start again.`,
  )
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) <= longestSocketPath
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

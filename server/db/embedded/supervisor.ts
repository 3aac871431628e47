import { existsSync, lstatSync } from 'node:fs'
import { type Account, chooseAccount, currentUserName, isRoot } from './account.ts'
import { type Binaries, findBinaryPackage, prepareBinaries } from './binaries.ts'
import { createCluster, findCluster } from './cluster.ts'
import { createDatabase, databaseName, settleRoles } from './database-roles.ts'
import {
  checkReach,
  describePlace,
  findPlace,
  makePlace,
  type Place,
  prepareDataFolder,
  systemFolder,
} from './place.ts'
import {
  clearTraces,
  findPostmaster,
  launchPostmaster,
  type Postmaster,
  stopPostmaster,
  watchPostmaster,
} from './postmaster.ts'
import { isGone, sendSignal } from './process-table.ts'
import { connectWhenReady, type Patience, type Silence } from './readiness.ts'
import { roleNames, writeSettings } from './settings.ts'
import { prepareSocketFolder, refuseForeign, socketPort } from './socket-folder.ts'
import { explainFailure, explainFileError, StartError } from './start-error.ts'

export type DatabaseRole = keyof typeof roleNames

/** What `pg` needs to connect; there is no password, the kernel tells the server who asks. */
export interface Connection {
  /** the folder of the socket */
  host: string
  port: number
  user: string
  database: string
}

export interface EmbeddedDatabase {
  /** another database than the product's may be named */
  connect(role: DatabaseRole, database?: string): Connection
  /** as 18.4 */
  readonly version: string
  /** the server of an Enamel that was killed still ran and was taken over */
  readonly adopted: boolean
  /** plain sentences that the start prints; empty when there is nothing unusual to say */
  readonly notes: string[]
  /** the server's first process; only to watch or to name it */
  readonly pid: number
  /**
   * Ends the server and resolves when it is gone. `fast` (the default) ends open connections; `smart`, for a command,
   * first gives them 5 s. What does not obey within 20 s is ended the hard way, which loses nothing acknowledged.
   */
  stop(mode?: 'fast' | 'smart'): Promise<void>
  /** resolves when the server ended without having been asked to; `startEmbedded` then starts it anew */
  readonly died: Promise<void>
}

export interface EmbeddedOptions {
  dataFolder: string
  /** false only in tests: nothing is flushed, a power cut may lose all */
  durable?: boolean
  /** what is shared by all data folders of the machine; another one only in tests */
  systemFolder?: string
}

/** A server that does not answer within this is no use and is ended; one that says it is busy gets more. */
const orphanPatience = { silentMilliseconds: 3000, busyMilliseconds: 30_000 }
/** Replaying the log after a crash may take long on a slow disk, and nothing is won by stopping it. */
const launchPatience = { silentMilliseconds: 30_000, busyMilliseconds: 600_000 }

/**
 * The embedded PostgreSQL of this data folder, ready for connections: made when there is none, taken over when it still
 * runs, else started. The caller holds the folder (`acquireFolder`). Throws StartError when it cannot be.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { durable = true, systemFolder: system = systemFolder } = options
  const dataFolder = prepareDataFolder(options.dataFolder)
  const subject = { folder: dataFolder, user: currentUserName() }
  try {
    const existing = findPlace(dataFolder, system)
    const { account, notes } = chooseAccount(existing && lstatSync(existing.place.cluster).uid)
    subject.user = account.name
    const found = findBinaryPackage()
    const place = existing?.place ?? makePlace(dataFolder, account, system)
    if (existing !== undefined) checkReach(place, account, dataFolder, system)
    const { binaries, notes: copied } = prepareBinaries(found, account, isRoot() ? system : place.folder)
    if (!findCluster(place.cluster, binaries.major)) await createCluster(place, account, binaries, durable)
    const socket = prepareSocketFolder(place, account)
    const settingsChanged = writeSettings(place, socket.folder, durable)
    const server = { place, account, binaries, socketFolder: socket.folder }
    notes.push(
      ...(existing?.notes ?? []),
      ...copied,
      ...describePlace(place, account, dataFolder),
      ...socket.notes,
    )

    const running = (await adopt(server, settingsChanged)) ?? (await launch(server))
    if (running.adopted) notes.push('The database of the run before was still running and was taken over.')
    return attend(running, notes)
  } catch (error) {
    if (error instanceof StartError || (error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw explainFileError('The database could not be started.', error, subject)
  }
}

interface Server {
  place: Place
  account: Account
  binaries: Binaries
  socketFolder: string
}

/** A server that answers, and whose database and roles are seen to. */
interface Running {
  postmaster: Postmaster
  socketFolder: string
  version: string
  adopted: boolean
  ended: Promise<void>
}

/**
 * Takes over a server that an Enamel left behind when it was killed. One of other binaries, one that is ending and one
 * that does not answer are ended instead; then, and when there is none, the answer is undefined.
 */
async function adopt(
  { place, account, binaries }: Server,
  settingsChanged: boolean,
): Promise<Running | undefined> {
  const orphan = findPostmaster(place)
  if (orphan === undefined) return undefined
  const { socketFolder } = orphan
  if (orphan.uid === account.uid && orphan.program === binaries.postgres && existsSync(socketFolder)) {
    refuseForeign(socketFolder, account)
    if (settingsChanged) sendSignal(orphan.pid, 'SIGHUP')
    const version = await settle(socketFolder, () => isGone(orphan), orphanPatience)
    const ended = new Promise<void>((resolve) => watchPostmaster(orphan, resolve))
    if (typeof version === 'string')
      return { postmaster: orphan, socketFolder, version, adopted: true, ended }
  }
  await stopPostmaster(orphan, 'fast')
  return undefined
}

async function launch({ place, account, binaries, socketFolder }: Server): Promise<Running> {
  await clearTraces(place, socketFolder)
  const { promise: ended, resolve: markEnded } = Promise.withResolvers<void>()
  const postmaster = await launchPostmaster(place, account, binaries, markEnded)
  const version = await settle(socketFolder, () => isGone(postmaster), launchPatience)
  if (typeof version === 'string') return { postmaster, socketFolder, version, adopted: false, ended }
  await stopPostmaster(postmaster, 'fast')
  const what =
    version.silence === 'gone'
      ? 'PostgreSQL ended instead of starting.'
      : 'PostgreSQL started, but cannot be used.'
  throw explainFailure(what, postmaster.readLog() || (version.fault ?? ''), {
    folder: place.folder,
    user: account.name,
  })
}

/** Watches over a server that answers. */
function attend(
  { postmaster, socketFolder, version, adopted, ended }: Running,
  notes: string[],
): EmbeddedDatabase {
  let stopping: Promise<void> | undefined
  const { promise: died, resolve: announceDeath } = Promise.withResolvers<void>()
  void ended.then(() => {
    if (stopping === undefined) announceDeath()
  })
  return {
    connect: (role, database) => connectionTo(socketFolder, role, database),
    version,
    adopted,
    notes,
    pid: postmaster.pid,
    died,
    stop(mode = 'fast') {
      stopping ??= stopPostmaster(postmaster, mode)
      return stopping
    },
  }
}

/** Waits for the server and sees to its database and roles: gives its version, or why it cannot be used. */
async function settle(
  socketFolder: string,
  isGoneNow: () => boolean,
  patience: Patience,
): Promise<string | { silence: Silence; fault?: string }> {
  const target = (database: string): Connection => connectionTo(socketFolder, 'admin', database)
  let client = await connectWhenReady(target(databaseName), isGoneNow, patience)
  try {
    if (client === 'no such database') {
      const elsewhere = await connectWhenReady(target('postgres'), isGoneNow, patience)
      if (typeof elsewhere === 'string') return { silence: isGoneNow() ? 'gone' : 'silent' }
      try {
        await createDatabase(elsewhere)
      } finally {
        await elsewhere.end()
      }
      client = await connectWhenReady(target(databaseName), isGoneNow, patience)
    }
    if (typeof client === 'string') return { silence: client === 'no such database' ? 'silent' : client }
    return await settleRoles(client)
  } catch (error) {
    return { silence: isGoneNow() ? 'gone' : 'silent', fault: String(error) }
  } finally {
    if (typeof client !== 'string') await client.end().catch(() => undefined)
  }
}

/** How to reach a server by its socket, whoever started it. */
export function connectionTo(socketFolder: string, role: DatabaseRole, database = databaseName): Connection {
  return { host: socketFolder, port: socketPort, user: roleNames[role], database }
}

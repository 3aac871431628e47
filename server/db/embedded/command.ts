import { setTimeout as pause } from 'node:timers/promises'
import { describeTaken, findHolder, type FolderLock, tryToAcquireFolder } from './folder-lock.ts'
import { findPlace, prepareDataFolder } from './place.ts'
import { findPostmaster } from './postmaster.ts'
import { isGone } from './process-table.ts'
import { connectWhenReady } from './readiness.ts'
import { connectionTo, type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from './supervisor.ts'

export interface CommandDatabase extends Pick<EmbeddedDatabase, 'connect' | 'version' | 'notes'> {
  /** leaves the database of a running Enamel alone; ends the one that was started for the command */
  close(): Promise<void>
}

/** How long a running Enamel may take until its database answers. */
const startPatienceMilliseconds = 60_000
const commandPatienceMilliseconds = 10_000

/**
 * The database for a command called `name`: that of the Enamel that runs on the folder, through its socket, or else one
 * started for the command (made first, when there is none). Another command that holds the folder is waited for, 10 s
 * at most. Throws StartError.
 */
export async function openDatabaseForCommand(
  options: EmbeddedOptions & { name: string },
): Promise<CommandDatabase> {
  const dataFolder = prepareDataFolder(options.dataFolder)
  const begin = performance.now()
  for (;;) {
    const lock = tryToAcquireFolder(dataFolder, `command:${options.name}`)
    if (lock !== undefined) return startForCommand(options, lock)
    const holder = await findHolder(dataFolder)
    const isServer = holder?.purpose === 'start'
    const running = isServer ? await joinRunning(dataFolder, options.systemFolder) : undefined
    if (running !== undefined) return running
    const patience = isServer ? startPatienceMilliseconds : commandPatienceMilliseconds
    if (performance.now() - begin > patience) throw describeTaken(holder)
    await pause(20)
  }
}

async function startForCommand(options: EmbeddedOptions, lock: FolderLock): Promise<CommandDatabase> {
  try {
    const { connect, version, notes, stop } = await startEmbedded(options)
    return { connect, version, notes, close: () => stop('smart').finally(() => lock.release()) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Undefined while the other process is still starting its database. */
async function joinRunning(
  dataFolder: string,
  system: string | undefined,
): Promise<CommandDatabase | undefined> {
  const place = findPlace(dataFolder, system)?.place
  const postmaster = place && findPostmaster(place)
  if (postmaster === undefined) return undefined
  const { socketFolder } = postmaster
  const patience = { silentMilliseconds: 1000, busyMilliseconds: 10_000 }
  const client = await connectWhenReady(
    connectionTo(socketFolder, 'owner'),
    () => isGone(postmaster),
    patience,
  )
  if (typeof client === 'string') return undefined
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return {
      connect: (role, database) => connectionTo(socketFolder, role, database),
      version: rows[0]?.server_version ?? '',
      notes: [],
      close: () => Promise.resolve(),
    }
  } finally {
    await client.end()
  }
}

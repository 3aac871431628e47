/**
 * The database that the configuration names: the embedded one, made, taken over or joined, or a server of
 * one's own. The rest of the program does not know which.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { createKeys, keyOfFolder, type Keys } from '../keys.ts'
import { openDatabaseForCommand } from './embedded/command.ts'
import { acquireFolder } from './embedded/folder-lock.ts'
import { findPlace, prepareDataFolder } from './embedded/place.ts'
import { StartError } from './embedded/start-error.ts'
import { type EmbeddedDatabase, startEmbedded } from './embedded/supervisor.ts'
import { type Connections, connectionsByUrl, type OwnServer, type RoleNames } from './roles.ts'

export interface OpenConnections {
  connections: Connections
  names: RoleNames
  keys: Keys
  /** Undefined for the embedded server. */
  ownServer?: OwnServer
  /** Sentences for the person at the terminal. */
  notes: string[]
  /** Told when the embedded server had died, and what came of starting it anew. */
  onRestart(told: (note: string) => void): void
  /** Ends an embedded server that was started here. */
  close(): Promise<void>
}

/** `start` holds the data folder and watches over its database; a command joins it, or starts it for as long as it needs. */
export type Opening = { kind: 'start' } | { kind: 'command'; name: string }

/** Makes the data folder when it is missing. Throws StartError. */
export async function openConnections(config: Config, opening: Opening): Promise<OpenConnections> {
  const dataFolder = prepareDataFolder(config.dataFolder)
  if (config.databaseUrl && config.serverKey) {
    const keys = createKeys(config.serverKey)
    const ownServer = connectionsByUrl(config.databaseUrl, keys)
    const { connections, names } = ownServer
    const nothing = () => undefined
    return {
      connections,
      names,
      ownServer,
      keys,
      notes: [],
      onRestart: nothing,
      close: async () => undefined,
    }
  }
  const keys = createKeys(config.serverKey ?? readKey(dataFolder))
  if (opening.kind === 'start') return supervise(dataFolder, keys)
  const database = await openDatabaseForCommand({ dataFolder, name: opening.name })
  return { ...embedded(keys, database), onRestart: () => undefined, close: () => database.close() }
}

function readKey(dataFolder: string): Buffer {
  try {
    return keyOfFolder(dataFolder)
  } catch (error) {
    throw new StartError((error as Error).message, { cause: error })
  }
}

function embedded(
  keys: Keys,
  { connect, notes }: Pick<EmbeddedDatabase, 'connect' | 'notes'>,
): Pick<OpenConnections, 'connections' | 'names' | 'keys' | 'notes'> {
  const connections = { owner: connect('owner'), app: connect('app'), sealer: connect('sealer') }
  const { owner, app, sealer } = connections
  return { connections, names: { owner: owner.user, app: app.user, sealer: sealer.user }, keys, notes }
}

const RETRY_MS = 5_000

async function supervise(dataFolder: string, keys: Keys): Promise<OpenConnections> {
  const lock = await acquireFolder({ dataFolder, purpose: 'start' })
  let database: EmbeddedDatabase
  try {
    database = await startEmbedded({ dataFolder })
  } catch (error) {
    lock.release()
    throw error
  }
  const closing = new AbortController()
  let told: (note: string) => void = () => undefined

  /** Requests answer 503 meanwhile; the connections find the new server at the same socket. */
  const startAnew = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        // A disk that went away must not be answered by an empty database.
        if (!findPlace(dataFolder)) throw new StartError(`The database of ${dataFolder} is no longer there.`)
        database = await startEmbedded({ dataFolder })
        told('The database runs again.')
        return
      } catch (error) {
        told(`The database could not be started anew and is tried again: ${(error as Error).message}`)
        await pause(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined)
      }
    }
  }
  let restarting: Promise<void> | undefined
  const watch = async (): Promise<void> => {
    await database.died
    if (closing.signal.aborted) return
    told('The database ended by itself and is started anew.')
    restarting = startAnew()
    await restarting
    await watch()
  }
  void watch()

  return {
    ...embedded(keys, database),
    onRestart(listener) {
      told = listener
    },
    async close() {
      closing.abort()
      // One that is under way is seen through: the server it makes would stay behind.
      await restarting
      // Our own connections are just being closed, and a command beside us may be at work.
      await database.stop('smart').finally(() => lock.release())
    },
  }
}

/**
 * The database that the configuration names: the embedded one, made, taken over or joined, or a server of
 * one's own. The rest of the program does not know which.
 */
import type { Config } from '../config.ts'
import { createKeys, keyOfFolder, type Keys } from '../keys.ts'
import { openDatabaseForCommand } from './embedded/command.ts'
import { acquireFolder } from './embedded/folder-lock.ts'
import { prepareDataFolder } from './embedded/place.ts'
import { type EmbeddedDatabase, startEmbedded } from './embedded/supervisor.ts'
import { type Connections, connectionsByUrl, type RoleNames } from './roles.ts'

export interface OpenConnections {
  connections: Connections
  names: RoleNames
  keys: Keys
  /** The embedded server makes its roles itself. */
  makeRoles: boolean
  /** Sentences for the person at the terminal. */
  notes: string[]
  /** Told when the embedded server had died and was started anew. */
  onRestart(told: (note: string) => void): void
  /** Ends an embedded server that was started here. */
  close(): Promise<void>
}

export type Opening = { kind: 'start' } | { kind: 'command'; name: string }

/** Throws StartError. */
export async function openConnections(config: Config, opening: Opening): Promise<OpenConnections> {
  if (config.databaseUrl && config.serverKey) {
    const keys = createKeys(config.serverKey)
    return {
      ...connectionsByUrl(config.databaseUrl, keys),
      keys,
      makeRoles: true,
      notes: [],
      onRestart: () => undefined,
      close: async () => undefined,
    }
  }
  return opening.kind === 'start' ? supervise(config) : joinForCommand(config, opening.name)
}

const NAMES: RoleNames = { owner: 'enamel_owner', app: 'enamel_app', sealer: 'enamel_sealer' }

function embedded(
  config: Config,
  database: Pick<EmbeddedDatabase, 'connect' | 'notes'>,
): Omit<OpenConnections, 'close' | 'onRestart'> {
  const { connect, notes } = database
  return {
    connections: { owner: connect('owner'), app: connect('app'), sealer: connect('sealer') },
    names: NAMES,
    keys: createKeys(config.serverKey ?? keyOfFolder(config.dataFolder)),
    makeRoles: false,
    notes,
  }
}

async function supervise(config: Config): Promise<OpenConnections> {
  prepareDataFolder(config.dataFolder)
  const lock = await acquireFolder({ dataFolder: config.dataFolder, purpose: 'start' })
  let told: (note: string) => void = () => undefined
  let closing = false
  let database: EmbeddedDatabase
  try {
    database = await startEmbedded({ dataFolder: config.dataFolder })
  } catch (error) {
    lock.release()
    throw error
  }
  /** Requests answer 503 meanwhile; nothing else is to be done, the connections find the same socket again. */
  const watch = async (): Promise<void> => {
    await database.died
    if (closing) return
    told('The database ended by itself and is started anew.')
    try {
      database = await startEmbedded({ dataFolder: config.dataFolder })
    } catch (error) {
      told(`The database could not be started anew: ${(error as Error).message}`)
      process.kill(process.pid, 'SIGTERM')
      return
    }
    await watch()
  }
  void watch()
  return {
    ...embedded(config, database),
    onRestart(listener) {
      told = listener
    },
    async close() {
      closing = true
      await database.stop().finally(() => lock.release())
    },
  }
}

async function joinForCommand(config: Config, name: string): Promise<OpenConnections> {
  const database = await openDatabaseForCommand({ dataFolder: config.dataFolder, name })
  return { ...embedded(config, database), onRestart: () => undefined, close: () => database.close() }
}

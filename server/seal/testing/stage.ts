/** A database with sealers on it, each with a data folder of its own, as on several computers. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pg from 'pg'
import { pino } from 'pino'
import { atEnd } from '../../../test/at-end.ts'
import { NEVER } from '../../../test/app.ts'
import { createTestClock } from '../../../test/clock.ts'
import { createTestDatabase } from '../../../test/database.ts'
import { readConfig } from '../../config/config.ts'
import { type ClinicId, systemContext } from '../../context.ts'
import { audited, write } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { createKeys } from '../../keys.ts'
import { createKernel } from '../../main.ts'
import { openPublished } from '../published.ts'
import { type Sealer, startSealer } from '../sealer.ts'
import { examineTrees, type Given } from './whole-tree.ts'

export interface Computer {
  folder: string
  /** Begins a new process on this computer; the one before ends in order. */
  restart(): Promise<void>
  sealAll(): Promise<number>
}

export async function openStage() {
  const database = await createTestDatabase()
  const clock = createTestClock()
  const keys = createKeys(randomBytes(32))
  const complaints: string[] = []
  const log = pino(
    { level: 'warn', base: null },
    new Writable({
      write(line: Buffer, _encoding, done) {
        complaints.push(line.toString().trim())
        done()
      },
    }),
  )
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'enamel-test-seal-'))
    atEnd(() => rmSync(folder, { recursive: true, force: true }))
    return folder
  }
  const config = readConfig({ ENAMEL_DATA: newFolder(), ENAMEL_ORIGIN: 'https://enamel.marshlane.example' })
  const makeKernel = () => createKernel({ config, log, keys, connections: database.connections, clock })
  let kernel = makeKernel()
  const computers: (() => Promise<void>)[] = []
  atEnd(async () => {
    for (const stop of computers) await stop()
    await kernel.hashing.close()
    await kernel.database.close()
  })
  const asServer = async (...statements: string[]) => {
    const client = new pg.Client({ ...database.admin, database: 'postgres' })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  const emptied = (name: string) => [
    `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  ]
  const saved = `${database.name}_saved`
  atEnd(() => asServer(`DROP DATABASE IF EXISTS ${saved}`))

  return {
    database,
    clock,
    keys,
    takeComplaints: () => complaints.splice(0),
    /** A clinic of nobody. */
    async clinic(): Promise<ClinicId> {
      const id = newId<ClinicId>(clock.now())
      await database.ask(
        'admin',
        `INSERT INTO clinic (id, name, country, zone, locale, state, created_at)
         SELECT $1, 'Marsh Lane Dental', 'GB', 'Europe/London', 'en-GB', 'active', $2`,
        [id, clock.now()],
      )
      return id
    },
    /** Events of one change. */
    async write(clinicId: ClinicId, count: number, personal?: Record<string, string>, action = 'log.sealed') {
      const ctx = systemContext(kernel, clinicId)
      const events = Array.from({ length: count }, () => ({
        action,
        category: 'platform' as const,
        ...(personal && { personal }),
      }))
      await write(ctx, async () => audited(events as [(typeof events)[0]]))
    },
    kernel: () => kernel,
    computer(atOnce: readonly string[] = []): Computer {
      const folder = newFolder()
      const begin = () =>
        startSealer({
          config: { ...config, dataFolder: folder },
          connection: database.connections.sealer,
          clock,
          keys,
          log,
          atOnce: new Set(atOnce),
          roundMs: NEVER,
        })
      let sealer: Sealer = begin()
      computers.push(() => sealer.stop())
      return {
        folder,
        async restart() {
          await sealer.stop()
          sealer = begin()
        },
        sealAll: () => sealer.sealAll(),
      }
    },
    /** What does not hold in any log, with what a computer gave out. */
    async faults(computer?: Computer): Promise<string[]> {
      const given: Given[] = []
      if (computer) {
        const published = await openPublished(computer.folder)
        for (const { id } of await database.ask<{ id: ClinicId }>('admin', 'SELECT id FROM clinic')) {
          const newest = published.newest(id)
          if (newest) given.push({ clinicId: id, ...newest })
        }
      }
      return (await examineTrees((text, values) => database.ask('admin', text, values), keys, given)).faults
    },
    /** Keeps a copy of the whole database, as a backup does. Whoever is connected loses the connection. */
    async backup(): Promise<void> {
      await asServer(
        ...emptied(database.name),
        `DROP DATABASE IF EXISTS ${saved}`,
        `CREATE DATABASE ${saved} TEMPLATE ${database.name} OWNER ${database.names.owner}`,
        `ALTER DATABASE ${database.name} ALLOW_CONNECTIONS true`,
      )
    },
    /** Puts that copy in place of the database. */
    async putBack(): Promise<void> {
      await asServer(
        ...emptied(database.name),
        `DROP DATABASE ${database.name}`,
        `CREATE DATABASE ${database.name} TEMPLATE ${saved} OWNER ${database.names.owner}`,
        `GRANT CONNECT ON DATABASE ${database.name} TO ${database.names.app}, ${database.names.sealer}`,
      )
      await kernel.database.close()
      await kernel.hashing.close()
      kernel = makeKernel()
    },
  }
}

/** A database for one test file, copied from the migrated one and dropped when the file is done. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { Connections, RoleNames } from '../server/db/roles.ts'
import { atEnd } from './at-end.ts'
import type { TestServer } from './postgres.ts'

export interface TestDatabase {
  name: string
  connections: Connections
  names: RoleNames
  /** The superuser's, for what no role of the product may do. */
  admin: pg.ClientConfig
  /** The rows of one statement, as that role; nothing a statement sets for its connection is relied on by another. */
  ask<Row = Record<string, unknown>>(
    as: 'admin' | keyof RoleNames,
    statement: string,
    values?: readonly unknown[],
  ): Promise<Row[]>
  drop(): Promise<void>
}

/** Dropped when the test file is done. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('server')
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = server.owner.database
  await asking(
    server.admin.database === template ? { ...server.admin, database: 'postgres' } : server.admin,
    async (client) => {
      await client.query(
        `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${server.owner.user} STRATEGY WAL_LOG`,
      )
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
      await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${server.app.user}, ${server.sealer.user}`)
    },
  )
  const as = (role: keyof TestServer): pg.ClientConfig => ({ ...server[role], database: name })
  // Kept from question to question: a new connection costs more than most of them.
  const lines = new Map<keyof TestServer, pg.Pool>()
  const line = (role: keyof TestServer): pg.Pool => {
    const pool = lines.get(role) ?? new pg.Pool({ ...as(role), idleTimeoutMillis: 0 })
    // One that a test cuts off while it rests is not taken again.
    if (!lines.has(role)) pool.on('error', () => undefined)
    lines.set(role, pool)
    return pool
  }
  const database: TestDatabase = {
    name,
    connections: { owner: as('owner'), app: as('app'), sealer: as('sealer') },
    names: { owner: server.owner.user, app: server.app.user, sealer: server.sealer.user },
    admin: as('admin'),
    ask: async (role, statement, values = []) => (await line(role).query(statement, [...values])).rows,
    async drop() {
      await Promise.all([...lines.values()].map((pool) => pool.end()))
      await asking({ ...server.admin, database: 'postgres' }, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).then(() => undefined),
      )
    },
  }
  atEnd(() => database.drop())
  return database
}

async function asking<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

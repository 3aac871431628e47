/** A PostgreSQL of one's own, by DATABASE_URL: the programs that come with Enamel, with a port and a password. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { type BarePostgres, makeBarePostgres } from '../../../bench/postgres.ts'
import { freePort } from '../../../test/free-port.ts'
import { temporaryFolder } from '../../db/embedded/testing/stage.ts'

const KEY = randomBytes(32).toString('hex')

export interface OwnServer {
  postgres: BarePostgres
  /** As the superuser. */
  ask(statement: string, database?: string): Promise<pg.QueryResult>
  environment: { ENAMEL_DATA: string; DATABASE_URL: string; ENAMEL_KEY: string }
}

interface Wish {
  /** Of the user `keeper`, such as CREATEROLE. */
  rights?: string
  /** D those that come with Enamel. */
  programs?: string
  settings?: Record<string, string>
  /** When it is ended; D after the test. */
  atEnd?: (work: () => Promise<void>) => void
}

/** A server with the database `clinic` of the user `keeper`, who has these rights; ended and removed after the test. */
export async function startOwnServer({
  rights = '',
  programs = '',
  settings = {},
  atEnd = onTestFinished,
}: Wish = {}): Promise<OwnServer> {
  const folder = temporaryFolder(atEnd)
  const network = { port: await freePort(), password: 'of the superuser' }
  const postgres = await makeBarePostgres({ folder, network, ...(programs && { programs }) })
  atEnd(() => postgres.stop('SIGKILL'))
  await postgres.launch({ fsync: 'on', ...settings })
  const ask = async (statement: string, database = 'postgres') => {
    const client = new pg.Client({ ...postgres.superuser, database })
    await client.connect()
    try {
      return await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await ask(`CREATE ROLE keeper LOGIN PASSWORD 'of keeper' ${rights}`)
  await ask('CREATE DATABASE clinic OWNER keeper')
  const url = `postgres://keeper:${encodeURIComponent('of keeper')}@127.0.0.1:${network.port}/clinic`
  return { postgres, ask, environment: { ENAMEL_DATA: `${folder}/data`, DATABASE_URL: url, ENAMEL_KEY: KEY } }
}

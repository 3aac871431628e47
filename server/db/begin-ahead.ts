/**
 * Fewer ways to the database and back, for Kysely: a transaction's BEGIN goes out together with its first statement,
 * and a statement with the comment `prepared NAME` in it is planned once a connection instead of each time.
 */
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { gather } from './gather.ts'

const BEGIN = /^(?:begin$|start transaction )/
const PREPARED = /\/\* prepared (\w+) \*\//

/** The pool as Kysely takes it. Its connections must be pipelined. */
export function beginAhead(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: {},
    async connect() {
      const client = await pool.connect()
      const made = known.get(client) ?? wrap(client)
      known.set(client, made)
      return made
    },
    end: () => pool.end(),
  }
}

function wrap(client: pg.PoolClient): PostgresPoolClient {
  let begun: Promise<unknown> | undefined

  async function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (BEGIN.test(text)) {
      gather(client)
      begun = client.query(text)
      begun.catch(() => undefined) // Told by the statement after it, which waits for both.
      return { command: 'SELECT', rowCount: 0, rows: [] }
    }
    const [, name] = PREPARED.exec(text) ?? []
    const before = begun
    begun = undefined
    const [result] = await Promise.all([
      client.query({ text, values: [...values], ...(name && { name }) }),
      before,
    ])
    return result as unknown as PostgresQueryResult<R>
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  }
}

/**
 * Fewer ways to the database and back, for Kysely: a transaction's BEGIN goes out together with its first statement, and
 * so does a statement with the comment `ahead`: nobody waits for its answer, and the next statement (the COMMIT at the
 * latest) fails with its failure. One with the comment `prepared NAME` is planned once a connection instead of each time.
 */
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { gather } from './gather.ts'

const BEGIN = /^(?:begin$|start transaction )/
const AHEAD = /^(?:begin$|start transaction )|\/\* ahead \*\//
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
  /** What went ahead since the last answer that was waited for. */
  let ahead: Promise<unknown> | undefined
  /** What is asked at once by who only reads goes in one packet. */
  let onlyReads = false

  async function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const [, name] = PREPARED.exec(text) ?? []
    const goesAhead = AHEAD.test(text)
    const before = ahead
    if (BEGIN.test(text)) onlyReads = text.includes('read only')
    if (goesAhead || onlyReads) gather(client)
    const answered = inOrder(before, client.query({ text, values: [...values], ...(name && { name }) }))
    if (goesAhead) {
      ahead = answered
      answered.catch(() => undefined) // Told by the statement after it, which waits for both.
      return { command: 'SELECT', rowCount: 0, rows: [] }
    }
    ahead = undefined
    return (await answered) as unknown as PostgresQueryResult<R>
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  }
}

/** The answer to what was sent last, or the failure of what went before it: the later is refused for its sake. */
async function inOrder<T>(before: Promise<unknown> | undefined, last: Promise<T>): Promise<T> {
  last.catch(() => undefined) // Told below, unless what went before it failed.
  await before
  return last
}

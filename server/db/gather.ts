/** What is sent on one connection before the loop comes round goes out in one packet: a system call costs more than a small question. */
import type pg from 'pg'

const gathering = new WeakSet<pg.Connection>()

/** From now until the loop comes round. The connection must be a pipelined one. */
export function gather({ connection }: pg.Client | pg.PoolClient): void {
  if (gathering.has(connection)) return
  gathering.add(connection)
  const { stream } = connection
  stream.cork()
  setImmediate(() => {
    gathering.delete(connection)
    stream.uncork()
  })
}

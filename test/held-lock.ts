/** Makes requests meet: each gets as far as one row, and goes on only when all have got there. */
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { TestDatabase } from './database.ts'

/**
 * Runs `work` while the rows of `select … FOR UPDATE` are held, and lets them go once `waiting` statements wait and
 * `meanwhile` is done.
 */
export async function whileHeld<T>(
  database: TestDatabase,
  select: string,
  waiting: number,
  work: () => Promise<T>,
  meanwhile?: () => Promise<void>,
): Promise<T> {
  const holder = new pg.Client(database.admin)
  await holder.connect()
  try {
    await holder.query('BEGIN')
    const { rowCount } = await holder.query(`${select} FOR UPDATE`)
    if (rowCount === 0) throw new Error('There is no row to hold')
    const done = work()
    await untilWaiting(database, waiting)
    await meanwhile?.()
    await holder.query('ROLLBACK')
    return await done
  } finally {
    await holder.end()
  }
}

async function untilWaiting(database: TestDatabase, count: number): Promise<void> {
  // Not the holder: within a transaction the activity of others stands still.
  const watcher = new pg.Client(database.admin)
  await watcher.connect()
  try {
    const until = performance.now() + 30_000
    while (performance.now() < until) {
      const { rows } = await watcher.query<{ n: number }>(
        `SELECT count(*)::integer AS n FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
      if ((rows[0]?.n ?? 0) >= count) return
      await setTimeout(5)
    }
  } finally {
    await watcher.end()
  }
  throw new Error(`Fewer than ${count} statements came to wait`)
}

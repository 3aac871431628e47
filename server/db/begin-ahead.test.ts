/** A transaction whose BEGIN is not waited for is still a transaction, whatever happens to it. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { beginAhead } from './begin-ahead.ts'

const database = await createTestDatabase()
const pool = new pg.Pool({ ...database.admin, max: 1, pipeline: true })
// As openDatabase has them: a lost connection fails its statement, never the process.
pool.on('error', () => undefined)
pool.on('connect', (client) => client.on('error', () => undefined))
const kysely = new Kysely<{ tried: { n: number } }>({
  dialect: new PostgresDialect({ pool: beginAhead(pool) }),
})
const stored = () => kysely.selectFrom('tried').select('n').orderBy('n').execute()

beforeAll(() => sql`CREATE TABLE tried (n integer PRIMARY KEY)`.execute(kysely))
afterAll(() => kysely.destroy())

describe('a transaction that begins ahead', () => {
  it('commits all of it, or nothing when a statement fails or the work throws', async () => {
    await kysely.transaction().execute(async (tx) => {
      await tx.insertInto('tried').values({ n: 1 }).execute()
      await tx.insertInto('tried').values({ n: 2 }).execute()
    })
    await expect(
      kysely.transaction().execute(async (tx) => {
        await tx.insertInto('tried').values({ n: 3 }).execute()
        await tx.insertInto('tried').values({ n: 1 }).execute()
      }),
    ).rejects.toMatchObject({ code: '23505' })
    await expect(
      kysely.transaction().execute(async (tx) => {
        await tx.insertInto('tried').values({ n: 4 }).execute()
        throw new Error('thought better of it')
      }),
    ).rejects.toThrow('thought better of it')
    expect(await stored()).toEqual([{ n: 1 }, { n: 2 }])
  })

  it('with a statement nobody waits for fails with its failure, at the next one or when it commits', async () => {
    const unawaited = (n: number) => sql`/* ahead */ INSERT INTO tried (n) VALUES (${n})`
    await expect(
      kysely.transaction().execute(async (tx) => {
        await tx.insertInto('tried').values({ n: 3 }).execute()
        await unawaited(1).execute(tx)
      }),
    ).rejects.toMatchObject({ code: '23505' })
    await expect(
      kysely.transaction().execute(async (tx) => {
        await unawaited(3).execute(tx)
        await unawaited(1).execute(tx)
        await unawaited(4).execute(tx)
        await tx.insertInto('tried').values({ n: 5 }).execute()
      }),
    ).rejects.toMatchObject({ code: '23505' })
    await expect(
      kysely.transaction().execute(async (tx) => {
        await unawaited(3).execute(tx)
        throw new Error('thought better of it')
      }),
    ).rejects.toThrow('thought better of it')
    expect(await stored()).toEqual([{ n: 1 }, { n: 2 }])
    await kysely.transaction().execute(async (tx) => {
      await unawaited(3).execute(tx)
    })
    expect(await stored()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    await kysely.deleteFrom('tried').where('n', '=', 3).execute()
  })

  it('keeps its isolation and its access mode, and leaves the connection as it was', async () => {
    await expect(
      kysely
        .transaction()
        .setAccessMode('read only')
        .execute((tx) => tx.insertInto('tried').values({ n: 5 }).execute()),
    ).rejects.toMatchObject({ code: '25006' })
    const shown = await kysely
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((tx) =>
        sql<{ level: string }>`SELECT current_setting('transaction_isolation') AS level`.execute(tx),
      )
    expect(shown.rows).toEqual([{ level: 'repeatable read' }])
    const after = await sql<{
      level: string
    }>`SELECT current_setting('transaction_isolation') AS level`.execute(kysely)
    expect(after.rows).toEqual([{ level: 'read committed' }])
  })

  it('without a statement, and one that was thrown out of at once, leaves nothing open', async () => {
    await kysely.transaction().execute(async () => undefined)
    await expect(kysely.transaction().execute(() => Promise.reject(new Error('at once')))).rejects.toThrow(
      'at once',
    )
    await kysely.insertInto('tried').values({ n: 6 }).execute()
    const { rows } = await sql<{
      alone: boolean
    }>`SELECT pg_current_xact_id_if_assigned() IS NULL AS alone`.execute(kysely)
    expect(rows).toEqual([{ alone: true }])
  })

  it('fails when its connection is lost meanwhile, and the next one stands', async () => {
    await expect(
      kysely.transaction().execute(async (tx) => {
        const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx)
        await database.ask('admin', 'SELECT pg_terminate_backend($1)', [rows[0]?.pid])
        await tx.insertInto('tried').values({ n: 7 }).execute()
      }),
    ).rejects.toThrow(/terminat|ECONNRESET|EPIPE|connection/i)
    expect((await stored()).map(({ n }) => n)).toEqual([1, 2, 6])
  })

  it('plans a statement once that says so, also with other values, and follows a table that changes', async () => {
    const greater = (n: number) =>
      sql<{ n: number }>`SELECT * FROM tried WHERE n > ${n} ORDER BY n /* prepared greater */`.execute(kysely)
    expect((await greater(1)).rows).toEqual([{ n: 2 }, { n: 6 }])
    expect((await greater(5)).rows).toEqual([{ n: 6 }])
    const { rows } = await sql<{ name: string }>`SELECT name FROM pg_prepared_statements`.execute(kysely)
    expect(rows).toEqual([{ name: 'greater' }])
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { asAccount, chooseAccount } from './account.ts'
import { findProcess, isGone, listProcessesIn } from './process-table.ts'
import { startEmbedded } from './supervisor.ts'
import {
  ask,
  dataFolderWithDatabase,
  install,
  startForTest,
  startKeeper,
  temporaryFolder,
} from './testing/stage.ts'

describe('a database that Enamel left behind', { timeout: 60_000 }, () => {
  it('is taken over after Enamel was killed, with every acknowledged row, and can then be ended', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder, durable: true })
    await ask(keeper.ready.owner, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await keeper.kill('SIGKILL')

    const database = await startForTest({ dataFolder, durable: true })
    expect(database.adopted).toBe(true)
    expect(database.pid).toBe(keeper.ready.postmaster)
    expect(database.notes).toEqual(['The database of the run before was still running and was taken over.'])
    expect(await ask(database.connect('owner'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await database.stop()
    expect(findProcess(database.pid)).toBeUndefined()
    expect((await startForTest({ dataFolder })).adopted).toBe(false)
  })

  it('is taken over at once', async () => {
    const took: number[] = []
    // The quickest of three: other tests may share the processors in this moment.
    while (took.length < 3 && !took.some((milliseconds) => milliseconds < 600)) {
      const dataFolder = await dataFolderWithDatabase()
      const keeper = await startKeeper({ dataFolder, durable: true })
      await keeper.kill('SIGKILL')
      const begin = performance.now()
      const database = await startForTest({ dataFolder, durable: true })
      took.push(performance.now() - begin)
      expect(database.adopted).toBe(true)
    }
    expect(Math.min(...took)).toBeLessThan(600)
  })

  it('obeys the settings of the Enamel that takes it over', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder, durable: false })
    await keeper.kill('SIGKILL')
    const database = await startForTest({ dataFolder, durable: true })
    expect(database.adopted).toBe(true)
    await expect.poll(() => ask(database.connect('app'), 'SHOW fsync')).toEqual([{ fsync: 'on' }])
  })

  it('is watched like one of our own: its death is noticed', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder })
    await keeper.kill('SIGKILL')
    const database = await startForTest({ dataFolder })
    process.kill(database.pid, 'SIGKILL')
    await database.died
    expect(findProcess(database.pid)).toBeUndefined()
  })

  it('is ended and started anew when it does not answer', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder })
    await ask(keeper.ready.owner, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await keeper.kill('SIGKILL')
    process.kill(keeper.ready.postmaster, 'SIGSTOP')
    const database = await startForTest({ dataFolder })
    expect(database.adopted).toBe(false)
    expect(findProcess(keeper.ready.postmaster)).toBeUndefined()
    expect(await ask(database.connect('owner'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('is ended and started anew when the folder of its socket was removed', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder })
    await keeper.kill('SIGKILL')
    rmSync(keeper.ready.owner.host, { recursive: true })
    const database = await startForTest({ dataFolder })
    expect(database.adopted).toBe(false)
    expect(await ask(database.connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('is ended and started anew when it is shutting down', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder })
    await keeper.kill('SIGKILL')
    const lingering = new Client(keeper.ready.owner)
    lingering.on('error', () => undefined)
    await lingering.connect()
    process.kill(keeper.ready.postmaster, 'SIGTERM')
    await expect
      .poll(() => ask(keeper.ready.owner, 'SELECT 1').catch((error: Error) => error.message))
      .toMatch(/shutting down/)
    const database = await startForTest({ dataFolder })
    expect(database.adopted).toBe(false)
    expect(await ask(database.connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await lingering.end()
  })

  it('is ended and started anew when it runs other binaries', async () => {
    const folder = temporaryFolder()
    const dataFolder = await dataFolderWithDatabase(folder)
    const keeper = await startKeeper({ dataFolder }, {}, install(join(folder, 'older')))
    await keeper.kill('SIGKILL')
    expect(findProcess(keeper.ready.postmaster)?.program).toMatch(/older/)
    const database = await startForTest({ dataFolder })
    expect(database.adopted).toBe(false)
    expect(findProcess(keeper.ready.postmaster)).toBeUndefined()
    expect(findProcess(database.pid)?.program).not.toMatch(/older/)
  })

  it('is not mistaken for another program that has its number by now, and that program lives on', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const first = await startEmbedded({ dataFolder, durable: false })
    const pidFile = join(dataFolder, 'database/cluster/postmaster.pid')
    const content = readFileSync(pidFile, 'utf8')
    process.kill(first.pid, 'SIGKILL')
    await first.died
    // Of the same user, so that PostgreSQL itself would take it for another server.
    const { account } = chooseAccount(undefined)
    const other = spawn('sleep', ['600'], { ...asAccount(account), cwd: '/', stdio: 'ignore' })
    onTestFinished(() => void other.kill())
    await once(other, 'spawn')
    writeFileSync(pidFile, content.replace(/^\d+/, String(other.pid)))
    const database = await startForTest({ dataFolder })
    expect(database.adopted).toBe(false)
    expect(findProcess(other.pid ?? 0)).toBeDefined()
    expect(await ask(database.connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('a database that is killed while Enamel runs', { timeout: 60_000 }, () => {
  it('is reported, and starts anew with every acknowledged row although its processes were busy', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const first = await startEmbedded({ dataFolder })
    await ask(first.connect('owner'), 'CREATE TABLE kept AS SELECT 42 AS answer')
    const busy = new Client(first.connect('owner'))
    busy.on('error', () => undefined)
    await busy.connect()
    void busy.query('SELECT count(*) FROM generate_series(1, 10000000000)').catch(() => undefined)
    await expect
      .poll(() =>
        ask(
          first.connect('admin'),
          `SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT count' AND state = 'active'`,
        ),
      )
      .toHaveLength(1)
    const cluster = join(dataFolder, 'database/cluster')
    process.kill(first.pid, 'SIGKILL')
    await first.died
    const left = listProcessesIn(cluster)

    const second = await startForTest({ dataFolder, durable: true })
    expect(second.adopted).toBe(false)
    expect(left.every(isGone)).toBe(true)
    expect(await ask(second.connect('owner'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(true)
    await busy.end().catch(() => undefined)
  })

  it('heals by itself when only one of its processes is killed', async () => {
    const database = await startForTest({ dataFolder: await dataFolderWithDatabase() })
    const client = new Client(database.connect('app'))
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
    await expect
      .poll(() => ask(database.connect('app'), 'SELECT 1 AS one').catch(() => []), { timeout: 10_000 })
      .toEqual([{ one: 1 }])
    expect(findProcess(database.pid)).toBeDefined()
  })
})

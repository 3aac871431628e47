import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabaseForCommand } from './command.ts'
import { acquireFolder, tryToAcquireFolder } from './folder-lock.ts'
import { listProcessesIn } from './process-table.ts'
import { ask, dataFolderWithDatabase, startForTest, startKeeper, temporaryFolder } from './testing/stage.ts'

const durable = false

describe('the database of a command', { timeout: 60_000 }, () => {
  it('is that of the Enamel that runs, which it leaves running', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder })
    await ask(keeper.ready.owner, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const command = await openDatabaseForCommand({ dataFolder, durable, name: 'doctor' })
    expect(await ask(command.connect('owner'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    expect(command.version).toBe(keeper.ready.version)
    await command.close()
    expect(await ask(keeper.ready.owner, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('is waited for while Enamel is still making it', async () => {
    const dataFolder = join(temporaryFolder(), 'data')
    const starting = startKeeper({ dataFolder })
    await expect
      .poll(() => existsSync(join(dataFolder, 'database')), { timeout: 10_000, interval: 5 })
      .toBe(true)
    const command = await openDatabaseForCommand({ dataFolder, durable, name: 'setup-link' })
    const keeper = await starting
    expect(command.connect('owner')).toEqual(keeper.ready.owner)
    await command.close()
  })

  it('is made and started when none runs, and ended at the close with the folder free again', async () => {
    const dataFolder = join(temporaryFolder(), 'data')
    const command = await openDatabaseForCommand({ dataFolder, durable, name: 'migrate' })
    expect(await ask(command.connect('owner'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(tryToAcquireFolder(dataFolder, 'start')).toBeUndefined()
    await command.close()
    expect(listProcessesIn(join(dataFolder, 'database/cluster'))).toEqual([])
    const lock = await acquireFolder({ dataFolder, purpose: 'start', patienceMilliseconds: 0 })
    lock.release()
  })

  it('waits for another command to end', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const first = await openDatabaseForCommand({ dataFolder, durable, name: 'seed' })
    const waiting = openDatabaseForCommand({ dataFolder, durable, name: 'doctor' })
    await first.close()
    const second = await waiting
    expect(await ask(second.connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.close()
  })

  it('is started by the command when the Enamel it waited for is killed', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const keeper = await startKeeper({ dataFolder })
    await keeper.kill('SIGKILL')
    const command = await openDatabaseForCommand({ dataFolder, durable, name: 'doctor' })
    onTestFinished(() => command.close())
    expect(await ask(command.connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(tryToAcquireFolder(dataFolder, 'start')).toBeUndefined()
  })

  it('frees the folder when it cannot be started', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const database = await startForTest({ dataFolder })
    await database.stop()
    writeFileSync(join(dataFolder, 'database/cluster/PG_VERSION'), '17\n')
    await expect(openDatabaseForCommand({ dataFolder, durable, name: 'doctor' })).rejects.toThrow(
      /made by PostgreSQL 17/,
    )
    const lock = await acquireFolder({ dataFolder, purpose: 'start', patienceMilliseconds: 0 })
    lock.release()
  })
})

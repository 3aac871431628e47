import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isRoot, chooseAccount } from './account.ts'
import { startEmbedded } from './supervisor.ts'
import { ask, dataFolderWithDatabase, giveTo, startForTest, temporaryFolder } from './testing/stage.ts'

/** A data folder whose database folder holds these files, owned as the supervisor would have made it. */
function dataFolderWith(files: Record<string, string>): string {
  const dataFolder = join(temporaryFolder(), 'data')
  for (const [name, content] of Object.entries(files)) {
    const path = join(dataFolder, 'database', name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, content)
  }
  const cluster = join(dataFolder, 'database/cluster')
  if (isRoot() && existsSync(cluster)) giveTo(cluster, chooseAccount(undefined).account)
  return dataFolder
}

describe('making the database', { timeout: 60_000 }, () => {
  it('begins again when Enamel and initdb were killed amid it', async () => {
    const dataFolder = join(temporaryFolder(), 'data')
    const database = join(dataFolder, 'database')
    const keeper = spawn(
      process.execPath,
      [join(import.meta.dirname, 'testing/keeper.ts'), JSON.stringify({ dataFolder })],
      { stdio: 'ignore' },
    )
    onTestFinished(() => void keeper.kill('SIGKILL'))
    const halfDone = (): string[] =>
      existsSync(database) ? readdirSync(database).filter((name) => name.startsWith('cluster.new-')) : []
    await expect
      .poll(() => halfDone().some((name) => existsSync(join(database, name, 'PG_VERSION'))), {
        timeout: 10_000,
        interval: 1,
      })
      .toBe(true)
    keeper.kill('SIGKILL')
    await once(keeper, 'exit')
    expect(existsSync(join(database, 'cluster'))).toBe(false)

    const { connect } = await startForTest({ dataFolder })
    expect(await ask(connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('begins again in a cluster folder that holds nothing, or only what initdb had written so far', async () => {
    const empty = dataFolderWith({ 'cluster/PG_VERSION': '18\n' })
    rmSync(join(empty, 'database/cluster/PG_VERSION'))
    const begun = dataFolderWith({
      'cluster/PG_VERSION': '18\n',
      'cluster/base/1/1249': 'x',
      'cluster/pg_wal/000000010000000000000001': 'x',
    })
    for (const dataFolder of [empty, begun]) {
      const { connect } = await startForTest({ dataFolder })
      expect(await ask(connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    }
  })

  it('never touches a folder with anything else in it, and says so', async () => {
    const dataFolder = dataFolderWith({ 'cluster/PG_VERSION': '18\n', 'cluster/thesis.odt': 'years of work' })
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(
      /holds files, but not a whole PostgreSQL database. Enamel does not touch it/,
    )
    expect(readFileSync(join(dataFolder, 'database/cluster/thesis.odt'), 'utf8')).toBe('years of work')
  })

  it('never touches a damaged database that held data', async () => {
    const dataFolder = dataFolderWith({ 'cluster/PG_VERSION': '18\n', 'cluster/base/16384/2619': 'rows' })
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(/restore the database from a backup/)
    expect(existsSync(join(dataFolder, 'database/cluster/base/16384/2619'))).toBe(true)
  })

  it('never touches the database of another PostgreSQL', async () => {
    const dataFolder = dataFolderWith({
      'cluster/PG_VERSION': '17\n',
      'cluster/base/1/1249': 'x',
      'cluster/global/pg_control': 'x',
    })
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(
      /was made by PostgreSQL 17, and this Enamel brings PostgreSQL 18/,
    )
    expect(existsSync(join(dataFolder, 'database/cluster/global/pg_control'))).toBe(true)
  })

  it('refuses a database that PostgreSQL cannot read, with its own last words', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const control = join(dataFolder, 'database/cluster/global/pg_control')
    const content = readFileSync(control)
    content.fill(0xff, 8, 200)
    writeFileSync(control, content)
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(
      /PostgreSQL ended instead of starting[^]*incompatible/,
    )
    expect(readFileSync(control)).toEqual(content)
  })
})

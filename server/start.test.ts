import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Answer, send, signIn } from '../bench/http.ts'
import { copyProject, PROJECT, type Program } from '../bench/program.ts'
import { freePort } from '../test/free-port.ts'
import {
  adminOf,
  countJobs,
  databaseProcesses,
  holdTable,
  killDatabase,
  orderHousekeeping,
  OWNER,
  postmasterOf,
  seededFolder,
  startForTest,
  until,
} from './cli/testing/stage.ts'
import { tryToAcquireFolder } from './db/embedded/folder-lock.ts'
import { sendSignal } from './db/embedded/process-table.ts'
import { temporaryFolder } from './db/embedded/testing/stage.ts'

/** A running Enamel with an Owner who is signed in. */
async function startSignedIn(dataFolder: string): Promise<{ program: Program; cookie: string }> {
  const program = await startForTest({ environment: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' } })
  await program.ready()
  return { program, cookie: await signIn(program.port, OWNER.email, OWNER.password) }
}

function stateStep(port: number, cookie: string, note: string): Promise<Answer> {
  return send(port, { method: 'PUT', path: '/api/checklist/steps/10/statement', cookie, body: { note } })
}

async function notes(port: number, cookie: string): Promise<string[]> {
  const { body } = await send(port, { path: '/api/checklist', cookie })
  return (body as { lines: { statement: { note: string } | null }[] }).lines.flatMap(({ statement }) =>
    statement ? [statement.note] : [],
  )
}

const isRefused = (port: number) =>
  send(port, { path: '/health/live' }).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
  )

function expectNothingLeft(dataFolder: string): void {
  expect(databaseProcesses(dataFolder)).toEqual([])
  const lock = tryToAcquireFolder(dataFolder, 'command:test')
  expect(lock, 'the data folder is free again').toBeDefined()
  lock?.release()
}

describe('the whole program', { timeout: 60_000 }, () => {
  test('SIGTERM ends requests, then jobs, then the database, and signals after it change nothing', async () => {
    const dataFolder = await seededFolder()
    const { program, cookie } = await startSignedIn(dataFolder)
    const request = await holdTable(dataFolder, 'statement')
    const job = await holdTable(dataFolder, 'throttle')
    const admin = await adminOf(dataFolder)
    await orderHousekeeping(admin)
    const answer = stateStep(program.port, cookie, 'said while stopping')
    await Promise.all([request.waitedFor(), job.waitedFor()])

    program.kill('SIGTERM')
    await until(() => isRefused(program.port))
    program.kill('SIGINT')
    program.kill('SIGTERM')
    expect(await countJobs(admin)).toBe(1)
    await request.release()
    expect((await answer).status).toBe(200)
    expect(await countJobs(admin)).toBe(1)
    await admin.end()
    await job.release()

    const { code, stdout, stderr } = await program.ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).not.toMatch(/Error|Set up/)
    expectNothingLeft(dataFolder)
    // A database that is stopped while somebody is connected says so.
    expect(readFileSync(join(dataFolder, 'database/postgres.log'), 'utf8')).not.toMatch(
      /terminating connection/,
    )

    const again = await startSignedIn(dataFolder)
    expect(await notes(again.program.port, again.cookie)).toEqual(['said while stopping'])
  })

  test('Ctrl-C in a terminal under npm ends Enamel in order, though it reaches the whole group', async () => {
    const dataFolder = await seededFolder()
    const port = await freePort()
    const { PATH = '', HOME = '/' } = process.env
    // The Node that a person's PATH has, not the one npm run put in front for this test.
    const path = PATH.split(':').filter((part) => !part.includes('node_modules'))
    const npm = spawn('npm', ['start'], {
      cwd: PROJECT,
      env: {
        PATH: path.join(':'),
        HOME,
        ENAMEL_DATA: dataFolder,
        PORT: String(port),
        ENAMEL_TEST_CLOCK: '1',
      },
      stdio: 'ignore',
      detached: true,
    })
    const ended = once(npm, 'exit')
    onTestFinished(async () => {
      npm.kill('SIGKILL')
      await ended
    })
    await until(() =>
      send(port, { path: '/health/ready' }).then(
        ({ status }) => status === 200,
        () => false,
      ),
    )
    const cookie = await signIn(port, OWNER.email, OWNER.password)
    const request = await holdTable(dataFolder, 'statement')
    const answer = stateStep(port, cookie, 'said at Ctrl-C')
    await request.waitedFor()
    process.kill(-(npm.pid ?? 0), 'SIGINT')
    await until(() => isRefused(port))
    // Had the signal reached PostgreSQL, the connection of this request would be gone.
    await request.release()
    expect((await answer).status).toBe(200)
    await ended
    await until(() => databaseProcesses(dataFolder).length === 0)
    expectNothingLeft(dataFolder)
  })

  test('a signal during the start stops it in order', async () => {
    const dataFolder = join(temporaryFolder(), 'data')
    const program = await startForTest({ environment: { ENAMEL_DATA: dataFolder } })
    await until(() => databaseProcesses(dataFolder).length > 0)
    program.kill('SIGTERM')
    const { code, stdout } = await program.ended
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/Enamel is ready/)
    expectNothingLeft(dataFolder)
  })

  test('a signal while the web pages are being built leaves nothing of them', async () => {
    const project = join(temporaryFolder(), 'enamel')
    copyProject(project)
    const program = await startForTest({ project })
    const dist = join(project, 'web/dist')
    await until(() => existsSync(dist) && readdirSync(dist).length > 0)
    program.kill('SIGINT', true)
    expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(dist)).toEqual([])
    expectNothingLeft(join(project, 'data'))
  })

  test('a second Enamel on the same folder is refused while the first goes on', async () => {
    const dataFolder = await seededFolder()
    const { program, cookie } = await startSignedIn(dataFolder)
    const second = await startForTest({ environment: { ENAMEL_DATA: dataFolder } })
    const { code, stdout, stderr } = await second.ended
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toBe(
      `Enamel is already running on this data folder (process ${program.pid}). Stop it first, or give this one another folder with ENAMEL_DATA.\n`,
    )
    expect((await stateStep(program.port, cookie, 'still here')).status).toBe(200)
  })

  test('after kill -9 the next start takes over the database that was left; session and jobs go on', async () => {
    const dataFolder = await seededFolder()
    const first = await startSignedIn(dataFolder)
    const postmaster = postmasterOf(dataFolder)
    const admin = await adminOf(dataFolder)
    const job = await holdTable(dataFolder, 'throttle')
    await orderHousekeeping(admin)
    await job.waitedFor()
    first.program.kill('SIGKILL')
    await first.program.ended
    await job.release()
    const next = await startForTest({ environment: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' } })
    await next.ready()
    expect(next.said().stdout).toMatch(
      /^The database of the run before was still running and was taken over\.$/m,
    )
    expect(postmasterOf(dataFolder).pid).toBe(postmaster.pid)
    expect((await stateStep(next.port, first.cookie, 'after the crash')).status).toBe(200)
    await until(async () => (await countJobs(admin)) === 0)
  })

  test('a database killed under the running server: 503 with Retry-After, nothing half-written, back by itself', async () => {
    const dataFolder = await seededFolder()
    const { program, cookie } = await startSignedIn(dataFolder)
    const request = await holdTable(dataFolder, 'statement')
    const job = await holdTable(dataFolder, 'throttle')
    await orderHousekeeping(await adminOf(dataFolder))
    const cutOff = stateStep(program.port, cookie, 'cut off')
    await Promise.all([request.waitedFor(), job.waitedFor()])
    killDatabase(dataFolder)
    const { status, headers, body } = await cutOff
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'server.database_away' } })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)

    await until(async () => {
      const answer = await send(program.port, { path: '/api/checklist', cookie })
      if (answer.status !== 200) expect(answer.status).toBe(503)
      return answer.status === 200
    })
    expect(await notes(program.port, cookie)).toEqual([])
    expect((await stateStep(program.port, cookie, 'once more')).status).toBe(200)
    const admin = await adminOf(dataFolder)
    await until(async () => (await countJobs(admin)) === 0)
  })

  test('a database whose disk went away is waited for, never replaced by an empty one', async () => {
    const dataFolder = await seededFolder()
    const { program, cookie } = await startSignedIn(dataFolder)
    // All of them: one that goes a moment later would answer for the next.
    const processes = databaseProcesses(dataFolder)
    renameSync(join(dataFolder, 'database'), join(dataFolder, 'elsewhere'))
    for (const pid of processes) sendSignal(pid, 'SIGKILL')
    await until(() => /is no longer there/.test(program.said().stderr))
    expect((await send(program.port, { path: '/health/ready' })).status).toBe(503)
    renameSync(join(dataFolder, 'elsewhere'), join(dataFolder, 'database'))
    await program.ready()
    expect((await stateStep(program.port, cookie, 'back again')).status).toBe(200)
  })
})

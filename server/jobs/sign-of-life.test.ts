/** Whose jobs are given back: those of processes that are gone, never those of one that lives. */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { showSignOfLife } from './sign-of-life.ts'

const house = await startTestApp()
const { owner } = house.database.connections
const ask = <Row = Record<string, unknown>>(statement: string, values: unknown[] = []) =>
  house.database.ask<Row>('admin', statement, values)

/** A process of that name, as the others see it. */
async function begin(name: string, connection = owner) {
  const sign = showSignOfLife(connection, house.enamel.kernel.log)
  onTestFinished(() => sign.stop())
  await sign.carry(name)
  return sign
}

beforeEach(async () => {
  // What Enamel itself gives back when it begins it has given back by then.
  await house.settle()
  await ask('DELETE FROM graphile_worker._private_jobs')
  for (const name of ['first', 'second']) {
    await ask('SELECT graphile_worker.add_job($1)', ['planted'])
    await ask(
      'UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = run_at, attempts = 1 WHERE locked_by IS NULL',
      [name],
    )
  }
  return () => ask('DELETE FROM graphile_worker._private_jobs')
})
const lockers = async () =>
  (await ask<{ by: string | null }>('SELECT locked_by AS by FROM graphile_worker.jobs ORDER BY id')).map(
    ({ by }) => by,
  )
/** The connections that show that somebody lives. */
const signs = async () =>
  (
    await ask<{ pid: number }>(
      "SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory' AND classid = 7263003 AND datname = current_database()",
    )
  ).map(({ pid }) => pid)
/** Ends the connections of all signs of life, as a firewall or an administrator may. */
const cut = () =>
  ask(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'enamel sign of life'",
  )

describe('jobs in hand', () => {
  it('stay with processes that live, whoever asks', async () => {
    const [first, second] = [await begin('first'), await begin('second')]
    await Promise.all([first.releaseJobs(), second.releaseJobs(), first.releaseJobs()])
    expect(await lockers()).toEqual(['first', 'second'])
  })

  it('are given back once their process is gone, and count as a try', async () => {
    const [first, second] = [await begin('first'), await begin('second')]
    await first.stop()
    await second.releaseJobs()
    expect(await lockers()).toEqual([null, 'second'])
    expect(await ask('SELECT attempts FROM graphile_worker.jobs')).toEqual([{ attempts: 1 }, { attempts: 1 }])
  })

  it('of a queue that was begun again under another name are given back', async () => {
    const first = await begin('first')
    await first.carry('third')
    await first.releaseJobs()
    expect(await lockers()).toEqual([null, null])
  })

  it('stay with processes that lost no more than this connection: they show themselves again by themselves', async () => {
    const [first, second] = [await begin('first'), await begin('second')]
    const before = await signs()
    expect(before.length).toBeGreaterThanOrEqual(2)
    await cut()
    await vi.waitFor(
      async () => {
        const after = await signs()
        expect(after).toHaveLength(before.length)
        expect(after.filter((pid) => before.includes(pid))).toEqual([])
      },
      { timeout: 10_000 },
    )
    await Promise.all([first.releaseJobs(), second.releaseJobs()])
    expect(await lockers()).toEqual(['first', 'second'])
    house.takeComplaints()
  })

  it('are nobody’s to give back who cannot show that it lives itself', async () => {
    const nobody = await begin('third', { ...owner, host: '/nonexistent' })
    await nobody.releaseJobs()
    expect(await lockers()).toEqual(['first', 'second'])
    expect(house.takeComplaints().join('\n')).toContain('cannot be told that this one is alive')
  })
})

/** What runs by the calendar: once, at its time, and once for a week that was missed. */
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { beginTotp, signInWithPassword } from '../../features/identity/contract.ts'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import { INSTALLATION } from '../context.ts'
import { HOUSEKEEPING, scheduleHousekeeping } from './housekeeping.ts'

const house = await startTestApp()
let clinic: Clinic

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
})
afterEach(() => house.outbox.takeAll())

const due = () =>
  house.database.ask<{ at: Date }>('admin', 'SELECT at FROM due WHERE kind = $1', [HOUSEKEEPING])
const throttles = async (kind: string) =>
  (await house.database.ask('admin', 'SELECT FROM throttle WHERE kind = $1', [kind])).length

describe('the daily run', () => {
  it('stands in the calendar once, however many processes start', async () => {
    const other = await startAnother(house)
    onTestFinished(() => other.close())
    await scheduleHousekeeping(house.enamel.kernel)
    expect(await due()).toHaveLength(1)
  })

  it('runs when its time has come, and then stands there for the next day', async () => {
    await house.settle()
    const [first] = await due()
    expect(await house.settle()).not.toHaveProperty([HOUSEKEEPING])
    house.clock.set(first?.at ?? '')
    expect(await house.settle()).toMatchObject({ [HOUSEKEEPING]: 1 })
    const [next] = await due()
    const hours = (Number(next?.at) - Number(first?.at)) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThan(24.1)
  })

  it('that was missed for a week runs once', async () => {
    house.clock.advance({ days: 7 })
    expect(await house.settle()).toMatchObject({ [HOUSEKEEPING]: 1 })
    expect(await due()).toHaveLength(1)
  })

  it('runs once when two processes come for it', async () => {
    const other = await startAnother(house)
    onTestFinished(() => other.close())
    house.clock.advance({ days: 1, minutes: 1 })
    const both = await Promise.all([house.settle(), other.enamel.worker.settle(20_000)])
    const runs = [both[0], both[1].ran].map((ran) => ran[HOUSEKEEPING] ?? 0)
    expect(runs.reduce((sum, one) => sum + one, 0)).toBe(1)
  })

  it('makes the months of the log ahead, so that none is written into the default one', async () => {
    house.clock.advance({ days: 400 })
    await house.settle()
    await signIn(house, clinic.the('OWNER'))
    const [row] = await house.database.ask<{ place: string }>(
      'admin',
      'SELECT tableoid::regclass::text AS place FROM event ORDER BY at DESC LIMIT 1',
    )
    expect(row?.place).toMatch(/^event_2027_\d\d$/)
  })

  it('forgets counters and questions that are over, and keeps what still counts', async () => {
    const wrong = (email: string, address: string) =>
      house.visitor({ address }).call(signInWithPassword, { body: { email, password: 'not the password' } })
    for (let tries = 0; tries < 3; tries++) await wrong('nobody@clinic1.example', '203.0.113.50')
    await wrong(clinic.the('NURSE').email, '203.0.113.51')
    await house.database.ask(
      'admin',
      "UPDATE throttle SET failures = 150 WHERE kind = 'network' AND failures = 3",
    )
    const owner = await signIn(house, clinic.the('OWNER'))
    await owner.must(beginTotp)
    expect([await throttles('account'), await throttles('network')]).toEqual([2, 3])
    house.clock.advance({ days: 2 })
    await house.settle()
    expect([await throttles('account'), await throttles('network')]).toEqual([2, 0])
    expect(await house.database.ask('admin', 'SELECT FROM challenge')).toEqual([])
    house.clock.advance({ days: 91 })
    await house.settle()
    expect(await throttles('account')).toBe(0)
  })
})

describe('the calendar', () => {
  it('is looked at again and again, without anybody asking', async () => {
    await house.settle()
    const [before] = await due()
    house.clock.set(before?.at ?? '')
    const ticking = await startAnother(house, { tickMs: 20 })
    onTestFinished(() => ticking.close())
    await vi.waitFor(async () => expect(Number((await due())[0]?.at)).toBeGreaterThan(Number(before?.at)), {
      timeout: 10_000,
    })
  })

  it('carries out what was due while the server was down, and says when nothing carries it out', async () => {
    await house.database.ask(
      'admin',
      "INSERT INTO due (clinic_id, kind, key, at) VALUES ($1, 'planted.kind', 'one', $2)",
      [INSTALLATION, house.clock.now()],
    )
    const { pending } = await house.enamel.worker.settle(15_000)
    expect(pending).toBe(1)
    expect(house.takeComplaints().join('\n')).toContain('Nothing carries out what is due as planted.kind')
    await house.database.ask('admin', 'DELETE FROM graphile_worker._private_jobs')
  })
})

/** The clock of tests: shared by all processes, never open on a server that is in use. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic } from '../../test/builders.ts'
import { createClock } from '../outside/clock.ts'

const house = await startTestApp({ environment: { ENAMEL_TEST_CLOCK: '1' } })
const ordinary = await startTestApp()
const HOUR = 3_600

interface Told {
  now: string
  offsetSeconds?: number
  ran?: Record<string, number>
  pending?: number
}
const put = (payload: object, at = house) =>
  at.visitor().send<Told>({ method: 'PUT', url: '/api/test/clock', payload })
const get = (at = house) => at.visitor().send<Told>({ method: 'GET', url: '/api/test/clock' })

describe('the clock of tests', () => {
  it('is not there unless it was asked for', async () => {
    for (const reply of [await put({ advanceSeconds: 60 }, ordinary), await get(ordinary)])
      expect([reply.status, reply.code]).toEqual([404, 'request.not_found'])
  })

  it('goes to a moment, or by seconds, back too while nothing is set up, and answers when what is due has run', async () => {
    const set = await put({ set: '2027-01-01T08:00:00Z' })
    expect([set.status, set.body.pending]).toEqual([200, 0])
    expect(set.body.now.slice(0, 19)).toBe('2027-01-01T08:00:00')
    expect(set.body.ran).toMatchObject({ 'house.daily': 1 })
    const { body } = await put({ advanceSeconds: -2 * HOUR })
    expect(body.now.slice(0, 19)).toBe('2027-01-01T06:00:00')
    expect((await get()).body).toMatchObject({ now: expect.stringMatching(/^2027-01-01T06:00:00/) as string })
  })

  it('is one for every process on the database', async () => {
    const other = await startAnother(house)
    onTestFinished(() => other.close())
    await put({ set: '2027-02-01T08:00:00Z' })
    const { body } = await other.visitor().send<Told>({ method: 'GET', url: '/api/test/clock' })
    expect(body.now.slice(0, 19)).toBe('2027-02-01T08:00:00')
  })

  it('makes the months of the log it goes to', async () => {
    await put({ set: '2031-06-15T08:00:00Z' })
    const [row] = await house.database.ask<{ there: boolean }>(
      'admin',
      "SELECT to_regclass('event_2031_06') IS NOT NULL AND to_regclass('event_pii_2032_06') IS NOT NULL AS there",
    )
    expect(row?.there).toBe(true)
  })

  it('goes forward only once there is a clinic', async () => {
    await buildClinic(house, { roles: ['OWNER'] })
    const back = await put({ advanceSeconds: -1 })
    expect([back.status, back.code]).toEqual([403, 'request.not_allowed'])
    expect((await put({ advanceSeconds: HOUR })).status).toBe(200)
  })

  it.each([
    {},
    { set: 'tomorrow' },
    { set: '2031-06-15' },
    { advanceSeconds: '60' },
    { advanceSeconds: 0.5 },
    { advanceSeconds: 1e12 },
    { set: '2031-06-15T08:00:00Z', advanceSeconds: 1 },
  ])('takes nothing else: %j', async (payload) => {
    expect((await put(payload)).status).toBe(422)
  })
})

describe('the clock of the product', () => {
  it('shows the computer’s time, moved by its offset, and goes on', () => {
    const clock = createClock()
    expect(clock.offsetMs).toBe(0)
    const before = clock.now().getTime()
    clock.setOffset(HOUR * 1000)
    const moved = clock.now().getTime() - before
    expect(moved).toBeGreaterThanOrEqual(HOUR * 1000)
    expect(moved).toBeLessThan(HOUR * 1000 + 1_000)
  })
})

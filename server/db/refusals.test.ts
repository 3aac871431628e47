/** Refusals in the log: the first at once, its repeats within a minute as one with a count. */
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { listEvents } from '../../features/audit/contract.ts'
import { signInWithPassword } from '../../features/identity/contract.ts'
import { openRecovery } from '../../features/recovery/contract.ts'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import { INSTALLATION } from '../context.ts'

const house = await startTestApp()
let clinic: Clinic

beforeAll(async () => {
  clinic = await buildClinic(house)
})

const now = async () => (await house.events()).at(-1)?.seq
const minuteLater = async () => {
  house.clock.advance({ minutes: 1 })
  await house.settle()
}
let address = 0
const elsewhere = () => house.visitor({ address: `203.0.113.${++address}` })

describe('a refusal', () => {
  it('that repeats within a minute is one event at once and one with the count after it', async () => {
    const viewer = await signIn(house, clinic.the('VIEWER'))
    const before = await now()
    for (let tries = 0; tries < 7; tries++) {
      expect((await viewer.call(listEvents, { query: {} })).status).toBe(403)
      house.clock.advance({ seconds: 2 })
    }
    const first = await house.events(before)
    expect(first).toMatchObject([
      {
        clinicId: clinic.id,
        action: 'request.refused',
        outcome: 'refused',
        actorId: clinic.the('VIEWER').id,
        count: 1,
        personal: {
          actor_name: clinic.the('VIEWER').name,
          address: '192.0.2.10',
          agent: 'Firefox on Linux',
          route: 'GET /api/audit/events',
          reason: 'request.not_allowed',
        },
      },
    ])
    await minuteLater()
    const [, repeats, ...more] = await house.events(before)
    expect(more).toEqual([])
    expect(repeats).toMatchObject({
      clinicId: clinic.id,
      action: 'request.refused',
      actorId: clinic.the('VIEWER').id,
      count: 6,
      personal: first[0]?.personal,
    })
    // When the last of them was, not when it was written down.
    expect(Math.round((Number(repeats?.at) - Number(first[0]?.at)) / 1000)).toBe(12)
    expect(await house.database.ask('admin', 'SELECT FROM refusal_repeat')).toEqual([])
  })

  it('that stays alone leaves no second event', async () => {
    const viewer = await signIn(house, clinic.the('STAFF'))
    const before = await now()
    await viewer.call(listEvents, { query: {} })
    await minuteLater()
    expect(await house.events(before)).toHaveLength(1)
  })

  it('is the first again after its minute', async () => {
    const viewer = await signIn(house, clinic.the('NURSE'))
    const before = await now()
    for (let round = 0; round < 3; round++) {
      await viewer.call(listEvents, { query: {} })
      await viewer.call(listEvents, { query: {} })
      await minuteLater()
    }
    expect((await house.events(before)).map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1])
  })

  it('of many at the same moment, in two processes, is counted to the last one', async () => {
    const other = await startAnother(house)
    onTestFinished(() => other.close())
    const viewer = await signIn(house, clinic.the('HYGIENIST'))
    const same = other.visitor()
    for (const [name, value] of viewer.cookies) same.cookies.set(name, value)
    const before = await now()
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => (index % 2 ? viewer : same).call(listEvents, { query: {} })),
    )
    await minuteLater()
    expect((await house.events(before)).map(({ count }) => count)).toEqual([1, 29])
  })

  it('from ever another address of one household is the same one', async () => {
    const before = await now()
    for (let host = 1; host <= 6; host++) {
      const guest = house.visitor({ address: `2001:db8:7:1::${host}` })
      expect((await guest.call(openRecovery, { body: { token: `${host}`.repeat(43) } })).status).toBe(410)
    }
    const next = house.visitor({ address: '2001:db8:7:2::1' })
    expect((await next.call(openRecovery, { body: { token: 'A'.repeat(43) } })).status).toBe(410)
    const told = await house.events(before)
    expect(told.map(({ personal }) => personal['address'])).toEqual(['2001:db8:7:1::1', '2001:db8:7:2::1'])
    await minuteLater()
    expect((await house.events(before)).map(({ count }) => count)).toEqual([1, 1, 5])
  })

  it('of another person, route or address is counted apart', async () => {
    const before = await now()
    for (const role of ['DENTIST', 'THERAPIST'] as const)
      await (await signIn(house, clinic.the(role))).call(listEvents, { query: {} })
    for (const visitor of [elsewhere(), elsewhere()])
      await visitor.call(signInWithPassword, {
        body: { email: clinic.the('OWNER').email, password: 'not the password' },
      })
    const refused = (await house.events(before)).filter(({ outcome }) => outcome !== 'ok')
    expect(refused.map(({ action, count }) => [action, count])).toEqual([
      ['request.refused', 1],
      ['request.refused', 1],
      ['auth.signin.fail', 1],
      ['auth.signin.fail', 1],
    ])
    await minuteLater()
  })
})

describe('an address that nobody has', () => {
  it('is in the log of the house, and in the clinic’s where one clinic lives', async () => {
    const before = await now()
    const visitor = elsewhere()
    for (let tries = 0; tries < 3; tries++)
      await visitor.call(signInWithPassword, {
        body: { email: 'nobody@clinic1.example', password: 'a guess' },
      })
    await minuteLater()
    const events = await house.events(before)
    expect(
      events
        .map(({ clinicId, count }) => `${clinicId === INSTALLATION ? 'house' : 'clinic'} ${count}`)
        .toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual(['clinic 1', 'clinic 2', 'house 1', 'house 2'])
    expect(new Set(events.map(({ clinicId }) => clinicId))).toEqual(new Set([INSTALLATION, clinic.id]))
  })
})

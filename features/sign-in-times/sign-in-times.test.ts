/** What signing in costs: told once by the page, kept without a name, shown to Owners as a whole. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  type Person,
  signIn,
  tryPasskey,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import { getSignInTimes, type SignInMethod, tellSignInTime } from './contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

const tell = (visitor: Visitor, seconds: number, method: SignInMethod) =>
  visitor.must(tellSignInTime, { body: { seconds, method } })

async function signsIn(who: Person, seconds: number): Promise<Visitor> {
  const visitor = await signIn(house, who)
  expect(await tell(visitor, seconds, who.totpSecret ? 'app' : 'password')).toEqual({ kept: true })
  return visitor
}
const timesOf = async (clinic: Clinic) => (await signIn(house, clinic.the('OWNER'))).must(getSignInTimes)

describe('a measurement', () => {
  it('is taken once a session, also of two at the same instant', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'], totp: true })
    const visitor = await signIn(house, clinic.the('OWNER'))
    const told = await Promise.all([0, 1, 2].map(() => tell(visitor, 11, 'app')))
    expect(told.filter(({ kept }) => kept)).toHaveLength(1)
    expect(await tell(visitor, 11, 'app')).toEqual({ kept: false })
    expect((await visitor.must(getSignInTimes)).weeks[0]).toMatchObject({ signIns: 1, medianSeconds: 11 })
  })

  it('is dropped where its way is not the one the session was proven by', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'], totp: true })
    const visitor = await signIn(house, clinic.the('OWNER'))
    for (const method of ['passkey', 'password'] as const)
      expect(await tell(visitor, 5, method)).toEqual({ kept: false })
    const passkey = await addPasskeyTo(house, visitor)
    const next = house.visitor()
    await tryPasskey(next, passkey)
    expect(await tell(next, 5, 'app')).toEqual({ kept: false })
    expect(await tell(next, 5, 'passkey')).toEqual({ kept: true })
  })

  it('of no seconds, of more than ten minutes, or of parts of seconds is refused', async () => {
    const visitor = await signIn(house, (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER'))
    for (const seconds of [0, -1, 601, 1.5, 1e12])
      expect((await visitor.call(tellSignInTime, { body: { seconds, method: 'password' } })).status).toBe(422)
    expect((await visitor.must(getSignInTimes)).weeks).toEqual([])
  })

  it('moves no idle limit: a page tells it, no person', async () => {
    const visitor = await signIn(house, (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER'))
    const idleEnd = async () => (await visitor.must(whoAmI)).session?.idleEndsAt
    const before = await idleEnd()
    house.clock.advance({ minutes: 2 })
    await tell(visitor, 9, 'password')
    expect(await idleEnd()).toBe(before)
  })

  it('leaves no name and no time of day behind', async () => {
    const columns = await house.database.ask<{ name: string }>(
      'admin',
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'sign_in_seconds'",
    )
    expect(columns.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'clinic_id',
      'count',
      'method',
      'seconds',
      'week',
    ])
  })
})

describe('what an Owner sees', () => {
  it('is nothing before something was measured', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    expect(await timesOf(clinic)).toMatchObject({ secondsPerDay: null, weeks: [] })
  })

  it('is seconds a day each: the median, times sign-ins by person and day, of two factors alone', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const plain = await buildClinic(house, { roles: ['OWNER'] })
    // Two people on one day: 3 and 1 sign-ins, the median of 9, 11, 11, 40 is 11; 4 × 11 / 2.
    for (const seconds of [9, 11, 11]) await signsIn(clinic.the('OWNER'), seconds)
    await signsIn(clinic.the('NURSE'), 40)
    expect(await timesOf(clinic)).toMatchObject({ secondsPerDay: 22 })
    // By the password alone nothing was spent on a second factor.
    await signsIn(plain.the('OWNER'), 30)
    expect(await timesOf(plain)).toMatchObject({
      secondsPerDay: null,
      weeks: [{ signIns: 1, medianSeconds: 30, secondsPerDay: null }],
    })
  })

  it('shows a way by itself from five people in that week on', async () => {
    const clinic = await buildClinic(house, {
      roles: ['OWNER', 'ADMIN', 'NURSE', 'DENTIST', 'VIEWER'],
      totp: true,
    })
    for (const person of clinic.people.slice(0, 4)) await signsIn(person, 12)
    // One person twice is still one person.
    await signsIn(clinic.the('OWNER'), 12)
    expect((await timesOf(clinic)).weeks[0]?.methods).toEqual([])
    await signsIn(clinic.the('VIEWER'), 20)
    expect((await timesOf(clinic)).weeks[0]?.methods).toEqual([
      { method: 'app', signIns: 6, medianSeconds: 12 },
    ])
    house.clock.advance({ days: 7 })
    await signsIn(clinic.the('OWNER'), 12)
    const { weeks } = await timesOf(clinic)
    expect(weeks).toHaveLength(2)
    expect(weeks[1]?.methods).toEqual([])
  })

  it('is the own clinic’s, and nobody else’s to see', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
    for (const role of ['ADMIN', 'NURSE'] as const)
      expect((await (await signIn(house, clinic.the(role))).call(getSignInTimes)).status).toBe(403)
  })
})

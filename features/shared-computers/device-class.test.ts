/** Which sessions count as shared, own or other; what the log says of where. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  buildClinic,
  type Clinic,
  markShared,
  signIn,
  signInAt,
  tryPasskey,
  addPasskeyTo,
  confirm,
} from '../../test/builders.ts'
import { listEvents } from '../audit/contract.ts'
import { listSessions, signOut, whoAmI } from '../sessions/contract.ts'

const house = await startTestApp()
let clinic: Clinic
let elsewhere: Clinic
beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'DENTIST'], totp: true })
  elsewhere = await buildClinic(house, { roles: ['OWNER'] })
})

const deviceOf = async (visitor: Awaited<ReturnType<typeof signIn>>) => (await visitor.must(whoAmI)).device

describe('a browser with one person', () => {
  it('is neither shared nor anybody’s own', async () => {
    expect(await deviceOf(await signIn(house, clinic.the('NURSE')))).toEqual({ class: 'other', name: null })
  })
})

describe('a second person at one browser', () => {
  it('within twelve hours makes it count as shared at once, with the shared idle time, and asks once', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await visitor.must(signOut)
    house.clock.advance({ hours: 11 })
    const after = (await house.events()).at(-1)?.seq
    await signInAt(house, visitor, clinic.the('DENTIST'))
    expect(await deviceOf(visitor)).toEqual({ class: 'shared', name: null })
    expect((await visitor.must(whoAmI)).session?.idleMinutes).toBe(15)
    await signInAt(house, visitor, clinic.the('NURSE'))
    expect(
      (await house.events(after)).filter(({ action }) => action === 'shared_computer.offered'),
    ).toHaveLength(1)
  })

  it('after twelve hours asks nothing', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await visitor.must(signOut)
    house.clock.advance({ hours: 12, minutes: 1 })
    await signInAt(house, visitor, clinic.the('DENTIST'))
    expect(await deviceOf(visitor)).toEqual({ class: 'other', name: null })
  })

  it('of another clinic asks the clinic of whoever came second', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await signInAt(house, visitor, elsewhere.the('OWNER'))
    expect(await deviceOf(visitor)).toEqual({ class: 'shared', name: null })
  })

  it('whose code is still missing asks nothing', async () => {
    const visitor = await signIn(house, elsewhere.the('OWNER'))
    const { email, password } = clinic.the('NURSE')
    await visitor.send({ method: 'POST', url: '/api/sign-in/password', body: { email, password } })
    expect((await visitor.must(whoAmI)).state).toBe('half')
    expect(await deviceOf(visitor)).toEqual({ class: 'other', name: null })
  })
})

describe('a shared computer', () => {
  it('has its class and name from the first request of a sign-in on, by password and by passkey', async () => {
    const nurse = clinic.the('NURSE')
    const visitor = await signIn(house, nurse)
    await confirm(house, visitor, nurse)
    const passkey = await addPasskeyTo(house, visitor)
    await markShared(house, visitor, clinic, 'Surgery 3')
    await visitor.must(signOut)
    expect(await deviceOf(visitor)).toEqual({ class: 'shared', name: 'Surgery 3' })
    await signInAt(house, visitor, clinic.the('DENTIST'))
    expect(await deviceOf(visitor)).toEqual({ class: 'shared', name: 'Surgery 3' })
    await tryPasskey(visitor, passkey)
    expect(await deviceOf(visitor)).toEqual({ class: 'shared', name: 'Surgery 3' })
    const { sessions } = await visitor.must(listSessions)
    expect(sessions.find(({ current }) => current)?.deviceName).toBe('Surgery 3')
  })

  it('of one clinic is shared for somebody of another too, who does not learn its name', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await markShared(house, visitor, clinic, 'Surgery 4')
    const after = (await house.events()).at(-1)?.seq
    await signInAt(house, visitor, elsewhere.the('OWNER'))
    expect(await deviceOf(visitor)).toEqual({ class: 'shared', name: null })
    const theirs = (await house.events(after)).filter(({ clinicId }) => clinicId === elsewhere.id)
    expect(theirs.length).toBeGreaterThan(0)
    expect(JSON.stringify(theirs)).not.toContain('Surgery 4')
  })

  it('stands in the log by its name: two people at it are two people there', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await markShared(house, visitor, clinic, 'Front desk 9')
    await visitor.must(signOut)
    const after = house.clock.now()
    await signInAt(house, visitor, clinic.the('DENTIST'))
    await visitor.must(signOut)
    await signInAt(house, visitor, clinic.the('NURSE'))
    const owner = await signIn(house, clinic.the('OWNER'))
    const { events } = await owner.must(listEvents, { query: { limit: 50 } })
    const there = events.filter(({ at, deviceName }) => new Date(at) > after && deviceName === 'Front desk 9')
    const started = there.filter(({ action }) => action === 'session.start').map(({ actor }) => actor.id)
    expect(new Set(started)).toEqual(new Set([clinic.the('DENTIST').id, clinic.the('NURSE').id]))
    expect(
      events.filter(({ actor }) => actor.id === clinic.the('OWNER').id).map(({ deviceName }) => deviceName),
    ).not.toContain('Front desk 9')
  })
})

/** The browsers of a person: seen, named, called one's own, forgotten. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, markShared, signIn, signInAt } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import {
  forgetKnownDevice,
  forgetMyDevice,
  listKnownDevices,
  listMyDevices,
  renameMyDevice,
  stateOwnDevice,
} from './devices-contract.ts'

const house = await startTestApp()
let clinic: Clinic
let elsewhere: Clinic
beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE', 'DENTIST'] })
  elsewhere = await buildClinic(house, { roles: ['OWNER'] })
  await house.database.ask('admin', 'UPDATE clinic SET own_idle_minutes = 120 WHERE id = $1', [clinic.id])
})

const here = async (visitor: Visitor) => {
  const device = (await visitor.must(listMyDevices)).devices.find((one) => one.here)
  if (!device) throw new Error('This browser is not on the list')
  return device
}
const at = async (visitor: Visitor) => ({ params: { deviceId: (await here(visitor)).deviceId } })
const rowOf = async (keeper: Visitor, personId: string) =>
  (await keeper.must(listKnownDevices)).people.find(({ id }) => id === personId)

describe('one’s own list', () => {
  it('has browser, system, first and last seen, and which one this is; a name once it is given', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    expect(await here(visitor)).toMatchObject({ browser: 'Firefox', system: 'Linux', name: null, own: false })
    await visitor.must(renameMyDevice, { ...(await at(visitor)), body: { name: 'Work laptop' } })
    expect((await here(visitor)).name).toBe('Work laptop')
  })

  it('changes the idle time of open sessions at once where a device is one’s own', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await visitor.must(stateOwnDevice, { ...(await at(visitor)), body: { own: true } })
    expect(await visitor.must(whoAmI)).toMatchObject({
      device: { class: 'own' },
      session: { idleMinutes: 120 },
    })
    await visitor.must(stateOwnDevice, { ...(await at(visitor)), body: { own: false } })
    expect(await visitor.must(whoAmI)).toMatchObject({
      device: { class: 'other' },
      session: { idleMinutes: 30 },
    })
  })

  it('forgets a browser: its sessions end, and the next sign-in there is told as one from a new device', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    const other = await signIn(house, clinic.the('NURSE'))
    expect(await visitor.must(forgetMyDevice, await at(other))).toEqual({ ended: 1 })
    expect((await other.call(listMyDevices)).code).toBe('session.ended')
    await other.must(whoAmI)
    const { email, password } = clinic.the('NURSE')
    await other.send({ method: 'POST', url: '/api/sign-in/password', body: { email, password } })
    await house.outbox.take('new_device', email)
  })

  it('forgets the browser one sits at, and signs out there', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await visitor.must(forgetMyDevice, await at(visitor))
    expect(visitor.cookies.has('__Host-enamel')).toBe(false)
  })
})

describe('“nobody else uses it”', () => {
  it('is refused of a shared computer, of one that may be, and where somebody else was', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    await markShared(house, nurse, clinic, 'Desk')
    const own = { body: { own: true } }
    expect((await nurse.call(stateOwnDevice, { ...(await at(nurse)), ...own })).code).toBe(
      'known_devices.is_shared',
    )
    const two = await signIn(house, clinic.the('NURSE'))
    await signInAt(house, two, clinic.the('DENTIST'))
    expect((await two.call(stateOwnDevice, { ...(await at(two)), ...own })).code).toBe(
      'known_devices.is_shared',
    )
    const later = await signIn(house, clinic.the('NURSE'))
    house.clock.advance({ days: 3 })
    await signInAt(house, later, clinic.the('DENTIST'))
    expect((await later.call(stateOwnDevice, { ...(await at(later)), ...own })).code).toBe(
      'known_devices.others_use_it',
    )
  })

  it('is over as soon as somebody else signs in there, however much later', async () => {
    const visitor = await signIn(house, clinic.the('NURSE'))
    await visitor.must(stateOwnDevice, { ...(await at(visitor)), body: { own: true } })
    house.clock.advance({ days: 5 })
    await signInAt(house, visitor, clinic.the('DENTIST'))
    house.clock.advance({ days: 5 })
    await signInAt(house, visitor, clinic.the('NURSE'))
    expect((await visitor.must(whoAmI)).device?.class).toBe('other')
  })
})

describe('somebody else’s browser', () => {
  it('cannot be renamed, claimed or forgotten by its id', async () => {
    const dentist = await signIn(house, clinic.the('DENTIST'))
    const theirs = await at(dentist)
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.call(renameMyDevice, { ...theirs, body: { name: 'Mine' } })).status).toBe(404)
    expect((await nurse.call(stateOwnDevice, { ...theirs, body: { own: true } })).status).toBe(404)
    expect((await nurse.call(forgetMyDevice, theirs)).status).toBe(404)
    expect((await dentist.must(whoAmI)).state).toBe('full')
  })
})

describe('the list of everybody', () => {
  it('shows Owners and Admins the browsers of each person in this clinic, of no other', async () => {
    const keeper = await signIn(house, clinic.the('ADMIN'))
    const nurse = await signIn(house, clinic.the('NURSE'))
    await signIn(house, elsewhere.the('OWNER'))
    const row = await rowOf(keeper, clinic.the('NURSE').id)
    expect(row).toMatchObject({ name: clinic.the('NURSE').name, mayForget: true })
    expect(row?.devices.map(({ deviceId }) => deviceId)).toContain((await here(nurse)).deviceId)
    expect(await rowOf(keeper, elsewhere.the('OWNER').id)).toBeUndefined()
    expect((await nurse.call(listKnownDevices)).code).toBe('request.not_allowed')
  })

  it('leaves out browsers that a person used in another clinic only', async () => {
    const guest = elsewhere.the('OWNER')
    await house.database.ask(
      'admin',
      "INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'NURSE', 'active', $3, $3)",
      [clinic.id, guest.id, house.clock.now()],
    )
    await signIn(house, guest)
    expect(await rowOf(await signIn(house, clinic.the('ADMIN')), guest.id)).toBeUndefined()
  })

  it('lets an Admin forget a nurse’s browser with the reason in the log, and not an Owner’s', async () => {
    const keeper = await signIn(house, clinic.the('ADMIN'))
    await confirm(house, keeper, clinic.the('ADMIN'))
    const nurse = await signIn(house, clinic.the('NURSE'))
    const { deviceId } = await here(nurse)
    const body = { reason: 'Laptop sold' }
    const params = { personId: clinic.the('NURSE').id, deviceId }
    const after = (await house.events()).at(-1)?.seq
    expect(await keeper.must(forgetKnownDevice, { params, body })).toEqual({ ended: 1 })
    expect((await nurse.call(listMyDevices)).code).toBe('session.ended')
    expect((await house.events(after))[0]).toMatchObject({
      action: 'known_device.forgotten',
      personal: { target_name: clinic.the('NURSE').name, reason: 'Laptop sold' },
    })
    expect((await keeper.call(forgetKnownDevice, { params, body })).status).toBe(404)
    const owner = await signIn(house, clinic.the('OWNER'))
    const above = { personId: clinic.the('OWNER').id, deviceId: (await here(owner)).deviceId }
    expect((await keeper.call(forgetKnownDevice, { params: above, body })).code).toBe('request.not_allowed')
    expect((await rowOf(keeper, above.personId))?.mayForget).toBe(false)
  })
})

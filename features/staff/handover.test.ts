/** The ownership, offered and taken; and a clinic with one Owner. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { confirmBackupCodes, makeBackupCodes } from '../identity/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { disablePerson, setRole } from './acts-contract.ts'
import {
  acceptOwnership,
  declineOwnership,
  getHandover,
  offerOwnership,
  withdrawOwnership,
} from './handover-contract.ts'
import { getLoneOwner, sealEnvelope } from './lone-owner-contract.ts'

const house = await startTestApp({ apart: true })
const REASON = { reason: 'I retire in June' }
let clinic: Clinic
let owner: Visitor
let nurse: Visitor
let to: { personId: string }

const enter = async (person: Person): Promise<Visitor> => {
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return visitor
}
const offer = (giverRole: 'OWNER' | 'ADMIN' = 'ADMIN') =>
  owner.call(offerOwnership, { params: to, body: { giverRole, ...REASON } })
const offered = async () => (await nurse.must(getHandover)).toMe
const accept = async (handoverId: string) => nurse.call(acceptOwnership, { body: { handoverId } })
const roleOf = async (visitor: Visitor) => (await visitor.must(whoAmI)).person?.role

beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'ADMIN'], totp: true })
  owner = await enter(clinic.the('OWNER'))
  nurse = await enter(clinic.the('NURSE'))
  to = { personId: clinic.the('NURSE').id }
})
afterEach(() => house.outbox.takeAll())

describe('the ownership', () => {
  it('changes hands when it is taken, and not before; both are told', async () => {
    expect((await offer()).status).toBe(200)
    expect(await roleOf(nurse)).toBe('NURSE')
    const { id = '', from } = (await offered()) ?? {}
    expect(from).toBe(clinic.the('OWNER').name)
    expect((await owner.must(getHandover)).fromMe).toMatchObject({ to: clinic.the('NURSE').name })
    expect((await accept(id)).status).toBe(200)
    expect([await roleOf(nurse), await roleOf(owner)]).toEqual(['OWNER', 'ADMIN'])
    const told = (await house.outbox.takeAll())
      .filter(({ template }) => template === 'ownership_handed_over')
      .map(({ address }) => address)
    expect(told.toSorted()).toEqual([clinic.the('OWNER').email, clinic.the('NURSE').email].toSorted())
    expect((await accept(id)).code).toBe('handover.over')
  })

  it('is shared when the giver stays', async () => {
    await offer('OWNER')
    await accept((await offered())?.id ?? '')
    expect([await roleOf(nurse), await roleOf(owner)]).toEqual(['OWNER', 'OWNER'])
  })

  it('is taken once, by whom it was offered to, after a fresh sign-in', async () => {
    await offer()
    const { id = '' } = (await offered()) ?? {}
    const admin = await enter(clinic.the('ADMIN'))
    expect((await admin.call(acceptOwnership, { body: { handoverId: id } })).code).toBe('handover.over')
    expect((await admin.call(declineOwnership, { body: { handoverId: id } })).code).toBe('handover.over')
    const replies = await Promise.all([accept(id), accept(id)])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410])
    await house.database.ask('admin', "UPDATE membership SET role = 'OWNER' WHERE person_id = $1", [
      clinic.the('OWNER').id,
    ])
    await house.database.ask('admin', "UPDATE membership SET role = 'NURSE' WHERE person_id = $1", [
      to.personId,
    ])
    house.clock.advance({ minutes: 11 })
    await confirm(house, owner, clinic.the('OWNER'))
    await offer()
    expect((await accept((await offered())?.id ?? '')).code).toBe('request.confirm_needed')
  })

  it('stays when it is declined, withdrawn, or nobody answers for seven days', async () => {
    await offer()
    const first = (await offered())?.id ?? ''
    expect((await offer()).code).toBe('handover.open_already')
    await nurse.must(declineOwnership, { body: { handoverId: first } })
    expect(await offered()).toBeNull()
    await offer()
    const second = (await offered())?.id ?? ''
    await owner.must(withdrawOwnership)
    expect((await accept(second)).code).toBe('handover.over')
    expect((await owner.call(withdrawOwnership)).code).toBe('handover.over')
    await offer()
    const third = (await offered())?.id ?? ''
    house.clock.advance({ hours: 7 * 24 + 1 })
    owner = await enter(clinic.the('OWNER'))
    nurse = await enter(clinic.the('NURSE'))
    expect(await offered()).toBeNull()
    expect((await accept(third)).code).toBe('handover.over')
    expect((await offer()).status, 'and makes room for another').toBe(200)
  })

  it('is nothing to take from who owns it no longer, or for whose access ended', async () => {
    await owner.must(setRole, {
      params: { personId: clinic.the('ADMIN').id },
      body: { role: 'OWNER', ...REASON },
    })
    await offer()
    const { id = '' } = (await offered()) ?? {}
    const second = await enter({ ...clinic.the('ADMIN') })
    await second.must(setRole, {
      params: { personId: clinic.the('OWNER').id },
      body: { role: 'DENTIST', ...REASON },
    })
    expect(await offered()).toBeNull()
    expect((await accept(id)).code).toBe('handover.over')
    await second.must(offerOwnership, { params: to, body: { giverRole: 'OWNER', ...REASON } })
    await second.must(disablePerson, { params: to, body: REASON })
    expect((await second.must(getHandover)).fromMe).toBeNull()
  })
})

describe('an only Owner', () => {
  it('is covered by sealed codes for a year, while these are the newest', async () => {
    expect(await owner.must(getLoneOwner)).toMatchObject({
      owners: [expect.any(String)],
      codes: null,
      sealed: null,
    })
    expect((await owner.call(sealEnvelope, { body: { place: 'Safe in the office' } })).code).toBe(
      'lone_owner.no_codes',
    )
    const codes = async () => {
      const made = await owner.must(makeBackupCodes)
      await owner.must(confirmBackupCodes, { body: { code: made.codes[0] ?? '' } })
    }
    const over = async () => (await owner.must(getLoneOwner)).sealed?.over
    await codes()
    await owner.must(sealEnvelope, { body: { place: 'Safe in the office' } })
    expect(await over()).toBeNull()
    await codes()
    expect(await over()).toBe('codes')
    await owner.must(sealEnvelope, { body: { place: 'Safe in the office, top shelf' } })
    expect(await over()).toBeNull()
    house.clock.advance({ hours: 366 * 24 })
    owner = await enter(clinic.the('OWNER'))
    expect(await over()).toBe('year')
  })
})

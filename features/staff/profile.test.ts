/** What is on file of a person is changed by who stands above them, by nobody twice at once, and by themselves. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { joinElsewhere } from '../enforcement/testing/practice.ts'
import { addPlace, closePlace, listPlaces, renamePlace, setPersonPlaces } from './places-contract.ts'
import {
  getMyProfile,
  getStaffPerson,
  listStaff,
  setMyName,
  setOutsider,
  setStaffProfile,
} from './roster-contract.ts'

const house = await startTestApp()

let clinic: Clinic
let owner: Visitor
let admin: Visitor
let manager: Visitor
beforeAll(async () => {
  clinic = await buildClinic(house, {
    roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'DENTIST', 'NURSE', 'RECEPTIONIST', 'VIEWER'],
  })
  const enter = async (role: 'OWNER' | 'ADMIN' | 'HR_MANAGER') => {
    const visitor = await signIn(house, clinic.the(role))
    await confirm(house, visitor, clinic.the(role))
    return visitor
  }
  owner = await enter('OWNER')
  admin = await enter('ADMIN')
  manager = await enter('HR_MANAGER')
})

type RoleHere = Parameters<Clinic['the']>[0]
const paramsOf = (role: RoleHere) => ({ personId: clinic.the(role).id })
const fileOf = (role: RoleHere) => owner.must(getStaffPerson, { params: paramsOf(role) })

async function change(
  visitor: Visitor,
  role: RoleHere,
  part: { name?: string; managerId?: string | null; revision?: number },
) {
  const { name, manager: before, revision } = await fileOf(role)
  const body = { name, managerId: before?.personId ?? null, revision, ...part }
  return visitor.call(setStaffProfile, { params: paramsOf(role), body })
}

describe('name and manager', () => {
  it('are changed by a practice manager, with an event that says before and after', async () => {
    const before = (await house.events()).at(-1)?.seq
    expect(
      (await change(manager, 'NURSE', { name: 'Nneka Okoro', managerId: clinic.the('DENTIST').id })).status,
    ).toBe(200)
    expect(await fileOf('NURSE')).toMatchObject({
      name: 'Nneka Okoro',
      manager: { personId: clinic.the('DENTIST').id },
    })
    expect(await house.events(before)).toMatchObject([
      { action: 'staff.profile_changed', personal: { before: clinic.the('NURSE').name } },
    ])
  })

  it('are not changed by whom they stand above, and not for somebody who is nobody’s', async () => {
    expect((await change(manager, 'ADMIN', { name: 'Mallory' })).code).toBe('staff.rank_too_low')
    expect((await change(admin, 'OWNER', { name: 'Mallory' })).code).toBe('staff.rank_too_low')
    expect((await change(owner, 'NURSE', { managerId: clinic.the('NURSE').id })).code).toBe(
      'staff.own_manager',
    )
    const foreign = (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
    expect((await change(owner, 'NURSE', { managerId: foreign.id })).code).toBe('staff.manager_not_found')
  })

  it('are kept when two save at the same instant: the second is shown the newer', async () => {
    const { revision } = await fileOf('DENTIST')
    const both = await Promise.all([
      change(owner, 'DENTIST', { name: 'Esi Bramble', revision }),
      change(admin, 'DENTIST', { name: 'Esi Thistle', revision }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.code).toBe('staff.changed_meanwhile')
  })

  it('of somebody of another clinic too are theirs: they change it, and both logs say so', async () => {
    const other = await joinElsewhere(house, clinic.the('RECEPTIONIST'))
    expect((await change(owner, 'RECEPTIONIST', { name: 'Another' })).code).toBe('staff.name_theirs')
    const receptionist = await signIn(house, clinic.the('RECEPTIONIST'))
    await receptionist.must(setMyName, { body: { name: 'Yaa Fernwell' } })
    expect(await receptionist.must(getMyProfile)).toMatchObject({ name: 'Yaa Fernwell' })
    const renamed = (await house.events()).filter(({ action }) => action === 'person.renamed')
    expect(renamed.map(({ clinicId }) => clinicId).toSorted()).toEqual([clinic.id, other.id].toSorted())
  })
})

describe('from outside', () => {
  const mark = async (
    visitor: Visitor,
    role: RoleHere,
    outsider: 'it' | 'locum' | null,
    endsOn: string | null,
  ) => {
    const { revision } = await fileOf(role)
    return visitor.call(setOutsider, { params: paramsOf(role), body: { outsider, endsOn, revision } })
  }

  it('is said with a last day, which ends their access by itself', async () => {
    expect((await mark(manager, 'VIEWER', 'locum', '2020-01-01')).code).toBe('staff.end_date_past')
    expect((await mark(manager, 'VIEWER', 'locum', '2199-06-15')).code).toBe('staff.end_date_far')
    const day = new Date(house.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    expect((await mark(manager, 'VIEWER', 'locum', day)).status).toBe(200)
    expect(await fileOf('VIEWER')).toMatchObject({ outsider: 'locum', accessEndsOn: day })
    const due = await house.database.ask<{ kind: string }>(
      'admin',
      'SELECT kind FROM due WHERE clinic_id = $1 AND key = $2 ORDER BY kind',
      [clinic.id, clinic.the('VIEWER').id],
    )
    expect(due.map(({ kind }) => kind)).toEqual(['staff.access_ends', 'staff.access_ends_soon'])
    await mark(owner, 'VIEWER', null, null)
    expect(await fileOf('VIEWER')).toMatchObject({ outsider: null, accessEndsOn: null })
  })

  it('is no Owner, nobody above, and not oneself', async () => {
    expect((await mark(owner, 'OWNER', 'it', null)).code).toBe('staff.not_yourself')
    expect((await mark(manager, 'ADMIN', 'it', null)).code).toBe('staff.rank_too_low')
  })

  it('takes every right but those of outside IT at the next request, and the mark is not theirs to take off', async () => {
    const someone = await buildClinic(house, { roles: ['OWNER', 'ADMIN'] })
    const [chief, it] = [await signIn(house, someone.the('OWNER')), await signIn(house, someone.the('ADMIN'))]
    await confirm(house, chief, someone.the('OWNER'))
    await confirm(house, it, someone.the('ADMIN'))
    await it.must(listStaff)
    const params = { personId: someone.the('ADMIN').id }
    const { revision } = await chief.must(getStaffPerson, { params })
    await chief.must(setOutsider, { params, body: { outsider: 'it', endsOn: null, revision } })
    expect((await it.call(listStaff)).code).toBe('request.not_allowed')
    const back = await it.call(setOutsider, {
      params,
      body: { outsider: null, endsOn: null, revision: revision + 1 },
    })
    expect(back.code).toBe('request.not_allowed')
  })
})

describe('places', () => {
  it('are named, renamed and closed, one name once', async () => {
    const { placeId } = await owner.must(addPlace, { body: { name: 'Harbour Street' } })
    expect((await admin.call(addPlace, { body: { name: 'harbour street' } })).code).toBe('places.name_taken')
    await owner.must(renamePlace, { params: { placeId }, body: { name: 'Quay', revision: 1 } })
    const late = await admin.call(renamePlace, { params: { placeId }, body: { name: 'Dock', revision: 1 } })
    expect(late.code).toBe('staff.changed_meanwhile')
    await owner.must(closePlace, { params: { placeId } })
    expect((await owner.must(listPlaces)).places).toEqual([])
    expect((await owner.call(closePlace, { params: { placeId } })).code).toBe('places.not_found')
  })

  it('of one name, added at the same instant, are one', async () => {
    const both = await Promise.all([
      owner.call(addPlace, { body: { name: 'Hill' } }),
      admin.call(addPlace, { body: { name: 'Hill' } }),
    ])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('are not closed while somebody works there only: that would open all of them', async () => {
    const { placeId } = await owner.must(addPlace, { body: { name: 'Annexe' } })
    const { places } = await owner.must(listPlaces)
    const hill = places.find(({ name }) => name === 'Hill')?.placeId ?? ''
    await owner.must(setPersonPlaces, { params: paramsOf('NURSE'), body: { placeIds: [placeId] } })
    const { code, body } = await owner.call(closePlace, { params: { placeId } })
    expect([code, JSON.stringify(body)]).toEqual([
      'places.somebody_works_here_only',
      expect.stringContaining('Nneka Okoro'),
    ])
    await owner.must(setPersonPlaces, { params: paramsOf('NURSE'), body: { placeIds: [placeId, hill] } })
    await owner.must(closePlace, { params: { placeId } })
    expect((await fileOf('NURSE')).places).toEqual([{ placeId: hill, name: 'Hill' }])
    const gone = await owner.call(setPersonPlaces, {
      params: paramsOf('NURSE'),
      body: { placeIds: [placeId] },
    })
    expect(gone.code).toBe('places.not_found')
  })

  it('limit whom a practice manager acts on; they do not widen it themselves', async () => {
    const { placeId } = await owner.must(addPlace, { body: { name: 'Meadow' } })
    await owner.must(setPersonPlaces, { params: paramsOf('HR_MANAGER'), body: { placeIds: [placeId] } })
    // The nurse works at Hill.
    expect((await change(manager, 'NURSE', { name: 'Nobody' })).code).toBe('staff.person_not_found')
    expect((await change(manager, 'RECEPTIONIST', { managerId: null })).status).toBe(200)
    const widen = await manager.call(setPersonPlaces, {
      params: paramsOf('HR_MANAGER'),
      body: { placeIds: [] },
    })
    expect(widen.code).toBe('request.not_allowed')
    await owner.must(setPersonPlaces, { params: paramsOf('HR_MANAGER'), body: { placeIds: [] } })
  })
})

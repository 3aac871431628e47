/** The staff list and a person's page: who sees whom, and how much of them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../server/db/ids.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from '../audit/contract.ts'
import { listSignedIn } from '../session-rules/contract.ts'
import { listKnownDevices } from '../shared-computers/devices-contract.ts'
import { listColleagues } from './contract.ts'
import { getMyProfile, getStaffPerson, listStaff } from './roster-contract.ts'

const house = await startTestApp()
const ask = (text: string, values: unknown[]) => house.database.ask('admin', text, values)

let clinic: Clinic
let owner: Visitor
let manager: Visitor
beforeAll(async () => {
  clinic = await buildClinic(house, {
    roles: ['OWNER', 'HR_MANAGER', 'DENTIST', 'NURSE', 'RECEPTIONIST'],
    totp: true,
  })
  owner = await signIn(house, clinic.the('OWNER'))
  manager = await signIn(house, clinic.the('HR_MANAGER'))
  await signIn(house, clinic.the('NURSE'))
})

const people = async (visitor: Visitor) => (await visitor.must(listStaff)).people
const nameOf = ({ id }: Person) => clinic.people.find((one) => one.id === id)?.name ?? ''
const names = async (visitor: Visitor) => (await people(visitor)).map(({ name }) => name).toSorted()
const page = (visitor: Visitor, { id }: { id: string }) =>
  visitor.call(getStaffPerson, { params: { personId: id } })

describe('the staff list', () => {
  it('has everybody with their role, second step and the day they were last here', async () => {
    const nurse = (await people(owner)).find(({ personId }) => personId === clinic.the('NURSE').id)
    expect(nurse).toMatchObject({
      role: 'NURSE',
      state: 'active',
      secondStep: 'has',
      address: clinic.the('NURSE').email,
      endedAt: null,
    })
    expect(nurse?.lastSignInOn).toMatch(/^\d{4}-\d\d-\d\d$/)
    const dentist = (await people(owner)).find(({ personId }) => personId === clinic.the('DENTIST').id)
    expect(dentist?.lastSignInOn).toBeNull()
  })

  it('has who is disabled and who left with the date, and nobody whose account was deleted', async () => {
    const other = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'DENTIST', 'STAFF'] })
    const at = house.clock.now()
    const end = (role: 'NURSE' | 'DENTIST' | 'STAFF', what: string) =>
      ask(`UPDATE membership SET ${what} WHERE clinic_id = $1 AND person_id = $2`, [
        other.id,
        other.the(role).id,
        at,
      ])
    await end('NURSE', `state = 'disabled', disabled_at = $3, disabled_reason = 'On leave'`)
    await end('DENTIST', `state = 'left', disabled_at = $3, left_at = $3`)
    await end('STAFF', `state = 'disabled', disabled_at = $3, deleted_at = $3`)
    const visitor = await signIn(house, other.the('OWNER'))
    const seen = await people(visitor)
    expect(seen.map(({ role, state, endedAt, secondStep }) => [role, state, endedAt, secondStep])).toEqual(
      expect.arrayContaining([
        ['NURSE', 'disabled', at.toISOString(), null],
        ['DENTIST', 'left', at.toISOString(), null],
      ]),
    )
    expect(seen).toHaveLength(3)
    expect((await page(visitor, other.the('NURSE'))).body).toMatchObject({
      ended: { reason: 'On leave' },
      mayEdit: false,
    })
    expect((await page(visitor, other.the('STAFF'))).status).toBe(404)
  })

  it('has who was asked to join, and whether the link still works', async () => {
    const now = house.clock.now()
    const invite = (name: string, days: number, ended: string) =>
      ask(
        `INSERT INTO invitation (clinic_id, id, name, address, folded, role, made_at, made_by, sent_at, ends_at, ${ended})
         VALUES ($1, $2, $3, $4, $4, 'NURSE', $5, $6, $5, $7, CASE WHEN $8 THEN $5::timestamptz END)`,
        [
          clinic.id,
          newId(now),
          name,
          `${name.toLowerCase()}@new.example`,
          now,
          clinic.the('OWNER').id,
          new Date(now.getTime() + days * 86_400_000),
          name === 'Cancelled',
        ],
      )
    await invite('Fresh', 7, 'cancelled_at')
    await invite('Stale', -1, 'cancelled_at')
    await invite('Cancelled', 7, 'cancelled_at')
    const { pending } = await manager.must(listStaff)
    expect(Object.fromEntries(pending.map(({ name, over, by }) => [name, [over, by]]))).toEqual({
      Fresh: [false, nameOf(clinic.the('OWNER'))],
      Stale: [true, nameOf(clinic.the('OWNER'))],
    })
  })
})

describe('a practice manager', () => {
  it('sees profile and role, and no more than the day of the last sign-in', async () => {
    const { body } = await page(manager, clinic.the('NURSE'))
    expect(body).toMatchObject({ name: nameOf(clinic.the('NURSE')), secondStep: 'has', proofs: null })
    // No instant of a sign-in, no network address, no browser.
    expect(JSON.stringify(body)).not.toMatch(/lastSignIn"|"address":"[\d.:]+"|browser|device/)
    expect((await page(owner, clinic.the('NURSE'))).body).toMatchObject({
      proofs: { app: true, lastSignIn: { how: 'two_factors' } },
    })
  })

  it('reads no sessions, no devices and no log, of anybody', async () => {
    for (const asked of [listSignedIn, listKnownDevices] as const) {
      const { status, code } = await manager.call(asked)
      expect([status, code], asked.url).toEqual([403, 'request.not_allowed'])
    }
    const { status } = await manager.call(listEvents, { query: { by: clinic.the('NURSE').id } })
    expect(status).toBe(403)
  })
})

describe('somebody of another clinic', () => {
  it('is nobody, and who asked is in the log', async () => {
    const foreign = (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
    const before = (await house.events()).at(-1)?.seq
    const { status, code } = await page(owner, foreign)
    expect([status, code]).toEqual([404, 'staff.person_not_found'])
    expect(await house.events(before)).toMatchObject([
      { action: 'request.refused', personal: { reason: 'staff.person_not_found' } },
    ])
    expect((await people(owner)).map(({ personId }) => personId)).not.toContain(foreign.id)
  })
})

describe('who is limited to some places', () => {
  it('sees those who work there, and those who work everywhere', async () => {
    const now = house.clock.now()
    const place = async (name: string) => {
      const id = newId(now)
      await ask('INSERT INTO location (clinic_id, id, name, created_at) VALUES ($1, $2, $3, $4)', [
        clinic.id,
        id,
        name,
        now,
      ])
      return id
    }
    const limit = (role: 'HR_MANAGER' | 'NURSE' | 'RECEPTIONIST' | 'OWNER', at: string) =>
      ask('INSERT INTO membership_location VALUES ($1, $2, $3)', [clinic.id, clinic.the(role).id, at])
    const [harbour, hill] = [await place('Harbour'), await place('Hill')]
    await limit('NURSE', harbour)
    await limit('RECEPTIONIST', hill)
    expect(await names(manager)).toHaveLength(5)
    await limit('HR_MANAGER', hill)
    const left = await names(manager)
    expect(left).toHaveLength(4)
    expect(left).not.toContain(nameOf(clinic.the('NURSE')))
    expect((await page(manager, clinic.the('NURSE'))).status).toBe(404)
    expect((await page(manager, clinic.the('RECEPTIONIST'))).status).toBe(200)
    const { colleagues } = await manager.must(listColleagues)
    expect(colleagues.map(({ name }) => name)).not.toContain(nameOf(clinic.the('NURSE')))
    // Whoever keeps the security of the whole clinic sees all of it.
    await limit('OWNER', hill)
    expect(await names(owner)).toHaveLength(5)
    await ask('DELETE FROM membership_location WHERE clinic_id = $1', [clinic.id])
  })
})

describe('oneself', () => {
  it('reads what the clinic has on file, whatever the role', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    await ask(
      `INSERT INTO role_change (clinic_id, id, person_id, from_role, to_role, reason, changed_by, changed_at)
       VALUES ($1, $2, $3, 'STAFF', 'NURSE', 'Passed her exam', $4, $5)`,
      [
        clinic.id,
        newId(house.clock.now()),
        clinic.the('NURSE').id,
        clinic.the('OWNER').id,
        house.clock.now(),
      ],
    )
    expect(await nurse.must(getMyProfile)).toMatchObject({
      role: 'NURSE',
      roles: [{ from: 'STAFF', to: 'NURSE', reason: 'Passed her exam', by: nameOf(clinic.the('OWNER')) }],
      manager: null,
      places: [],
    })
    expect((await page(nurse, clinic.the('NURSE'))).status).toBe(403)
  })
})

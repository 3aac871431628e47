/** What is done to somebody who works here, as they and everybody else notice it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, PASSWORD, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { signInWithPassword } from '../identity/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { deletePerson, disablePerson, enablePerson, getActs, setEndDate, setRole } from './acts-contract.ts'
import { listColleagues } from './contract.ts'

const house = await startTestApp({ apart: true })
const REASON = { reason: 'She runs the front desk from now on' }
let clinic: Clinic
let owner: Visitor
let nurse: Person
let params: { personId: string }

beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'HR_MANAGER', 'NURSE'], totp: true })
  owner = await signIn(house, clinic.the('OWNER'))
  await confirm(house, owner, clinic.the('OWNER'))
  nurse = clinic.the('NURSE')
  params = { personId: nurse.id }
})
afterEach(() => house.outbox.takeAll())

const tries = (person: Person) =>
  house.visitor().call(signInWithPassword, { body: { email: person.email, password: PASSWORD } })
const templates = async () =>
  (await house.outbox.takeAll()).map(({ template, address }) => `${template} ${address}`).toSorted()
const of = (person: Person) => person.email

describe('another role', () => {
  it('holds at the next request, is told to the person, and stands in the history with its reason', async () => {
    const hers = await signIn(house, nurse)
    expect((await hers.call(listColleagues)).code).toBe('request.not_allowed')
    await owner.must(setRole, { params, body: { role: 'HR_MANAGER', ...REASON } })
    expect((await hers.must(whoAmI)).person?.role).toBe('HR_MANAGER')
    expect((await hers.call(listColleagues)).status).toBe(200)
    expect(await templates()).toEqual([`role_changed ${of(nurse)}`])
    const rows = await house.database.ask(
      'admin',
      'SELECT from_role, to_role, reason, changed_by FROM role_change WHERE person_id = $1',
      [nurse.id],
    )
    expect(rows).toEqual([
      {
        from_role: 'NURSE',
        to_role: 'HR_MANAGER',
        reason: REASON.reason,
        changed_by: clinic.the('OWNER').id,
      },
    ])
    expect((await house.events()).at(-1)).toMatchObject({
      action: 'staff.role_changed',
      targetId: nurse.id,
      personal: { before: 'NURSE', after: 'HR_MANAGER', reason: REASON.reason },
    })
  })

  it('among those who keep the keys is every Owner’s matter', async () => {
    await owner.must(setRole, { params, body: { role: 'ADMIN', ...REASON } })
    expect(await templates()).toEqual([
      `role_changed ${of(nurse)}`,
      `role_changed_owner ${of(clinic.the('OWNER'))}`,
    ])
  })

  it('wants a fresh sign-in and a reason', async () => {
    const stale = await signIn(house, clinic.the('OWNER'))
    house.clock.advance({ minutes: 11 })
    const sent = { params, body: { role: 'DENTIST' as const, ...REASON } }
    expect((await stale.call(setRole, sent)).code).toBe('request.confirm_needed')
    await confirm(house, owner, clinic.the('OWNER'))
    const without = await owner.call(setRole, { params, body: { role: 'DENTIST', reason: ' ' } })
    expect(without.fields).toMatchObject([{ path: 'body.reason' }])
  })

  it('is nobody’s to change back and forth at one instant: the history is a chain', async () => {
    const roles = ['DENTIST', 'STAFF', 'VIEWER', 'HYGIENIST'] as const
    await Promise.all(roles.map((role) => owner.call(setRole, { params, body: { role, ...REASON } })))
    const rows = await house.database.ask<{ from_role: string; to_role: string }>(
      'admin',
      'SELECT from_role, to_role FROM role_change WHERE person_id = $1 ORDER BY changed_at, id',
      [nurse.id],
    )
    expect(rows).toHaveLength(4)
    // Each begins where another ended, and none with itself.
    const begins = rows.map((row) => row.from_role)
    expect(new Set(begins).size).toBe(4)
    expect(begins).toContain('NURSE')
    await house.outbox.takeAll()
  })
})

describe('two Owners', () => {
  it.each([
    ['demote each other', setRole, { role: 'ADMIN', ...REASON }],
    ['disable each other', disablePerson, REASON],
  ] as const)('who %s at the same instant: one stays', async (_what, endpoint, body) => {
    const two = await buildClinic(house, { roles: ['OWNER', 'OWNER'] })
    const [one, other] = two.people as [Person, Person]
    const [first, second] = [await signIn(house, one), await signIn(house, other)]
    await confirm(house, first, one)
    await confirm(house, second, other)
    const replies = await Promise.all([
      first.send({ method: endpoint.method, url: endpoint.url.replace(':personId', other.id), body }),
      second.send({ method: endpoint.method, url: endpoint.url.replace(':personId', one.id), body }),
    ])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const rows = await house.database.ask(
      'admin',
      "SELECT 1 FROM membership WHERE clinic_id = $1 AND role = 'OWNER' AND state = 'active'",
      [two.id],
    )
    expect(rows).toHaveLength(1)
    await house.outbox.takeAll()
  })

  it('of whom one has no way in: the other is neither demoted nor disabled', async () => {
    const two = await buildClinic(house, { roles: ['OWNER', 'OWNER'] })
    const [one, other] = two.people as [Person, Person]
    const first = await signIn(house, one)
    await confirm(house, first, one)
    await house.database.ask('admin', 'DELETE FROM password WHERE person_id = $1', [one.id])
    const to = { params: { personId: other.id } }
    const demoted = await first.call(setRole, { ...to, body: { role: 'VIEWER', ...REASON } })
    const disabled = await first.call(disablePerson, { ...to, body: REASON })
    expect([demoted.code, disabled.code]).toEqual(['staff.last_owner', 'staff.last_owner'])
    expect(await first.must(getActs, to)).toMatchObject({ lastOwner: true, not: null })
    await house.outbox.takeAll()
  })
})

describe('disabled', () => {
  it('ends every session at once, and is taken back with what the person had', async () => {
    const phone = await signIn(house, nurse)
    const done = await owner.must(disablePerson, { params, body: REASON })
    expect(done).toEqual({ sessionsEnded: 1 })
    expect((await phone.must(whoAmI)).endedWhy).toBe('membership_ended')
    expect((await tries(nurse)).status).toBe(401)
    expect(await owner.must(getActs, { params })).toMatchObject({
      state: 'disabled',
      ended: { by: clinic.the('OWNER').name, how: 'hand', reason: REASON.reason },
    })
    expect((await owner.call(disablePerson, { params, body: REASON })).code).toBe('staff.disabled_already')
    await owner.must(enablePerson, { params, body: { ...REASON, endsOn: null } })
    const back = await owner.call(enablePerson, { params, body: { ...REASON, endsOn: null } })
    expect(back.code).toBe('staff.not_disabled')
    expect(await templates()).toEqual([`access_enabled ${of(nurse)}`])
    expect((await signIn(house, nurse)).cookies.size).toBeGreaterThan(0)
  })

  it('needs no fresh sign-in: taking access away never waits', async () => {
    house.clock.advance({ minutes: 11 })
    expect((await owner.call(disablePerson, { params, body: REASON })).status).toBe(200)
  })

  it('by somebody who is demoted at that instant: only what came first counts', async () => {
    const hr = await signIn(house, clinic.the('HR_MANAGER'))
    const [demoted, disabled] = await Promise.all([
      owner.call(setRole, {
        params: { personId: clinic.the('HR_MANAGER').id },
        body: { role: 'VIEWER', ...REASON },
      }),
      hr.call(disablePerson, { params, body: REASON }),
    ])
    expect(demoted.status).toBe(200)
    expect([200, 403]).toContain(disabled.status)
    const late = await hr.call(disablePerson, { params, body: REASON })
    expect(late.code).toBe('request.not_allowed')
  })
})

describe('deleted', () => {
  it('only from those whose access ended: account and name are gone, the log keeps who acted', async () => {
    expect((await owner.call(deletePerson, { params, body: REASON })).code).toBe('staff.not_disabled')
    await owner.must(disablePerson, { params, body: REASON })
    await owner.must(deletePerson, { params, body: REASON })
    const [person] = await house.database.ask('admin', 'SELECT name FROM person WHERE id = $1', [nurse.id])
    expect(person).toEqual({ name: 'Deleted user' })
    for (const table of ['person_email', 'password', 'totp', 'passkey', 'backup_code', 'known_device'])
      expect(
        await house.database.ask(
          'admin',
          `SELECT 1 FROM ${table} WHERE person_id = $1 ${table === 'known_device' ? 'AND forgotten_at IS NULL' : ''}`,
          [nurse.id],
        ),
        table,
      ).toEqual([])
    expect((await tries(nurse)).status).toBe(401)
    expect((await owner.call(getActs, { params })).code).toBe('staff.person_not_found')
    expect((await owner.call(enablePerson, { params, body: { ...REASON, endsOn: null } })).code).toBe(
      'staff.person_not_found',
    )
    const deleted = (await house.events()).find(
      ({ action, targetId }) => action === 'staff.deleted' && targetId === nurse.id,
    )
    expect(deleted?.personal).toMatchObject({ target_name: nurse.name, reason: REASON.reason })
  })

  it('takes nothing from somebody whom another clinic lists', async () => {
    const other = await buildClinic(house, { roles: ['OWNER'] })
    await house.database.ask(
      'admin',
      `INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'NURSE', 'active', $3, $3)`,
      [other.id, nurse.id, house.clock.now()],
    )
    await owner.must(disablePerson, { params, body: REASON })
    await owner.must(deletePerson, { params, body: REASON })
    const [person] = await house.database.ask('admin', 'SELECT name FROM person WHERE id = $1', [nurse.id])
    expect(person).toEqual({ name: nurse.name })
    const there = await house
      .visitor()
      .call(signInWithPassword, { body: { email: nurse.email, password: PASSWORD } })
    expect(there.status).toBe(200)
  })
})

describe('an end date', () => {
  const day = (days: number) =>
    new Date(house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

  it('ends the access by itself after that day; a week before, both sides are told', async () => {
    await house.database.ask('admin', 'UPDATE membership SET manager_id = $2 WHERE person_id = $1', [
      nurse.id,
      clinic.the('HR_MANAGER').id,
    ])
    const hers = await signIn(house, nurse)
    await house.outbox.takeAll()
    await owner.must(setEndDate, { params, body: { endsOn: day(20), ...REASON } })
    expect(await owner.must(getActs, { params })).toMatchObject({ endsOn: day(20), outsider: false })
    house.clock.advance({ hours: 24 * 12 })
    await house.settle()
    expect((await templates()).filter((line) => line.startsWith('access_ends'))).toEqual([])
    house.clock.advance({ hours: 24 * 2 })
    await house.settle()
    expect((await templates()).filter((line) => line.startsWith('access_ends'))).toEqual([
      `access_ends_soon ${of(nurse)}`,
    ])
    house.clock.advance({ hours: 24 * 8 })
    await house.settle()
    expect((await hers.must(whoAmI)).state).toBe('none')
    expect((await tries(nurse)).status).toBe(401)
    const ended = (await house.events()).find(
      ({ action, targetId }) => action === 'staff.disabled' && targetId === nurse.id,
    )
    expect(ended).toMatchObject({ actorKind: 'system', personal: { how: 'end_date' } })
  })

  it('that is taken away, or follows on an end by hand, does nothing', async () => {
    await owner.must(setEndDate, { params, body: { endsOn: day(3), ...REASON } })
    await owner.must(setEndDate, { params, body: { endsOn: null, ...REASON } })
    house.clock.advance({ hours: 24 * 5 })
    await house.settle()
    expect((await tries(nurse)).status).toBe(200)
  })

  it('is refused where it cannot be meant', async () => {
    const set = async (endsOn: string, personId = nurse.id) =>
      (await owner.call(setEndDate, { params: { personId }, body: { endsOn, ...REASON } })).code
    expect(await set(day(-1))).toBe('staff.end_date_past')
    expect(await set(day(3000))).toBe('staff.end_date_far')
    await owner.must(setEndDate, { params, body: { endsOn: day(30), ...REASON } })
    const raise = async () => (await owner.call(setRole, { params, body: { role: 'OWNER', ...REASON } })).code
    expect(await raise()).toBe('staff.owner_has_no_end')
    // Nor is somebody from outside an Owner: a clinic could be left with one who may do nothing.
    await house.database.ask('admin', "UPDATE membership SET outsider = 'it' WHERE person_id = $1", [
      nurse.id,
    ])
    expect(await raise()).toBe('staff.owner_not_outsider')
    expect((await owner.must(getActs, { params })).roles).not.toContain('OWNER')
  })
})

/** The ten steps: never a green that was not measured or stated. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../pure/roles/roles.ts'
import { POINTS } from '../../pure/score/score.ts'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  codeOf,
  confirm,
  signIn,
  setTwoFactorRule,
} from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import {
  beginTotp,
  confirmBackupCodes,
  confirmTotp,
  makeBackupCodes,
  removeTotp,
} from '../identity/contract.ts'
import { makePasswordStatement } from '../password-rules/contract.ts'
import { sealEnvelope } from '../staff/lone-owner-contract.ts'
import { getChecklist, stateStep, withdrawStatement } from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let owner: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE', 'VIEWER'] })
  owner = await signIn(house, clinic.the('OWNER'))
})
afterEach(() => house.outbox.takeAll())

const line = async (step: number, visitor = owner) =>
  (await visitor.must(getChecklist)).lines.find((one) => one.step === step)
const state = (step: number, note: string, visitor = owner) =>
  visitor.call(stateStep, { params: { step }, body: { note } })

/** Sets up an authenticator app for whoever is signed in; its secret. */
async function enrol(visitor: Visitor): Promise<string> {
  const { challengeId, secret } = await visitor.must(beginTotp)
  await visitor.must(confirmTotp, { body: { challengeId, code: codeOf(house, { totpSecret: secret }) } })
  return secret
}

describe('a new clinic', () => {
  it('has ten steps in the guide’s order, of which only what Enamel sees is measured', async () => {
    const checklist = await owner.must(getChecklist)
    expect(checklist.lines.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(checklist.lines.map(({ of }) => of)).toEqual([...POINTS])
    expect(checklist.lines.filter(({ how }) => how === 'measured').map(({ step }) => step)).toEqual([
      1, 2, 4, 7,
    ])
    for (const { how, points } of checklist.lines) if (how === 'unknown') expect(points).toBe(0)
    expect(checklist.lines[0]).toMatchObject({ points: 0, evidence: { values: { withFactor: 0, total: 4 } } })
  })

  it('has numbers that add up: what is reached, what can be gained and what is not known make a hundred', async () => {
    const { number, coverage, lines } = await owner.must(getChecklist)
    expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(number)
    const { measured = 0, stated = 0, unknown = 0, toGain = 0 } = coverage ?? {}
    expect(measured + stated).toBe(number)
    expect(measured + stated + unknown + toGain).toBe(100)
  })
})

describe('step 1', () => {
  it('follows the second factors as they are, at once', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await owner.must(getChecklist)).next).toMatchObject({ key: 'checklist.next.own_second_factor' })
    await enrol(nurse)
    expect(await line(1)).toMatchObject({ points: 5, evidence: { values: { withFactor: 1, total: 4 } } })
    await nurse.must(removeTotp)
    expect(await line(1)).toMatchObject({ points: 0, evidence: { values: { withFactor: 0, total: 4 } } })
    await enrol(nurse)
  })

  it('counts who is active, nobody who is disabled or has left', async () => {
    const set = (to: string) =>
      house.database.ask('admin', 'UPDATE membership SET state = $1 WHERE person_id = $2', [
        to,
        clinic.the('VIEWER').id,
      ])
    for (const gone of ['disabled', 'left', 'invited']) {
      await set(gone)
      expect((await line(1))?.evidence.values).toMatchObject({ withFactor: 1, total: 3 })
    }
    await set('active')
  })

  it('reminds nobody where it is optional: neither oneself nor, for the others, whoever leads', async () => {
    const other = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'VIEWER'] })
    const [leader, nurse] = [await signIn(house, other.the('OWNER')), await signIn(house, other.the('NURSE'))]
    const next = async (visitor: Visitor) => (await visitor.must(getChecklist)).next?.key
    expect(await next(nurse)).toBe('checklist.next.own_second_factor')
    await setTwoFactorRule(house, other.id, 'optional')
    expect(await next(nurse)).toBe('checklist.next.password_statement')
    await leader.must(makePasswordStatement)
    expect(await next(leader)).toBe('checklist.next.shares_computers')
    await setTwoFactorRule(house, other.id, 'recommended')
    expect(await next(leader)).toBe('checklist.next.own_second_factor')
  })

  it('is not full while the clinic does not require it, however many have one', async () => {
    await enrol(owner)
    await enrol(await signIn(house, clinic.the('ADMIN')))
    await enrol(await signIn(house, clinic.the('VIEWER')))
    expect(await line(1)).toMatchObject({
      points: 16,
      of: 20,
      evidence: { values: { withFactor: 4, missing: '' } },
    })
    await setTwoFactorRule(house, clinic.id, 'required')
    expect(await line(1)).toMatchObject({ points: 20, of: 20 })
    await setTwoFactorRule(house, clinic.id, 'recommended')
  })
})

describe('step 2', () => {
  it('is measured: Owners and Admins with two passkeys, and everybody with one', async () => {
    const other = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE', 'VIEWER'] })
    const by = (role: Role) => signIn(house, other.the(role))
    const leader = await by('OWNER')
    const second = async () => (await leader.must(getChecklist)).lines[1]
    expect(await second()).toMatchObject({ how: 'measured', points: 0, of: 10 })
    await addPasskeyTo(house, leader)
    expect(await second()).toMatchObject({
      points: 1,
      page: '/settings/security/passkeys',
      evidence: { values: { withOne: 1, total: 4, withTwo: 0, leaders: 2, more: 0, cannot: 0 } },
    })
    await addPasskeyTo(house, leader)
    expect(await second()).toMatchObject({ points: 3, evidence: { values: { withTwo: 1 } } })
    const nurse = await by('NURSE')
    const own = async () => (await nurse.must(getChecklist)).lines.find(({ step }) => step === 2)
    expect(await own()).toMatchObject({
      points: 0,
      page: '/profile/security',
      evidence: { values: { has: 'false' } },
    })
    await addPasskeyTo(house, nurse)
    expect(await own()).toMatchObject({ points: 10, evidence: { values: { has: 'true' } } })
    await addPasskeyTo(house, await by('VIEWER'))
    const admin = await by('ADMIN')
    await addPasskeyTo(house, admin)
    await addPasskeyTo(house, admin)
    expect(await second()).toMatchObject({ points: 10 })
    expect((await leader.must(getChecklist)).lines[0], 'and each counts for step 1').toMatchObject({
      evidence: { values: { withFactor: 4, missing: '' } },
    })
  })
})

describe('the next step', () => {
  it('is one thing, that this person can do, and another when it is done', async () => {
    expect((await owner.must(getChecklist)).next?.key).toBe('checklist.next.save_backup_codes')
    const { codes } = await owner.must(makeBackupCodes)
    expect((await owner.must(getChecklist)).next?.key).toBe('checklist.next.save_backup_codes')
    await owner.must(confirmBackupCodes, { body: { code: codes[0] ?? '' } })
    expect((await owner.must(getChecklist)).next?.key).toBe('checklist.next.password_statement')
    await owner.must(makePasswordStatement)
    expect((await owner.must(getChecklist)).next).toMatchObject({
      key: 'checklist.next.shares_computers',
      // A no brings all 8.
      points: 4,
      atLeast: true,
      page: '/settings/devices/shared-computers',
    })
    expect((await state(3, 'Each has one of their own')).status).toBe(200)
    // Everybody has one by now: asked of everybody, the step is full.
    const { next, number } = await owner.must(getChecklist)
    expect(next).toMatchObject({ key: 'checklist.next.require_two_factors', points: 4 })
    await setTwoFactorRule(house, clinic.id, 'required')
    expect((await owner.must(getChecklist)).number).toBe((number ?? 0) + 4)
    expect((await owner.must(getChecklist)).next?.key).toBe('checklist.next.stolen_passwords')
    await house.database.ask('admin', 'UPDATE clinic SET range_service = true WHERE id = $1', [clinic.id])
    expect((await owner.must(getChecklist)).next).toMatchObject({
      key: 'checklist.next.second_owner',
      page: '/settings/staff/second-owner',
    })
    await owner.must(sealEnvelope, { body: { place: 'Safe in the office' } })
    expect((await owner.must(getChecklist)).next).toMatchObject({
      key: 'checklist.next.state_step',
      values: { step: 5 },
      points: 5,
    })
    for (const step of [5, 6, 8, 9, 10]) expect((await state(step, 'Seen to')).status).toBe(200)
    expect((await owner.must(getChecklist)).next).toBeNull()
    await setTwoFactorRule(house, clinic.id, 'recommended')
  })
})

describe('a statement', () => {
  it('counts half at most, with who said it, when, and what', async () => {
    await state(8, 'Our IT firm has done it')
    const { name } = clinic.the('OWNER')
    const stated = await line(8)
    expect(stated).toMatchObject({
      how: 'stated',
      points: 5,
      of: 10,
      statement: { by: name, note: 'Our IT firm has done it' },
      evidence: { key: 'checklist.evidence.stated', values: { by: name, note: 'Our IT firm has done it' } },
    })
    expect(Date.parse(stated?.statement?.at ?? '')).toBeLessThan(house.clock.now().getTime())
  })

  it('is replaced by a newer one, and taken back; the log has before and after', async () => {
    await state(9, 'First')
    await state(9, 'Second')
    expect(await owner.must(withdrawStatement, { params: { step: 9 }, query: {} })).toEqual({})
    expect((await line(9))?.how).toBe('unknown')
    const again = await owner.call(withdrawStatement, { params: { step: 9 }, query: {} })
    expect([again.status, again.code]).toEqual([404, 'checklist.not_stated'])
    const events = (await house.events()).filter(({ targetType }) => targetType === 'step_9').slice(-3)
    expect(events.map(({ action, personal }) => [action, personal['before'], personal['after']])).toEqual([
      ['checklist.step_stated', 'Seen to', 'First'],
      ['checklist.step_stated', 'First', 'Second'],
      ['checklist.statement_withdrawn', 'Second', undefined],
    ])
  })

  it('is never made over what is measured', async () => {
    for (const step of [1, 2, 4, 7]) {
      const reply = await state(step, 'All of us have one, really')
      expect([reply.status, reply.code]).toEqual([409, 'checklist.measured_already'])
    }
    expect((await line(7))?.how).toBe('measured')
  })

  it('is the Owner’s alone to make', async () => {
    const other = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
    for (const role of ['ADMIN', 'NURSE'] as const) {
      const visitor = await signIn(house, other.the(role))
      expect((await state(3, 'Seen to', visitor)).status).toBe(403)
      expect((await visitor.call(withdrawStatement, { params: { step: 3 }, query: {} })).status).toBe(403)
    }
  })

  it('of one step made twice in the same moment stands once', async () => {
    await owner.must(withdrawStatement, { params: { step: 10 }, query: {} })
    const replies = await whileHeld(house.database, `SELECT FROM clinic WHERE id = '${clinic.id}'`, 2, () =>
      Promise.all([state(10, 'One'), state(10, 'Other')]),
    )
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    const standing = await house.database.ask(
      'admin',
      'SELECT note FROM statement WHERE clinic_id = $1 AND step = 10 AND withdrawn_at IS NULL',
      [clinic.id],
    )
    expect(standing).toHaveLength(1)
  })
})

describe('somebody who does not lead', () => {
  it('sees their own part, no number, and nobody else’s name', async () => {
    const other = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'VIEWER'] })
    const nurse = await signIn(house, other.the('NURSE'))
    await confirm(house, nurse, other.the('NURSE'))
    const checklist = await nurse.must(getChecklist)
    expect(checklist).toMatchObject({ number: null, coverage: null })
    const text = JSON.stringify(checklist)
    for (const { name } of other.people) expect(text).not.toContain(name)
    expect(checklist.next?.key).toBe('checklist.next.own_second_factor')
  })
})

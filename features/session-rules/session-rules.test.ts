/** Times of signing out: set for everybody at once, also for who is signed in. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { reportActivity, whoAmI } from '../sessions/contract.ts'
import { getSessionRules, listSignedIn, saveSessionRules } from './contract.ts'

const house = await startTestApp({ apart: true })
let clinic: Clinic
let admin: Visitor

const TIMES = { idleMinutes: 30, sharedIdleMinutes: 15, ownIdleMinutes: null, absoluteHours: 12 }
const save = (body: object, by = admin) =>
  by.call(saveSessionRules, { body: { ...TIMES, revision: 1, ...body } })
const events = async (after: string, action: string) =>
  (await house.events(after)).filter((event) => event.action === action)
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
const ask = (sql: string, values: unknown[] = []) => house.database.ask('admin', sql, values)

beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE', 'RECEPTIONIST'] })
  admin = await signIn(house, clinic.the('ADMIN'))
  await confirm(house, admin, clinic.the('ADMIN'))
})
afterEach(() => house.outbox.takeAll())

describe('the times', () => {
  it('are those of facts.md until somebody sets them, and then theirs, with who it was', async () => {
    expect(await admin.must(getSessionRules)).toEqual({ ...TIMES, revision: 1, changed: null })
    const before = await seq()
    const after = { idleMinutes: 20, sharedIdleMinutes: 5, ownIdleMinutes: 60, absoluteHours: 9 }
    expect((await save(after)).body).toEqual({ revision: 2, signedOut: [] })
    expect(await admin.must(getSessionRules)).toMatchObject({
      ...after,
      revision: 2,
      changed: { by: clinic.the('ADMIN').name },
    })
    const [changed] = await events(before, 'session_rules.changed')
    expect(changed?.personal['before']).toBe(
      'idle: 30 min\nshared computers: 15 min\nown devices: as everywhere\nlongest: 12 h',
    )
    expect(changed?.personal['after']).toBe(
      'idle: 20 min\nshared computers: 5 min\nown devices: 60 min\nlongest: 9 h',
    )
  })

  it.each([
    ['idleMinutes', 240],
    ['sharedIdleMinutes', 60],
    ['ownIdleMinutes', 240],
    ['absoluteHours', 24],
  ])('%s is a whole number from 1 to %i, and what is not is refused at the field', async (name, most) => {
    for (const wrong of [
      0,
      -1,
      most + 1,
      10_000,
      1.5,
      '20',
      '',
      ' ',
      'soon',
      true,
      [20],
      Number.POSITIVE_INFINITY,
      null,
    ]) {
      // As JSON has it the last two are null: of an own device that means as everywhere.
      if (JSON.stringify(wrong) === 'null' && name === 'ownIdleMinutes') continue
      const reply = await save({ [name]: wrong })
      expect(reply).toMatchObject({
        status: 422,
        fields: [
          {
            path: `body.${name}`,
            expected: 'whole_to',
            detail: `Please write a whole number from 1 to ${most}.`,
          },
        ],
      })
    }
    expect((await save({ [name]: 1 })).status).toBe(200)
    expect((await save({ [name]: most, revision: 2 })).status).toBe(200)
    expect(await admin.must(getSessionRules)).toMatchObject({ [name]: most })
  })

  it('that are stale are refused with those that stand now', async () => {
    await save({ idleMinutes: 25 })
    const late = await save({ idleMinutes: 5 })
    expect(late).toMatchObject({
      status: 409,
      code: 'session_rules.changed_meanwhile',
      body: { values: { idleMinutes: 25, ownIdleMinutes: 0, revision: 2, by: clinic.the('ADMIN').name } },
    })
    expect(await admin.must(getSessionRules)).toMatchObject({ idleMinutes: 25, revision: 2 })
  })

  it('saved twice at the same instant are saved once', async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, (_, at) => save({ idleMinutes: 10 + at })))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(7)
    expect(await admin.must(getSessionRules)).toMatchObject({ revision: 2 })
  })
})

describe('a change', () => {
  it('signs out at once who is idle by it, and nobody else, not even when it is taken back', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    house.clock.advance({ minutes: 8 })
    const desk = await signIn(house, clinic.the('RECEPTIONIST'))
    const before = await seq()
    expect((await save({ idleMinutes: 5 })).body).toEqual({
      revision: 2,
      signedOut: [clinic.the('NURSE').name],
    })
    expect((await save({ idleMinutes: 30, revision: 2 })).status).toBe(200)
    expect(await nurse.call(getChecklist)).toMatchObject({
      status: 401,
      code: 'session.ended',
      body: { values: { why: 'idle' } },
    })
    expect((await desk.call(getChecklist)).status).toBe(200)
    expect(await events(before, 'session.end')).toMatchObject([
      { targetId: clinic.the('NURSE').id, personal: { reason: 'idle' } },
    ])
  })

  it('of the longest time holds for who is signed in; a longer one gives them no more', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    const begun = await nurse.must(whoAmI)
    const hours = (at: { session: { endsAt: string } | null }) =>
      Math.round((Date.parse(at.session?.endsAt ?? '') - Date.parse(begun.now)) / 3_600_000)
    expect(hours(begun)).toBe(12)
    await save({ absoluteHours: 24 })
    expect(hours(await nurse.must(whoAmI))).toBe(12)
    await save({ absoluteHours: 2, revision: 2 })
    expect(hours(await nurse.must(whoAmI))).toBe(2)
    await save({ absoluteHours: 24, revision: 3 })
    expect(hours(await nurse.must(whoAmI))).toBe(2)
    for (let quarter = 0; quarter < 8; quarter++) {
      house.clock.advance({ minutes: 15 })
      await nurse.call(reportActivity)
    }
    expect((await nurse.must(whoAmI)).endedWhy).toBe('too_long')
  })

  it('ends who has been in for longer than the new longest time, and says so before', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    for (let quarter = 0; quarter < 10; quarter++) {
      house.clock.advance({ minutes: 15 })
      await nurse.must(reportActivity)
    }
    admin = await signIn(house, clinic.the('ADMIN'))
    await confirm(house, admin, clinic.the('ADMIN'))
    expect((await save({ absoluteHours: 2 })).body.signedOut).toEqual([clinic.the('NURSE').name])
    expect((await nurse.must(whoAmI)).endedWhy).toBe('too_long')
  })

  it('holds for a sign-in under way: nobody begins under the times of before', async () => {
    const [saved, visitor] = await Promise.all([
      save({ absoluteHours: 1 }),
      signIn(house, clinic.the('NURSE')),
    ])
    expect(saved.status).toBe(200)
    const { now, session } = await visitor.must(whoAmI)
    expect(Date.parse(session?.endsAt ?? '') - Date.parse(now)).toBeLessThanOrEqual(3_600_000)
  })

  it('counts by device: one’s own by its value, a shared one by its own', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    const desk = await signIn(house, clinic.the('RECEPTIONIST'))
    const mark = (person: string, to: string) =>
      ask('UPDATE session SET device_class = $1 WHERE person_id = $2', [to, clinic.the(person as 'NURSE').id])
    await mark('NURSE', 'own')
    await mark('RECEPTIONIST', 'shared')
    await save({ idleMinutes: 30, ownIdleMinutes: 120, sharedIdleMinutes: 3 })
    expect((await nurse.must(whoAmI)).session?.idleMinutes).toBe(120)
    expect((await desk.must(whoAmI)).session?.idleMinutes).toBe(3)
    house.clock.advance({ minutes: 3 })
    expect((await desk.call(getChecklist)).status).toBe(401)
    house.clock.advance({ minutes: 100 })
    expect((await nurse.call(getChecklist)).status).toBe(200)
    house.clock.advance({ minutes: 20 })
    expect((await nurse.call(getChecklist)).status).toBe(401)
  })

  it('ends nothing of another clinic', async () => {
    const other = await buildClinic(house, { roles: ['NURSE'] })
    const elsewhere = await signIn(house, other.the('NURSE'))
    house.clock.advance({ minutes: 9 })
    await save({ idleMinutes: 1, absoluteHours: 1 })
    expect((await elsewhere.call(getChecklist)).status).toBe(200)
  })
})

describe('step 3 on Home', () => {
  const step3 = async () => (await admin.must(getChecklist)).lines.find(({ step }) => step === 3)
  const answer = (shares: boolean | null) =>
    ask('UPDATE clinic SET shares_computers = $1 WHERE id = $2', [shares, clinic.id])
  const markOne = async (name: string) => {
    const { sessions } = await admin.must(listSignedIn)
    await ask(
      `INSERT INTO shared_computer (clinic_id, id, device_id, name, place, marked_at, marked_by)
       SELECT clinic_id, gen_random_uuid(), device_id, $1, 'Desk', started_at, person_id FROM session WHERE id = $2`,
      [name, sessions[0]?.id],
    )
  }

  it('is not checked until somebody says whether computers are shared', async () => {
    expect(await step3()).toMatchObject({ how: 'unknown', points: 0 })
    await answer(false)
    expect(await step3()).toMatchObject({ how: 'measured', evidence: { values: { verdict: 'kept' } } })
    expect((await step3())?.points).toBe((await step3())?.of)
  })

  it('is half while a shared computer is none yet, or a second person’s browser is nobody’s answer', async () => {
    await answer(true)
    expect(await step3()).toMatchObject({ evidence: { values: { verdict: 'unmarked' } } })
    await markOne('Front desk 1')
    expect(await step3()).toMatchObject({
      evidence: { values: { verdict: 'kept', names: 'Front desk 1', minutes: 15 } },
    })
    await ask(
      `INSERT INTO shared_offer (clinic_id, device_id, seen_at) SELECT clinic_id, device_id, started_at FROM session WHERE clinic_id = $1 LIMIT 1`,
      [clinic.id],
    )
    const half = await step3()
    expect(half).toMatchObject({ evidence: { values: { verdict: 'open', open: 1 } } })
    expect(half?.points).toBe(Math.floor((half?.of ?? 0) / 2))
    await ask("UPDATE shared_offer SET answer = 'not_shared' WHERE clinic_id = $1", [clinic.id])
    expect(await step3()).toMatchObject({ evidence: { values: { verdict: 'kept' } } })
  })

  it('tells whoever works at a shared computer when it lets go of them, and nobody else', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    const own = async () => (await nurse.must(getChecklist)).lines.find(({ step }) => step === 3)
    expect(await own()).toBeUndefined()
    await ask("UPDATE session SET device_class = 'shared', device_name = 'Surgery 2' WHERE person_id = $1", [
      clinic.the('NURSE').id,
    ])
    expect(await own()).toMatchObject({ evidence: { values: { name: 'Surgery 2', minutes: 15 } } })
  })

  it('is not met above 15 minutes', async () => {
    await answer(true)
    await markOne('Surgery 2')
    await save({ sharedIdleMinutes: 16 })
    expect(await step3()).toMatchObject({
      how: 'measured',
      points: 0,
      evidence: { values: { verdict: 'too_long' } },
    })
    await save({ sharedIdleMinutes: 15, revision: 2 })
    expect((await step3())?.points).toBeGreaterThan(0)
  })
})

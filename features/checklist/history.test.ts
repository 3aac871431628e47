/** How the number moved: every change once, with its cause, whatever runs twice or at one time. */
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import type { ClinicId } from '../../server/context.ts'
import { buildClinic, type Clinic, codeOf, confirm, setTwoFactorRule, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { beginTotp, confirmTotp } from '../identity/contract.ts'
import { getChecklist, signException, stateStep, withdrawStatement } from './contract.ts'
import { getHistory } from './history-contract.ts'
import { look } from './history-look.ts'

const house = await startTestApp()
let clinic: Clinic
let owner: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  owner = await signIn(house, clinic.the('OWNER'))
  await confirm(house, owner, clinic.the('OWNER'))
  house.clock.advance({ minutes: 5 })
  await house.settle()
})

/** As the job of a process does. */
const lookAgain = () =>
  look(house.enamel.kernel, house.system(clinic.id as ClinicId).clinicId, 'log', house.clock.now())

const tell = (visitor = owner, days: '30' | '90' | '365' = '90') =>
  visitor.must(getHistory, { query: { days } })
const newest = async (visitor = owner) => (await tell(visitor, '365')).moments.at(-1)
const total = async () => {
  const { start, moments, number } = await tell(owner, '365')
  const moved = moments
    .flatMap(({ changes }) => changes)
    .reduce((sum, { before, after }) => sum + after - before, 0)
  return { told: start + moved, number }
}
const day = (days: number) =>
  new Date(house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

async function enrol(visitor: Visitor): Promise<string> {
  const { challengeId, secret } = await visitor.must(beginTotp)
  await visitor.must(confirmTotp, { body: { challengeId, code: codeOf(house, { totpSecret: secret }) } })
  return secret
}

describe('a change', () => {
  it('is told with its cause, who did it, and the points before and after', async () => {
    const before = (await owner.must(getChecklist)).number ?? 0
    await owner.must(stateStep, { params: { step: 6 }, body: { note: 'All of us did the course in May' } })
    await house.settle()
    const moment = await newest()
    expect(moment).toMatchObject({
      number: before + 5,
      changes: [
        {
          step: 6,
          before: 0,
          after: 5,
          howBefore: 'unknown',
          howAfter: 'stated',
          cause: 'event',
          action: 'checklist.step_stated',
          by: { kind: 'person', id: clinic.the('OWNER').id, name: clinic.the('OWNER').name },
        },
      ],
    })
    expect((await owner.must(getChecklist)).number).toBe(before + 5)
  })

  it('is told of whoever did it, and of the step that they moved', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    house.clock.advance({ minutes: 5 })
    await house.settle()
    clinic.the('NURSE').totpSecret = await enrol(nurse)
    await house.outbox.takeAll()
    await house.settle()
    expect(await newest()).toMatchObject({
      changes: [
        {
          step: 1,
          before: 0,
          after: 6,
          action: 'auth.2fa.factor_added',
          by: { name: clinic.the('NURSE').name },
        },
      ],
    })
  })

  it('of one exception tells each step that took over its points, by who signed it', async () => {
    await confirm(house, owner, clinic.the('OWNER'))
    await owner.must(signException, {
      params: { step: 9 },
      body: { kind: 'not_applicable', reason: 'We have no codes', lastDay: day(20), seen: null },
    })
    await house.settle()
    const changes = (await newest())?.changes ?? []
    expect(changes.find(({ step }) => step === 9)).toMatchObject({ howAfter: 'not_applicable' })
    expect(changes.length).toBeGreaterThan(1)
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(['checklist.exception_signed']))
    await house.outbox.takeAll()
  })

  it('is none where nothing moved: signing in, and looking again', async () => {
    const { moments } = await tell()
    await signIn(house, clinic.the('ADMIN'))
    await house.settle()
    house.clock.advance({ minutes: 2 })
    await house.settle()
    expect((await tell()).moments).toEqual(moments)
    await house.outbox.takeAll()
  })

  it('adds up: the start and all changes are the number that is shown', async () => {
    const { told, number } = await total()
    expect(told).toBe(number)
    expect((await owner.must(getChecklist)).number).toBe(number)
  })
})

describe('time alone', () => {
  it('is told as such at the very moment, also when nobody looked for weeks', async () => {
    const ends =
      (await owner.must(getChecklist)).lines.find(({ step }) => step === 9)?.exception?.endsAt ?? ''
    const { moments } = await tell()
    house.clock.advance({ days: 45 })
    await house.settle()
    owner = await signIn(house, clinic.the('OWNER'))
    const since = (await tell()).moments.slice(moments.length)
    const over = since.find((moment) => moment.at === ends)
    expect(over?.changes.every(({ cause, by, action }) => cause === 'exception_over' && !by && !action)).toBe(
      true,
    )
    expect(over?.changes.some(({ step }) => step === 9)).toBe(true)
    const { told, number } = await total()
    expect(told).toBe(number)
    await house.outbox.takeAll()
  })

  it('fades a statement in two steps, each at its millisecond', async () => {
    const visitor = await signIn(house, clinic.the('OWNER'))
    const until = new Date(
      (await visitor.must(getChecklist)).lines.find(({ step }) => step === 6)?.until ?? '',
    )
    house.clock.set(new Date(until.getTime() + 20 * 86_400_000))
    await house.settle()
    await house.outbox.takeAll()
    const again = await signIn(house, clinic.the('OWNER'))
    const ofSix = (await tell(again)).moments.flatMap(({ at, changes }) =>
      changes
        .filter(({ step }) => step === 6)
        .map(({ cause, before, after }) => ({ at, cause, before, after })),
    )
    expect(ofSix).toEqual([
      { at: until.toISOString(), cause: 'half', before: 5, after: 2 },
      { at: new Date(until.getTime() + 14 * 86_400_000).toISOString(), cause: 'gone', before: 2, after: 0 },
    ])
    owner = again
    await house.outbox.takeAll()
  })
})

describe('a change is written once', () => {
  it('however many processes look at one time, and when a job is run twice', async () => {
    await owner.must(stateStep, { params: { step: 8 }, body: { note: 'Our provider set it up' } })
    await Promise.all(Array.from({ length: 4 }, () => lookAgain()))
    await house.settle()
    await lookAgain()
    const ofEight = (await tell()).moments.flatMap(({ changes }) => changes.filter(({ step }) => step === 8))
    expect(ofEight).toHaveLength(1)
    const { told, number } = await total()
    expect(told).toBe(number)
  })

  it('and is made up for when the look was cut off: nothing of it is there, then all', async () => {
    const count = async () =>
      (await house.database.ask('admin', 'SELECT 1 FROM score_change WHERE clinic_id = $1', [clinic.id]))
        .length
    await house.database.ask(
      'admin',
      `CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'cut off'; END $$`,
    )
    await house.database.ask(
      'admin',
      'CREATE TRIGGER cut_off BEFORE INSERT ON score_change FOR EACH ROW EXECUTE FUNCTION cut_off()',
    )
    onTestFinished(async () => {
      await house.database.ask('admin', 'DROP FUNCTION IF EXISTS cut_off CASCADE')
    })
    const before = await count()
    await owner.must(withdrawStatement, { params: { step: 8 }, query: {} })
    await expect(lookAgain()).rejects.toThrow('cut off')
    expect(await count()).toBe(before)
    await house.database.ask('admin', 'DROP FUNCTION cut_off CASCADE')
    await lookAgain()
    expect(await newest()).toMatchObject({
      changes: [{ step: 8, before: 5, after: 0, action: 'checklist.statement_withdrawn' }],
    })
  })

  it('also when an act reached the log only after the look at what came later', async () => {
    // The ticker has ordered its look, and knows of nothing new.
    await house.settle()
    await house.database.ask('admin', 'UPDATE log_follower SET size = size + 1000')
    onTestFinished(async () => {
      await house.database.ask('admin', 'UPDATE log_follower SET size = 0')
      await house.settle()
    })
    await setTwoFactorRule(house, clinic.id, 'recommended')
    await signIn(house, clinic.the('ADMIN'))
    await lookAgain()
    await owner.must(stateStep, { params: { step: 8 }, body: { note: 'It is set up again' } })
    const { moments } = await tell()
    house.clock.advance({ seconds: 61 })
    await house.settle()
    expect((await tell()).moments).toHaveLength(moments.length + 1)
    await house.outbox.takeAll()
  })
})

describe('Home', () => {
  it('says what the last change was, since when, and why', async () => {
    const visitor = await signIn(house, clinic.the('OWNER'))
    house.clock.advance({ days: 2 })
    await house.settle()
    const again = await signIn(house, clinic.the('OWNER'))
    await again.must(withdrawStatement, { params: { step: 8 }, query: {} })
    // The look that writes it down is on its way: until then nothing is said that would be old.
    expect((await again.must(getChecklist)).latest).toBeNull()
    await house.settle()
    const { latest, lines, number } = await again.must(getChecklist)
    expect(latest).toMatchObject({
      points: -5,
      change: { step: 8, before: 5, after: 0, cause: 'event', by: { name: clinic.the('OWNER').name } },
    })
    expect(lines.find(({ step }) => step === 8)?.since).toBe(latest?.at)
    expect((await newest(again))?.number).toBe(number)
    expect(visitor).toBeDefined()
    await house.outbox.takeAll()
  })

  it('tells nothing of it to who is shown their own part', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.must(getChecklist)).latest).toBeNull()
    expect((await nurse.call(getHistory, { query: { days: '90' } })).status).toBe(403)
    await house.outbox.takeAll()
  })
})

it('is of one clinic alone', async () => {
  const other = await buildClinic(house, { roles: ['OWNER'] })
  const visitor = await signIn(house, other.the('OWNER'))
  await house.settle()
  const { beganAt, moments, start, number } = await tell(visitor)
  expect(beganAt).not.toBeNull()
  expect(moments).toEqual([])
  expect(number).toBe(start)
  expect((await visitor.must(getChecklist)).number).toBe(number)
})

/** The guided setup through HTTP: what answers a step, what is left for later, and whose it is. */
import { beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { answerPlan, NO_ANSWERS } from '../incidents/contract.ts'
import { setWeek } from '../opening-hours/contract.ts'
import { answerShares } from '../shared-computers/contract.ts'
import { addSystems } from '../systems/contract.ts'
import {
  answerStep,
  finishGuidedSetup,
  getGuidedSetup,
  MINUTES,
  putGuidedSetupAway,
  type Step,
  STEPS,
} from './contract.ts'

const house = await startTestApp()

let clinic: Clinic
let owner: Visitor
beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  owner = await signIn(house, clinic.the('OWNER'))
})

const shown = (visitor = owner) => visitor.must(getGuidedSetup)
const stateOf = async (step: Step, visitor = owner) =>
  (await shown(visitor)).steps.find((one) => one.step === step)?.state
const say = (step: Step, answer: 'answered' | 'skipped', visitor = owner) =>
  visitor.call(answerStep, { body: { step, answer } })
/** What this clinic's guided setup left in the log. */
const actions = async () =>
  (
    await house.database.ask<{ action: string }>(
      'admin',
      `SELECT action FROM event WHERE clinic_id = $1 AND action LIKE 'guided_setup.%' ORDER BY at, id`,
      [clinic.id],
    )
  ).map(({ action }) => action)

describe('a step', () => {
  it('takes about twenty minutes together', () => {
    expect(Object.values(MINUTES).reduce((a, b) => a + b, 0)).toBe(20)
  })

  it('is answered by what its feature keeps, wherever that was done', async () => {
    expect((await shown()).next).toBe('hours')
    const week = STEPS.slice(0, 7).map(() => [{ opens: '9', closes: '17' }])
    await owner.must(setWeek, { body: { placeId: null, week, revision: 0 } })
    expect(await stateOf('hours')).toBe('answered')
    await owner.must(addSystems, { body: { systems: [{ kind: 'other', name: 'Chairside' }] } })
    expect(await stateOf('systems')).toBe('answered')
    await owner.must(answerShares, { body: { answer: false } })
    expect(await stateOf('shared')).toBe('answered')
    await owner.must(answerPlan, { body: { ...NO_ANSWERS, leader: 'Ada Marsh', revision: 0 } })
    expect(await stateOf('leader')).toBe('answered')
    expect((await shown()).next).toBe('holidays')
  })

  it('cannot be ticked off: only what leaves no trace is answered by saying so', async () => {
    for (const step of ['hours', 'holidays', 'systems', 'shared', 'leader', 'second_owner'] as const) {
      const { code } = await say(step, 'answered')
      expect(code).toBe('guided_setup.nothing_answered')
      expect(await stateOf(step)).toBe('open')
    }
    expect((await say('range', 'answered')).status).toBe(200)
    expect(await stateOf('range')).toBe('answered')
  })

  it('that is left for later says so, takes no minutes, and is answered when its feature is', async () => {
    const before = await shown()
    await say('shared', 'skipped')
    expect(await actions()).toEqual(['guided_setup.step_skipped'])
    expect(await stateOf('shared')).toBe('skipped')
    expect((await shown()).minutesLeft).toBe(before.minutesLeft - MINUTES.shared)
    // Said again it is no event.
    await say('shared', 'skipped')
    expect(await actions()).toHaveLength(1)
    await owner.must(answerShares, { body: { answer: true } })
    expect(await stateOf('shared')).toBe('answered')
    await say('shared', 'skipped')
    expect(await stateOf('shared')).toBe('answered')
  })

  it('of two that are said at one instant, both stay', async () => {
    await Promise.all([say('range', 'answered'), say('leader', 'skipped'), say('systems', 'skipped')])
    expect([await stateOf('range'), await stateOf('leader'), await stateOf('systems')]).toEqual([
      'answered',
      'skipped',
      'skipped',
    ])
  })
})

describe('the whole of it', () => {
  it('is the clinic’s: another browser, and an Admin, go on where it was left', async () => {
    await say('hours', 'skipped')
    const admin = await signIn(house, clinic.the('ADMIN'))
    expect((await shown(admin)).next).toBe('holidays')
    expect((await shown(await signIn(house, clinic.the('OWNER')))).next).toBe('holidays')
  })

  it('asks an Admin nothing that only Owners may do, a nurse nothing at all, and nobody of another clinic', async () => {
    const admin = await signIn(house, clinic.the('ADMIN'))
    expect((await shown(admin)).steps.map(({ step }) => step)).not.toContain('second_owner')
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.call(getGuidedSetup)).status).toBe(403)
    expect((await say('range', 'skipped', nurse)).status).toBe(403)
    await say('range', 'skipped')
    const there = await buildClinic(house, { roles: ['OWNER'] })
    expect(await stateOf('range', await signIn(house, there.the('OWNER')))).toBe('open')
  })

  it('ends once, and put away it can be gone on with all the same', async () => {
    expect((await shown()).stage).toBe('open')
    await owner.must(putGuidedSetupAway)
    await owner.must(putGuidedSetupAway)
    expect((await shown()).stage).toBe('put_away')
    await say('range', 'skipped')
    await owner.must(finishGuidedSetup)
    expect((await shown()).stage).toBe('finished')
    expect(await actions()).toEqual([
      'guided_setup.put_away',
      'guided_setup.step_skipped',
      'guided_setup.finished',
    ])
  })
})

/** Doing what Home offers moves the number by what it promised, whatever it is; and its lines always add up. */
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ROLES, type Role } from '../../pure/roles/roles.ts'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  codeOf,
  confirm,
  setTwoFactorRule,
  signIn,
  signInAt,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getReview, startReview, stateRow } from '../access-reviews/contract.ts'
import { listRow } from '../access-reviews/testing/list-row.ts'
import { closeWhole } from '../access-reviews/testing/through.ts'
import { getEnforcement, saveEnforcement } from '../enforcement/contract.ts'
import { beginTotp, confirmBackupCodes, confirmTotp, makeBackupCodes } from '../identity/contract.ts'
import { getRun, settleItem, startRun } from '../leavers/contract.ts'
import { getPasswordRules, makePasswordStatement, savePasswordRules } from '../password-rules/contract.ts'
import { getSessionRules, saveSessionRules } from '../session-rules/contract.ts'
import {
  answerOffer,
  answerShares,
  listSharedComputers,
  makeSharedCode,
  markThisBrowser,
} from '../shared-computers/contract.ts'
import { disablePerson } from '../staff/acts-contract.ts'
import { sealEnvelope } from '../staff/lone-owner-contract.ts'
import { getChecklist, signException, stateStep } from './contract.ts'

// A name, and not this computer alone: passkeys are offered.
const house = await startTestApp({
  apart: true,
  environment: { ENAMEL_ORIGIN: 'https://enamel.practice.example' },
})
const tried = new Set<string>()
afterEach(() => house.outbox.takeAll())
afterAll(() => {
  process.stdout.write(`acts whose promise was kept through HTTP: ${tried.size}\n`)
})

const ask = (text: string, values: unknown[]) => house.database.ask('admin', text, values)

async function by(clinic: Clinic, role: Role): Promise<Visitor> {
  const visitor = await signIn(house, clinic.the(role))
  await confirm(house, visitor, clinic.the(role))
  return visitor
}

/** What Home says now; its own sum holds every time. */
async function home(visitor: Visitor) {
  const found = await visitor.must(getChecklist)
  const points = found.lines.reduce((sum, line) => sum + line.points, 0)
  expect(points - (found.held?.points ?? 0)).toBe(found.number)
  expect(found.lines.reduce((sum, line) => sum + line.of, 0)).toBe(100)
  const { measured = 0, stated = 0, unknown = 0, toGain = 0 } = found.coverage ?? {}
  expect([measured + stated, measured + stated + unknown + toGain]).toEqual([points, 100])
  return { ...found, number: found.number ?? 0 }
}

/** The next thing is this, and done it brings what was promised: never less, and more only where that is said. */
async function keeps(visitor: Visitor, key: string, done: () => Promise<unknown>): Promise<number> {
  const before = await home(visitor)
  expect(before.next?.key).toBe(`checklist.next.${key}`)
  await done()
  const { number } = await home(visitor)
  const moved = number - before.number
  if (before.next?.atLeast) expect(moved, key).toBeGreaterThanOrEqual(before.next.points)
  else expect(moved, key).toBe(before.next?.points)
  tried.add(key)
  return moved
}

async function enrol(visitor: Visitor): Promise<void> {
  const { challengeId, secret } = await visitor.must(beginTotp)
  await visitor.must(confirmTotp, { body: { challengeId, code: codeOf(house, { totpSecret: secret }) } })
}

async function saveCodes(visitor: Visitor): Promise<void> {
  const { codes } = await visitor.must(makeBackupCodes)
  await visitor.must(confirmBackupCodes, { body: { code: codes[0] ?? '' } })
}

async function askService(visitor: Visitor): Promise<void> {
  const { minLength, classes, history, revision } = await visitor.must(getPasswordRules)
  await visitor.must(savePasswordRules, {
    body: { minLength, classes, history, revision, rangeService: true },
  })
}

const state = (visitor: Visitor, step: number) =>
  visitor.must(stateStep, { params: { step }, body: { note: 'Seen to, the manager checks on Mondays' } })

/** Everything that has to be asked once is answered; what a test is about is what is left. */
async function settled(roles: readonly Role[] = ['OWNER', 'ADMIN', 'NURSE']) {
  const clinic = await buildClinic(house, { roles })
  await setTwoFactorRule(house, clinic.id, 'optional')
  const owner = await by(clinic, 'OWNER')
  await addPasskeyTo(house, owner)
  await saveCodes(owner)
  await owner.must(makePasswordStatement)
  await askService(owner)
  await owner.must(answerShares, { body: { answer: false } })
  await owner.must(sealEnvelope, { body: { place: 'Safe in the office' } })
  for (const step of [5, 6, 8, 9, 10]) await state(owner, step)
  await house.outbox.takeAll()
  return { clinic, owner }
}

/** No session lasts so long: those of whoever leads the clinic are as if begun just now, and confirmed. */
async function leap(clinic: Clinic, days: number): Promise<void> {
  house.clock.advance({ days })
  const now = house.clock.now()
  await ask(
    `UPDATE session SET started_at = $2, last_activity_at = $2, ends_at = $3, confirmed_until = $4
      WHERE clinic_id = $1 AND state <> 'ended'
        AND person_id IN (SELECT person_id FROM membership WHERE clinic_id = $1 AND role IN ('OWNER', 'ADMIN'))`,
    [clinic.id, now, later(now, 600), later(now, 10)],
  )
}

const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

describe('from the first day', () => {
  it('each next thing keeps its promise, until there is none', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const owner = await by(clinic, 'OWNER')
    const nurse = await by(clinic, 'NURSE')
    await ask('UPDATE password SET compared_at = $2 WHERE person_id = ANY($1)', [
      clinic.people.map(({ id }) => id),
      house.clock.now(),
    ])
    await keeps(owner, 'own_second_factor', () => enrol(owner))
    await keeps(owner, 'save_backup_codes', () => saveCodes(owner))
    await keeps(owner, 'own_passkey', () => addPasskeyTo(house, owner))
    await keeps(owner, 'password_statement', () => owner.must(makePasswordStatement))
    // The act is to ask: what the others do then is theirs.
    await keeps(owner, 'tell_others', async () => undefined)
    await enrol(nurse)
    await keeps(owner, 'shares_computers', () => owner.must(answerShares, { body: { answer: true } }))
    await leap(clinic, 0)
    await keeps(owner, 'require_two_factors', async () => {
      const { revision } = await owner.must(getEnforcement)
      await owner.must(saveEnforcement, {
        body: { level: 'required', roles: [...ROLES], passkeyRoles: [], from: dayIn(7), revision },
      })
    })
    await keeps(owner, 'mark_computer', async () => {
      const { code } = await owner.must(makeSharedCode, {
        body: { name: 'Front desk 1', place: 'Reception' },
      })
      await house.visitor().must(markThisBrowser, { body: { code } })
    })
    await keeps(owner, 'stolen_passwords', () => askService(owner))
    await keeps(owner, 'second_owner', () =>
      owner.must(sealEnvelope, { body: { place: 'Safe in the office' } }),
    )
    for (let { next } = await home(owner); next; { next } = await home(owner)) {
      const step = Number(next.values['step'])
      await keeps(owner, 'state_step', () => state(owner, step))
    }
    expect((await home(owner)).lines.filter(({ how }) => how === 'unknown')).toEqual([])
  })

  it('a passkey of whoever has no second step brings both steps', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    await setTwoFactorRule(house, clinic.id, 'optional')
    const owner = await by(clinic, 'OWNER')
    // 10 of step 1: one of two; of step 2 half of half.
    expect(await keeps(owner, 'own_passkey', () => addPasskeyTo(house, owner))).toBeGreaterThanOrEqual(10)
  })
})

describe('later on', () => {
  it('shorter times, and an answer about a browser of two', async () => {
    const { clinic, owner } = await settled(['OWNER', 'ADMIN', 'NURSE', 'DENTIST'])
    const rules = async (sharedIdleMinutes: number) => {
      const { idleMinutes, ownIdleMinutes, absoluteHours, revision } = await owner.must(getSessionRules)
      await owner.must(saveSessionRules, {
        body: { idleMinutes, ownIdleMinutes, absoluteHours, revision, sharedIdleMinutes },
      })
    }
    await rules(30)
    expect(await keeps(owner, 'shorter_timeout', () => rules(15))).toBe(8)
    const desk = await signIn(house, clinic.the('NURSE'))
    await desk.must(getChecklist)
    await signInAt(house, desk, clinic.the('DENTIST'))
    const moved = await keeps(owner, 'shared_offers', async () => {
      const [offer] = (await owner.must(listSharedComputers)).offers
      await owner.must(answerOffer, {
        params: { deviceId: offer?.deviceId ?? '' },
        body: { answer: 'not_shared' },
      })
    })
    expect(moved).toBe(4)
  })

  it('a review, on time and when its proof fades; what it took away; accounts that nobody uses', async () => {
    const { clinic, owner } = await settled()
    const admin = await by(clinic, 'ADMIN')
    const began = later(house.clock.now(), -85 * 24 * 60)
    await ask('UPDATE membership SET joined_at = $2 WHERE clinic_id = $1', [clinic.id, began])
    await ask('UPDATE clinic SET created_at = $2 WHERE id = $1', [clinic.id, began])
    await by(clinic, 'NURSE')
    await ask('UPDATE session SET started_at = $2 WHERE person_id = $1', [clinic.the('NURSE').id, began])
    const review = async (deciding: readonly [Visitor, ...Visitor[]]) => {
      const { reviewId } = await owner.must(startReview)
      await closeWhole(reviewId, deciding)
    }
    expect(await keeps(owner, 'staff_review', () => review([owner, admin]))).toBe(12)
    // The nurse signed in 85 days ago: nothing to be said of it in the review, and too long ago by then.
    await leap(clinic, 6)
    const unused = await keeps(owner, 'unused_accounts', () =>
      owner.must(disablePerson, {
        params: { personId: clinic.the('NURSE').id },
        body: { reason: 'On leave' },
      }),
    )
    // A quarter of step 4, and one of two instead of one of three in step 1.
    expect(unused).toBeGreaterThan(3)
    await leap(clinic, 88)
    await owner.must(makePasswordStatement)
    const late = await home(owner)
    expect(late.lines[3]).toMatchObject({ freshness: 'half' })
    const { reviewId } = await owner.must(startReview)
    const { rowId, revision } = await listRow(house, clinic.id, reviewId, { removed: true })
    // Late as it is, the promise is half of the quarter.
    const pending = await keeps(owner, 'removals_pending', () =>
      owner.must(stateRow, { params: { reviewId, rowId }, body: { revision } }),
    )
    expect(pending).toBeLessThanOrEqual(2)
    expect((await owner.must(getReview, { params: { reviewId } })).rows.length).toBeGreaterThan(1)
    await keeps(owner, 'staff_review', () => closeWhole(reviewId, [owner, admin]))
  })

  it('somebody who left, with something open that is late: the number is let go', async () => {
    const { clinic, owner } = await settled(['OWNER', 'ADMIN', 'NURSE', 'DENTIST'])
    const admin = await by(clinic, 'ADMIN')
    const { reviewId } = await owner.must(startReview)
    await closeWhole(reviewId, [owner, admin])
    await owner.must(disablePerson, {
      params: { personId: clinic.the('DENTIST').id },
      body: { reason: 'Away' },
    })
    for (let n = 0; n < 2; n++) await addPasskeyTo(house, admin)
    await addPasskeyTo(house, owner)
    const { runId } = await owner.must(startRun, {
      params: { personId: clinic.the('NURSE').id },
      body: { note: '' },
    })
    await setTwoFactorRule(house, clinic.id, 'required')
    const free = await home(owner)
    expect(free.number).toBeGreaterThan(60)
    house.clock.advance({ minutes: 5 })
    await ask(`UPDATE leaver_run SET started_at = $2 WHERE id = $1`, [
      runId,
      new Date(house.clock.now().getTime() - 3 * 86_400_000),
    ])
    await ask(`UPDATE leaver_item SET due_at = $2 WHERE run_id = $1`, [
      runId,
      new Date(house.clock.now().getTime() - 86_400_000),
    ])
    const held = await home(owner)
    expect(held.number).toBe(60)
    expect(held.held?.points).toBeGreaterThan(0)
    await keeps(owner, 'leavers_late', async () => {
      const { items } = await owner.must(getRun, { params: { runId } })
      for (const { id, state: now, revision } of items)
        if (now === 'open')
          await owner.must(settleItem, {
            params: { runId, itemId: id },
            body: { state: 'stated', note: '', statedBy: '', revision },
          })
    })
    expect((await home(owner)).held).toBeNull()
  })

  it('a review that is a month late holds the number, until it is closed', async () => {
    const { clinic, owner } = await settled(['OWNER', 'ADMIN'])
    const admin = await by(clinic, 'ADMIN')
    for (let n = 0; n < 2; n++) await addPasskeyTo(house, admin)
    await addPasskeyTo(house, owner)
    await setTwoFactorRule(house, clinic.id, 'required')
    await leap(clinic, 92 + 30)
    expect((await home(owner)).held).toBeNull()
    await leap(clinic, 1)
    expect((await home(owner)).held?.undone).toMatchObject([{ key: 'checklist.undone.review' }])
    await keeps(owner, 'staff_review', async () => {
      const { reviewId } = await owner.must(startReview)
      await closeWhole(reviewId, [owner, admin])
    })
    expect((await home(owner)).held).toBeNull()
  })

  it('an answer and words of a year ago, given again', async () => {
    const { clinic, owner } = await settled(['OWNER'])
    await setTwoFactorRule(house, clinic.id, 'required')
    await ask(`UPDATE clinic SET created_at = created_at + interval '360 days' WHERE id = $1`, [clinic.id])
    await leap(clinic, 366)
    const { lines } = await home(owner)
    expect(lines[2]).toMatchObject({ freshness: 'half', points: 4 })
    expect(lines[4]).toMatchObject({ freshness: 'half', points: 2 })
    expect(lines[6]?.stated).toMatchObject({ freshness: 'half', points: 1 })
    expect(await keeps(owner, 'password_statement', () => owner.must(makePasswordStatement))).toBe(2)
    await keeps(owner, 'shares_computers_again', () => owner.must(answerShares, { body: { answer: false } }))
    await owner.must(sealEnvelope, { body: { place: 'Safe in the office' } })
    for (let { next } = await home(owner); next; { next } = await home(owner)) {
      const step = Number(next.values['step'])
      expect(await keeps(owner, 'state_step', () => state(owner, step))).toBeGreaterThan(0)
    }
  })
})

it('the plan of two is the number once both are done', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER'], totp: true })
  await setTwoFactorRule(house, clinic.id, 'required')
  const owner = await by(clinic, 'OWNER')
  await saveCodes(owner)
  await addPasskeyTo(house, owner)
  await owner.must(makePasswordStatement)
  await owner.must(answerShares, { body: { answer: false } })
  await askService(owner)
  await owner.must(sealEnvelope, { body: { place: 'Safe in the office' } })
  const { next, planned } = await home(owner)
  expect([next?.key, planned?.also.key]).toEqual(['checklist.next.state_step', 'checklist.next.state_step'])
  await state(owner, Number(next?.values['step']))
  await state(owner, Number(planned?.also.values['step']))
  expect((await home(owner)).number).toBe(planned?.number)
})

it('nobody is asked for the points of a risk that an Owner took, until it ends', async () => {
  const { clinic, owner } = await settled(['OWNER'])
  await setTwoFactorRule(house, clinic.id, 'recommended')
  expect((await home(owner)).next?.key).toBe('checklist.next.require_two_factors')
  await owner.must(signException, {
    params: { step: 1 },
    body: { kind: 'risk_accepted', reason: 'Until the new phones come', lastDay: dayIn(10), seen: null },
  })
  const taken = await home(owner)
  // What is measured stays what it is: 16 of 20.
  expect(taken.lines[0]).toMatchObject({ how: 'measured', points: 16, exception: { kind: 'risk_accepted' } })
  expect(taken.next).toBeNull()
  await leap(clinic, 11)
  expect((await home(owner)).next?.key).toBe('checklist.next.require_two_factors')
})

const dayIn = (days: number) =>
  new Date(house.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

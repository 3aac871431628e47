/** The code from somebody beside them: whose it is, how long, how often, and that it opens nothing by itself. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { codeOf, type Person } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { beginTotp, confirmTotp, signInWithPassword } from '../identity/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { vouch } from './contract.ts'
import { makeBesideCode, makePasswordLink, resetFactor } from './protected-contract.ts'
import { BECAUSE, openPractice, type Practice } from './testing/practice.ts'

const house = await startTestApp()
let clinic: Practice
let admin: Visitor
beforeEach(async () => {
  clinic = await openPractice(house)
  admin = await clinic.enter(clinic.admin)
  await admin.must(resetFactor, { params: { personId: clinic.nurse.id }, body: BECAUSE })
})
afterEach(() => house.outbox.takeAll())

const make = async (visitor: Visitor, { id }: Person) =>
  (await visitor.must(makeBesideCode, { params: { personId: id } })).shown
const give = async (visitor: Visitor, code: string) => {
  const { status, code: problem } = await visitor.call(vouch, { body: { way: 'beside', code } })
  return [status, problem]
}
/** With the password alone: where the set-up begins. */
async function atTheSetUp({ email, password }: Person): Promise<Visitor> {
  const visitor = house.visitor()
  await visitor.must(signInWithPassword, { body: { email, password } })
  return visitor
}
const OVER = [410, 'enforcement.code_over']

describe('a code from somebody beside them', () => {
  it('vouches for its person, who sets up a new app and is back', async () => {
    const nurse = await atTheSetUp(clinic.nurse)
    expect((await nurse.call(beginTotp)).code).toBe('identity.vouch_needed')
    expect(await give(nurse, await make(admin, clinic.nurse))).toEqual([200, undefined])
    const { challengeId, secret } = await nurse.must(beginTotp)
    const code = codeOf(house, { totpSecret: secret })
    await nurse.must(confirmTotp, { body: { challengeId, code } })
    expect(await nurse.must(whoAmI)).toMatchObject({ state: 'full', must: null })
  })

  it('is told to the person and all Owners when it is made, and is in no mail and no log', async () => {
    await house.outbox.takeAll()
    const before = (await house.events()).at(-1)?.seq
    const shown = await make(admin, clinic.nurse)
    const mails = await house.outbox.left()
    expect(mails.map(({ template, address }) => `${template} ${address}`).toSorted()).toEqual(
      [
        `beside_code_made ${clinic.nurse.email}`,
        `beside_code_made_owner ${clinic.owner.email}`,
        `beside_code_made_owner ${clinic.secondOwner.email}`,
      ].toSorted(),
    )
    const kept = JSON.stringify([mails, await house.events(before)])
    expect(kept).not.toContain(shown)
    expect(kept).not.toContain(shown.replace(' ', ''))
  })

  it('is used once', async () => {
    const shown = await make(admin, clinic.nurse)
    expect(await give(await atTheSetUp(clinic.nurse), shown)).toEqual([200, undefined])
    expect(await give(await atTheSetUp(clinic.nurse), shown)).toEqual(OVER)
  })

  it('is over after ten minutes, and when a newer one was made', async () => {
    const first = await make(admin, clinic.nurse)
    const second = await make(admin, clinic.nurse)
    const nurse = await atTheSetUp(clinic.nurse)
    if (first !== second) expect((await give(nurse, first))[0]).not.toBe(200)
    house.clock.advance({ minutes: 10, seconds: 1 })
    expect(await give(nurse, second)).toEqual(OVER)
  })

  it('is nobody else’s: not a colleague’s, not that of somebody in another clinic', async () => {
    const { secondAdmin } = clinic
    const owner = await clinic.enter(clinic.owner)
    await owner.must(resetFactor, { params: { personId: secondAdmin.id }, body: BECAUSE })
    const shown = await make(admin, clinic.nurse)
    expect(await give(await atTheSetUp(secondAdmin), shown)).toEqual(OVER)
    const elsewhere = await openPractice(house)
    const there = await elsewhere.enter(elsewhere.owner)
    await there.must(resetFactor, { params: { personId: elsewhere.nurse.id }, body: BECAUSE })
    expect(await give(await atTheSetUp(elsewhere.nurse), shown)).toEqual(OVER)
  })

  it('dies with a reset that comes after it', async () => {
    const shown = await make(admin, clinic.nurse)
    const nurse = await atTheSetUp(clinic.nurse)
    await give(nurse, shown)
    const { challengeId, secret } = await nurse.must(beginTotp)
    await nurse.must(confirmTotp, { body: { challengeId, code: codeOf(house, { totpSecret: secret }) } })
    await house.outbox.takeAll()
    house.clock.advance({ minutes: 1 })
    await admin.must(resetFactor, { params: { personId: clinic.nurse.id }, body: BECAUSE })
    expect(await nurse.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'factor_reset' })
    expect(await give(await atTheSetUp(clinic.nurse), shown)).toEqual(OVER)
  })

  it('is made by who stands above, for who has no second step, and not by who gave the password away', async () => {
    const refused = async (visitor: Visitor, { id }: Person) =>
      (await visitor.call(makeBesideCode, { params: { personId: id } })).code
    expect(await refused(admin, clinic.owner)).toBe('staff.rank_too_low')
    expect(await refused(admin, clinic.admin)).toBe('staff.not_yourself')
    expect(await refused(admin, clinic.the('HR_MANAGER'))).toBe('protected.code_not_needed')
    const second = await clinic.enter(clinic.secondAdmin)
    await second.must(makePasswordLink, { params: { personId: clinic.nurse.id }, body: BECAUSE })
    expect(await refused(second, clinic.nurse)).toBe('protected.other_hand')
  })
})

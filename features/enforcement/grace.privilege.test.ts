/** 24 hours for one person: by whom, how often, and that they end. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { addPasskeyTo, type Person, setTwoFactorRule, signIn, tryPasskey } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import { endGrace, giveGrace, listProtected, makePasswordLink, setLeave } from './protected-contract.ts'
import { BECAUSE, openPractice, type Practice } from './testing/practice.ts'

const house = await startTestApp()
let clinic: Practice
let owner: Visitor
let admin: Visitor
beforeEach(async () => {
  clinic = await openPractice(house, { totp: false })
  owner = await withPasskey(clinic.owner)
  admin = await withPasskey(clinic.admin)
  await setTwoFactorRule(house, clinic.id, 'required')
})
afterEach(() => house.outbox.takeAll())

async function withPasskey(person: Person): Promise<Visitor> {
  const visitor = await clinic.enter(person)
  await addPasskeyTo(house, visitor)
  return visitor
}
const known = new Map<string, Awaited<ReturnType<typeof addPasskeyTo>>>()
/** Days later: with the passkey of before, or one made while no rule was asked. */
async function comeAgain(person: Person): Promise<Visitor> {
  const passkey = known.get(person.id)
  if (passkey) {
    const visitor = house.visitor()
    expect((await tryPasskey(visitor, passkey)).status).toBe(200)
    return visitor
  }
  await setTwoFactorRule(house, clinic.id, 'recommended')
  const visitor = await clinic.enter(person)
  known.set(person.id, await addPasskeyTo(house, visitor))
  await setTwoFactorRule(house, clinic.id, 'required')
  return visitor
}
const give = (visitor: Visitor, { id }: Person) =>
  visitor.call(giveGrace, { params: { personId: id }, body: BECAUSE })
const worth = async (visitor: Visitor) => (await visitor.must(whoAmI)).state
const rowOf = async (visitor: Visitor, { id }: Person) =>
  (await visitor.must(listProtected)).people.find((person) => person.id === id)

describe('24 hours', () => {
  it('open the door that the rule has shut, end by themselves, and are told to the person and all Owners', async () => {
    const nurse = await signIn(house, clinic.nurse)
    expect(await worth(nurse)).toBe('enrolling')
    const before = (await house.events()).at(-1)?.seq
    expect((await give(admin, clinic.nurse)).status).toBe(200)
    expect(await worth(nurse)).toBe('full')
    await house.outbox.take('grace_given', clinic.nurse.email)
    for (const { email } of [clinic.owner, clinic.secondOwner])
      await house.outbox.take('grace_given_owner', email)
    expect(await house.events(before)).toMatchObject([
      { action: 'grace.given', actorId: clinic.admin.id, personal: { reason: BECAUSE.reason } },
    ])
    expect(await rowOf(owner, clinic.nurse)).toMatchObject({
      grace: { by: clinic.admin.name, reason: BECAUSE.reason },
      may: { grace: 'again' },
    })
    house.clock.advance({ hours: 24, seconds: 1 })
    expect(await worth(await signIn(house, clinic.nurse))).toBe('enrolling')
  })

  it('can be ended early, which is felt at the next step and gives no new ones', async () => {
    const nurse = await signIn(house, clinic.nurse)
    await give(admin, clinic.nurse)
    const params = { personId: clinic.nurse.id }
    await house.outbox.takeAll()
    expect((await owner.call(endGrace, { params })).status).toBe(200)
    expect(await worth(nurse)).toBe('enrolling')
    expect((await owner.call(endGrace, { params })).code).toBe('protected.grace_none')
    // The person, who is asked again at the next click; to the Owners it is the state they know.
    expect(await house.outbox.takeAll()).toMatchObject([
      { template: 'grace_ended', address: clinic.nurse.email, values: { by: clinic.owner.name } },
    ])
    expect((await give(owner, clinic.nurse)).code).toBe('protected.grace_again')
  })

  it('are given once in 30 days, by whomever, also by two at the same instant', async () => {
    const replies = await Promise.all([give(owner, clinic.nurse), give(admin, clinic.nurse)])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    for (const days of [1, 28]) {
      house.clock.advance({ days })
      const again = await give(await comeAgain(clinic.secondOwner), clinic.nurse)
      expect([again.status, again.code]).toEqual([409, 'protected.grace_again'])
    }
    house.clock.advance({ days: 1, seconds: 1 })
    expect((await give(await comeAgain(clinic.secondOwner), clinic.nurse)).status).toBe(200)
  })

  it('are given by nobody to themselves, nor upwards, nor sideways', async () => {
    expect((await give(admin, clinic.admin)).code).toBe('staff.not_yourself')
    expect((await give(owner, clinic.owner)).code).toBe('staff.not_yourself')
    expect((await give(admin, clinic.owner)).code).toBe('staff.rank_too_low')
    expect((await give(admin, clinic.secondAdmin)).code).toBe('staff.rank_too_low')
    expect((await give(owner, clinic.secondOwner)).status).toBe(200)
  })

  it('want a reason', async () => {
    const params = { personId: clinic.nurse.id }
    for (const reason of ['', '  ', 'x', 'x'.repeat(201)])
      expect((await owner.call(giveGrace, { params, body: { reason } })).status).toBe(422)
  })

  it('are not given by the Admin who gave a link for the password, nor the link by who gave the hours', async () => {
    const params = { personId: clinic.nurse.id }
    expect((await admin.call(makePasswordLink, { params, body: BECAUSE })).status).toBe(200)
    expect((await give(admin, clinic.nurse)).code).toBe('protected.other_hand')
  })

  it('are not wasted where they change nothing', async () => {
    await setTwoFactorRule(house, clinic.id, 'recommended')
    expect((await give(owner, clinic.nurse)).code).toBe('protected.grace_not_needed')
  })
})

describe('leave', () => {
  const say = (visitor: Visitor, who: Person, until: string | null) =>
    visitor.call(setLeave, { params: { personId: who.id }, body: { until } })

  it('is said to the end of its last day in the clinic’s zone, and changes no right', async () => {
    const today = house.clock.now().toISOString().slice(0, 10)
    const nurse = await signIn(house, clinic.nurse)
    expect((await say(admin, clinic.nurse, today)).status).toBe(200)
    expect(await rowOf(owner, clinic.nurse)).toMatchObject({ awayUntil: today, state: 'overdue' })
    expect(await worth(nurse)).toBe('enrolling')
    // Summer time in London: the day is over at 23:00 UTC.
    house.clock.set(`${today}T22:58:00Z`)
    expect(await rowOf(await comeAgain(clinic.secondOwner), clinic.nurse)).toMatchObject({
      awayUntil: today,
    })
    house.clock.advance({ minutes: 3 })
    expect(await rowOf(await comeAgain(clinic.secondOwner), clinic.nurse)).toMatchObject({
      awayUntil: null,
    })
  })

  it('is a day to come that there is, or none', async () => {
    for (const until of ['2020-01-01', '2026-02-30', '2031-13-01', 'soon', '2099-01-01'])
      expect((await say(owner, clinic.nurse, until)).status, until).toBe(422)
    expect((await say(owner, clinic.nurse, null)).status).toBe(200)
  })

  it('is noted by oneself too, but not upwards', async () => {
    const tomorrow = new Date(house.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10)
    expect((await say(admin, clinic.admin, tomorrow)).status).toBe(200)
    expect((await say(admin, clinic.owner, tomorrow)).code).toBe('staff.rank_too_low')
  })
})

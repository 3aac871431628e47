/** “Confirm it’s you”: ten minutes, this session, by full proof. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, codeOf, confirm, PASSWORD, type Person, signIn } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { reportActivity, whoAmI } from '../sessions/contract.ts'
import {
  beginTotp,
  changePassword,
  confirmItsYou,
  confirmTotp,
  makeBackupCodes,
  removeTotp,
  signInWithPassword,
} from './contract.ts'

const house = await startTestApp()
const SESSION = '__Host-enamel'
let withApp: Person[]
let without: Person[]

beforeAll(async () => {
  without = [...(await buildClinic(house)).people]
  withApp = [...(await buildClinic(house, { totp: true })).people]
})
afterEach(() => house.outbox.takeAll())

const enrolled = () => withApp.pop() as Person
const plain = () => without.pop() as Person

/** Signed in long ago: the session is alive, its proof is stale. */
async function stale(who: Person): Promise<Visitor> {
  const visitor = await signIn(house, who)
  house.clock.advance({ minutes: 11 })
  return visitor
}
/** A second browser that got hold of the token. */
function thiefOf(visitor: Visitor): Visitor {
  const thief = house.visitor()
  thief.cookies.set(SESSION, visitor.cookies.get(SESSION) ?? '')
  return thief
}
const prove = (visitor: Visitor, who: Person, proof: { code?: string; password?: string } = {}) => {
  house.clock.advance({ seconds: 30 })
  const code = who.totpSecret ? { code: codeOf(house, who) } : {}
  return visitor.call(confirmItsYou, { body: { password: who.password, ...code, ...proof } })
}
/** A fresh route that changes nothing by itself. */
const freshly = (visitor: Visitor) => visitor.call(beginTotp)

describe('a fresh sign-in', () => {
  it('is asked for by everything that changes a proof, once the sign-in is ten minutes old', async () => {
    const who = enrolled()
    const visitor = await signIn(house, who)
    const sensitive = () => [
      () => visitor.call(changePassword, { body: { password: 'too short' } }),
      () => visitor.call(beginTotp),
      () =>
        visitor.call(confirmTotp, {
          body: { challengeId: '0195a000-0000-7000-8000-000000000000', code: '123456' },
        }),
      () => visitor.call(removeTotp),
      () => visitor.call(makeBackupCodes),
    ]
    house.clock.advance({ minutes: 9, seconds: 50 })
    expect((await sensitive()[0]?.())?.code).toBe('identity.password_refused')
    house.clock.advance({ seconds: 10 })
    for (const act of sensitive()) {
      const reply = await act()
      expect([reply.status, reply.code]).toEqual([403, 'request.confirm_needed'])
    }
  })

  it('is not made by activity: a busy session goes stale all the same', async () => {
    const visitor = await signIn(house, plain())
    for (let minute = 0; minute < 10; minute++) {
      house.clock.advance({ minutes: 1 })
      await visitor.must(reportActivity)
      await visitor.must(getChecklist)
    }
    expect((await freshly(visitor)).code).toBe('request.confirm_needed')
  })

  it('is refused with an event that says where', async () => {
    const who = plain()
    const visitor = await stale(who)
    const before = (await house.events()).at(-1)?.seq
    await freshly(visitor)
    expect(await house.events(before)).toMatchObject([
      {
        action: 'request.refused',
        actorId: who.id,
        personal: { route: 'POST /api/profile/totp/begin', reason: 'request.confirm_needed' },
      },
    ])
  })
})

describe('confirming', () => {
  it('holds for ten minutes and no longer', async () => {
    const who = plain()
    const visitor = await stale(who)
    const { body } = await prove(visitor, who)
    expect(Date.parse(body.confirmedUntil) - house.clock.now().getTime()).toBeGreaterThan(599_000)
    house.clock.advance({ minutes: 9, seconds: 59 })
    expect((await freshly(visitor)).status).toBe(200)
    house.clock.advance({ seconds: 1 })
    expect((await freshly(visitor)).code).toBe('request.confirm_needed')
  })

  it('gives a new token; the one before serves ten seconds, and proves nothing', async () => {
    const who = plain()
    const visitor = await stale(who)
    const former = thiefOf(visitor)
    await prove(visitor, who)
    expect(visitor.cookies.get(SESSION)).not.toBe(former.cookies.get(SESSION))
    expect((await former.call(getChecklist)).status).toBe(200)
    expect((await freshly(former)).code).toBe('request.confirm_needed')
    expect((await former.must(whoAmI)).session?.confirmedUntil).toBeNull()
    expect((await freshly(visitor)).status).toBe(200)
    house.clock.advance({ seconds: 10 })
    const late = await former.call(getChecklist)
    expect([late.status, late.code]).toEqual([401, 'session.none'])
    expect((await visitor.call(getChecklist)).status).toBe(200)
  })

  it('gains nothing for another session of the same person', async () => {
    const who = plain()
    const [own, other] = [await stale(who), await stale(who)]
    await prove(own, who)
    expect((await freshly(other)).code).toBe('request.confirm_needed')
  })

  it('wants the second factor too where there is one', async () => {
    const who = enrolled()
    const visitor = await stale(who)
    const without = await visitor.call(confirmItsYou, { body: { password: who.password } })
    expect([without.status, without.code]).toEqual([422, 'identity.wrong_code'])
    expect((await freshly(visitor)).code).toBe('request.confirm_needed')
    expect((await prove(visitor, who)).status).toBe(200)
  })

  it('wants the password too, also with a right code', async () => {
    const who = enrolled()
    const visitor = await stale(who)
    const reply = await prove(visitor, who, { password: 'not the password' })
    expect([reply.status, reply.code]).toEqual([422, 'identity.wrong_password'])
  })

  it('is not done with another person’s proof', async () => {
    const [who, colleague] = [enrolled(), enrolled()]
    const visitor = await stale(who)
    house.clock.advance({ seconds: 30 })
    const body = { password: colleague.password, code: codeOf(house, colleague) }
    expect((await visitor.call(confirmItsYou, { body })).code).toBe('identity.wrong_code')
  })

  it('takes no code that signed in, and none twice at once', async () => {
    const who = enrolled()
    const visitor = await signIn(house, who)
    const used = { password: who.password, code: codeOf(house, who) }
    expect((await visitor.call(confirmItsYou, { body: used })).code).toBe('identity.code_used')
    // Past the minute in which repeats are counted together.
    house.clock.advance({ minutes: 2 })
    await house.settle()
    const body = { password: who.password, code: codeOf(house, who) }
    const before = (await house.events()).at(-1)?.seq
    const replies = await whileHeld(house.database, `SELECT FROM totp WHERE person_id = '${who.id}'`, 2, () =>
      Promise.all([visitor.call(confirmItsYou, { body }), visitor.call(confirmItsYou, { body })]),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422])
    const actions = (await house.events(before)).map(({ action }) => action)
    expect(actions).toContain('auth.confirmed')
    expect(actions).toContain('auth.confirm_failed')
  })

  it('shares the codes’ ladder with sign-in on this device', async () => {
    const who = enrolled()
    const visitor = await signIn(house, who)
    for (let tries = 0; tries < 5; tries++)
      expect((await prove(visitor, who, { code: '000000' })).code).toBe('identity.wrong_code')
    const body = { password: who.password, code: codeOf(house, who) }
    expect((await visitor.call(confirmItsYou, { body })).code).toBe('identity.slowed')
  })

  it('leaves the session as it was when it fails', async () => {
    const who = plain()
    const visitor = await stale(who)
    const token = visitor.cookies.get(SESSION)
    await prove(visitor, who, { password: 'not the password' })
    expect(visitor.cookies.get(SESSION)).toBe(token)
    expect((await visitor.call(getChecklist)).status).toBe(200)
    const event = (await house.events()).findLast(({ action }) => action === 'auth.confirm_failed')
    expect(event).toMatchObject({
      outcome: 'failed',
      actorId: who.id,
      personal: { reason: 'identity.wrong_password' },
    })
  })

  it('does not keep a session alive that fails to confirm', async () => {
    const who = plain()
    const visitor = await signIn(house, who)
    house.clock.advance({ minutes: 20 })
    await prove(visitor, who, { password: 'not the password' })
    house.clock.advance({ minutes: 10 })
    expect((await visitor.call(getChecklist)).code).toBe('session.ended')
  })

  it('is for whoever is signed in: a half sign-in cannot confirm itself into more', async () => {
    const who = enrolled()
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: who.email, password: PASSWORD } })
    expect((await prove(visitor, who)).code).toBe('session.second_factor_needed')
    await confirm(house, await signIn(house, who), who)
    expect((await visitor.must(whoAmI)).state).toBe('half')
  })
})

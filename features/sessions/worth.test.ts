/** What an open session is worth when factors or rules change: judged on every request, not at sign-in only. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  buildClinic,
  type Clinic,
  codeOf,
  type Person,
  signIn,
  setTwoFactorRule,
  vouchFor,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import {
  beginTotp,
  changePassword,
  confirmTotp,
  makeBackupCodes,
  removeTotp,
  signInWithCode,
} from '../identity/contract.ts'
import { beginPasskey } from '../identity/passkey-contract.ts'
import { listSessions, whoAmI } from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let free: Person[]

beforeAll(async () => {
  clinic = await buildClinic(house)
  free = [...clinic.people]
})
afterEach(async () => {
  await setRule('recommended')
  await house.outbox.takeAll()
})

const person = () => free.pop() as Person
const setRule = (rule: 'recommended' | 'required') => setTwoFactorRule(house, clinic.id, rule)

/** Sets up an authenticator app here; the person with its secret. */
async function enrol(visitor: Visitor, who: Person): Promise<Person> {
  await vouchFor(house, who.id)
  const { challengeId, secret } = await visitor.must(beginTotp)
  await visitor.must(confirmTotp, { body: { challengeId, code: codeOf(house, { totpSecret: secret }) } })
  return { ...who, totpSecret: secret }
}
const stateOf = async (visitor: Visitor) => (await visitor.must(whoAmI)).state

describe('when an authenticator app is set up in one session', () => {
  it('the others are worth their password only, until each gives a code', async () => {
    const who = person()
    const [desk, phone] = [await signIn(house, who), await signIn(house, who)]
    const equipped = await enrol(desk, who)
    expect([await stateOf(desk), await stateOf(phone)]).toEqual(['full', 'half'])
    for (const endpoint of [getChecklist, listSessions])
      expect((await phone.call(endpoint)).code).toBe('session.second_factor_needed')
    const token = phone.cookies.get('__Host-enamel')
    house.clock.advance({ seconds: 30 })
    await phone.must(signInWithCode, { body: { code: codeOf(house, equipped) } })
    expect(await stateOf(phone)).toBe('full')
    expect(phone.cookies.get('__Host-enamel')).not.toBe(token)
  })

  it('a stolen one cannot set up one of its own, nor take this one away', async () => {
    const who = person()
    const [desk, thief] = [await signIn(house, who), await signIn(house, who)]
    await enrol(desk, who)
    for (const endpoint of [beginTotp, removeTotp])
      expect((await thief.call(endpoint)).code).toBe('session.second_factor_needed')
  })

  it('and removed again, the others go on', async () => {
    const who = person()
    const [desk, phone] = [await signIn(house, who), await signIn(house, who)]
    await enrol(desk, who)
    await desk.must(removeTotp)
    expect([await stateOf(desk), await stateOf(phone)]).toEqual(['full', 'full'])
  })
})

describe('when a clinic requires a second factor and two sessions wait to set one up', () => {
  it('the one that was quicker leaves the other with the password only', async () => {
    const who = person()
    await setRule('required')
    const [desk, thief] = [await signIn(house, who), await signIn(house, who)]
    expect([await stateOf(desk), await stateOf(thief)]).toEqual(['enrolling', 'enrolling'])
    const equipped = await enrol(desk, who)
    expect([await stateOf(desk), await stateOf(thief)]).toEqual(['full', 'half'])
    for (const endpoint of [beginPasskey, makeBackupCodes, listSessions])
      expect((await thief.call(endpoint)).code).toBe('session.second_factor_needed')
    const chosen = { body: { password: 'Gravel-Otter-Lantern-52' } }
    expect((await thief.call(changePassword, chosen)).code).toBe('session.second_factor_needed')
    house.clock.advance({ seconds: 30 })
    await thief.must(signInWithCode, { body: { code: codeOf(house, equipped) } })
    expect(await stateOf(thief)).toBe('full')
  })
})

describe('when the clinic begins to require a second factor', () => {
  it('an open session without one reaches nothing but the setting up, at once', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    expect((await visitor.call(getChecklist)).status).toBe(200)
    await setRule('required')
    expect(await stateOf(visitor)).toBe('enrolling')
    const closed = await visitor.call(getChecklist)
    expect([closed.status, closed.code]).toEqual([403, 'request.not_allowed'])
    await enrol(visitor, who)
    expect(await stateOf(visitor)).toBe('full')
    expect((await visitor.call(getChecklist)).status).toBe(200)
  })

  it('no second factor is removed that another clinic of this person requires', async () => {
    const who = person()
    const strict = await buildClinic(house, { roles: ['OWNER'] })
    await house.database.ask(
      'admin',
      "INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'NURSE', 'active', '2026-03-02Z', '2026-03-02Z')",
      [strict.id, who.id],
    )
    await setTwoFactorRule(house, strict.id, 'required')
    const visitor = await signIn(house, who)
    await enrol(visitor, who)
    const refused = await visitor.call(removeTotp)
    expect([refused.status, refused.code]).toEqual([409, 'identity.totp_required'])
  })

  it('an open session with one goes on', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    await enrol(visitor, who)
    await setRule('required')
    expect((await visitor.call(getChecklist)).status).toBe(200)
  })
})

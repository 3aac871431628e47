/** After a change of the name of passkeys (decision 017): what a password is worth whose passkeys all stayed behind. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { addPasskeyTo, buildClinic, type Clinic, confirm, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import {
  confirmItsYou,
  makeBackupCodes,
  removeTotp,
  signInWithBackupCode,
  signInWithPassword,
} from './contract.ts'
import { listPasskeys, removePasskey } from './passkey-contract.ts'

const house = await startTestApp({ apart: true })
let clinic: Clinic
let who: Person
let codes: string[]

const rename = (name: string) => house.database.ask('admin', 'UPDATE installation SET rp_id = $1', [name])
const password = (visitor: Visitor) =>
  visitor.must(signInWithPassword, { body: { email: who.email, password: who.password } })
const leftBehindEvents = async () =>
  (await house.events()).filter(
    ({ action, targetId }) => action === 'passkeys.left_behind' && targetId === who.id,
  ).length
const stateOf = async (visitor: Visitor) => (await visitor.must(whoAmI)).state

/** Somebody with a passkey and nothing else, and then Enamel has another name. */
async function leaveBehind(withCodes: boolean): Promise<Visitor> {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  who = clinic.the('NURSE')
  const desk = await signIn(house, who)
  await addPasskeyTo(house, desk)
  if (withCodes) codes = (await desk.must(makeBackupCodes)).codes
  await house.outbox.takeAll()
  await rename('enamel.practice.example')
  return desk
}

beforeEach(() => rename('localhost'))
afterEach(async () => {
  await rename('localhost')
  await house.outbox.takeAll()
})

describe('with unused backup codes', () => {
  it('the password alone stays half, and a backup code is asked', async () => {
    await leaveBehind(true)
    const visitor = house.visitor()
    expect(await password(visitor)).toEqual({ next: 'second_factor' })
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'half',
      session: { hasTotp: false, hasPasskey: false, hasBackupCodes: true, codesStandIn: true },
    })
    expect((await visitor.call(getChecklist)).code).toBe('session.second_factor_needed')
    await visitor.must(signInWithBackupCode, { body: { code: codes[0] ?? '' } })
    expect(await stateOf(visitor)).toBe('full')
    expect(await leftBehindEvents()).toBe(0)
  })

  it('nothing is confirmed by the password alone either', async () => {
    const desk = await leaveBehind(true)
    expect(await stateOf(desk)).toBe('full')
    expect((await desk.call(confirmItsYou, { body: { password: who.password } })).code).toBe(
      'identity.wrong_code',
    )
    await desk.must(confirmItsYou, { body: { password: who.password, backupCode: codes[1] ?? '' } })
  })

  it('the last one lets its person in once more, and who comes after it sets up a factor first', async () => {
    await leaveBehind(true)
    const [last = ''] = codes
    await house.database.ask(
      'admin',
      'UPDATE backup_code SET used_at = made_at WHERE person_id = $1 AND selector <> $2',
      [who.id, last.slice(0, 4)],
    )
    const visitor = house.visitor()
    await password(visitor)
    await visitor.must(signInWithBackupCode, { body: { code: last } })
    expect(await stateOf(visitor)).toBe('full')
    const next = house.visitor()
    expect(await password(next)).toEqual({ next: 'home' })
    expect(await next.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'renew', mayEnrol: false })
  })
})

describe('with no backup code', () => {
  it('the password lets its person in to set up a factor and nothing else, with one proof more; they and the Owners are told', async () => {
    await leaveBehind(false)
    const visitor = house.visitor()
    expect(await password(visitor)).toEqual({ next: 'home' })
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'renew', mayEnrol: false })
    expect((await visitor.call(getChecklist)).code).toBe('request.not_allowed')
    await house.outbox.take('passkeys_left_behind', who.email)
    await house.outbox.take('colleague_left_behind', clinic.the('OWNER').email)
    expect(await leftBehindEvents()).toBe(1)
  })

  it('a stolen password cannot get rid of what asks for the proof', async () => {
    await leaveBehind(false)
    const thief = house.visitor()
    await password(thief)
    await confirm(house, thief, who)
    const [passkey] = (await thief.must(listPasskeys)).passkeys
    const refused = await thief.call(removePasskey, { params: { passkeyId: passkey?.id ?? '' } })
    expect(refused.code).toBe('identity.vouch_needed')
    expect((await thief.call(removeTotp)).status).toBeGreaterThanOrEqual(400)
    expect(await stateOf(thief)).toBe('enrolling')
  })

  it('a stolen password makes no browser a known one', async () => {
    await leaveBehind(false)
    const thief = house.visitor()
    await password(thief)
    await house.outbox.takeAll()
    await password(thief)
    // Told of as a new browser each time: it was proven by nothing but the password.
    expect((await house.outbox.left()).map(({ template }) => template)).toContain('new_device')
  })

  it('whose passkey was made under the present name is not concerned', async () => {
    await leaveBehind(false)
    await rename('localhost')
    const visitor = house.visitor()
    expect(await password(visitor)).toEqual({ next: 'second_factor' })
  })

  it('whoever never had a passkey is in as before', async () => {
    const free = (await buildClinic(house, { roles: ['NURSE'] })).the('NURSE')
    await rename('enamel.practice.example')
    expect(await stateOf(await signIn(house, free))).toBe('full')
  })
})

/** Rules that meet in one session: what one of them asks must not be a way around another. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  codeOf,
  confirm,
  type Person,
  setTwoFactorRule,
  signIn,
} from '../../test/builders.ts'
import { beginTotp, changePassword, signInWithCode, signInWithPassword } from '../identity/contract.ts'
import { beginPasskey } from '../identity/passkey-contract.ts'
import { whoAmI } from './contract.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

/** As a sign-in that finds the password on a list leaves it. */
const passwordBecomesKnown = (person: Person) =>
  house.database.ask('admin', 'UPDATE password SET known_at = $2 WHERE person_id = $1', [
    person.id,
    house.clock.now(),
  ])

describe('a password that thieves know', () => {
  it('sets up no second step after the date, and is not changed, without one proof more', async () => {
    const clinic = await buildClinic(house, { roles: ['NURSE'] })
    const nurse = clinic.the('NURSE')
    await setTwoFactorRule(house, clinic.id, 'required')
    const thief = await signIn(house, nurse)
    expect(await thief.must(whoAmI)).toMatchObject({ must: 'two_factors', mayEnrol: false })
    await passwordBecomesKnown(nurse)
    expect(await thief.must(whoAmI)).toMatchObject({ state: 'enrolling', mayEnrol: false })
    expect((await thief.call(beginTotp)).code).toBe('identity.vouch_needed')
    const changed = await thief.call(changePassword, { body: { password: 'seven brisk kettles hum' } })
    expect(changed.code).toBe('identity.vouch_needed')
  })

  it('and six digits that were coaxed out of somebody do not take the place of the passkey that is asked for', async () => {
    const clinic = await buildClinic(house, { roles: ['NURSE'], totp: true })
    const nurse = clinic.the('NURSE')
    const own = await signIn(house, nurse)
    await confirm(house, own, nurse)
    await addPasskeyTo(house, own)
    await house.database.ask(
      'admin',
      `INSERT INTO role_rule (clinic_id, role, two_factors, two_factors_since, two_factors_from, passkey, passkey_since, passkey_from)
       VALUES ($1, 'NURSE', true, $2, $2, true, $2, $2)`,
      [clinic.id, '2026-01-01T00:00:00Z'],
    )
    await passwordBecomesKnown(nurse)
    const thief = house.visitor()
    await thief.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    house.clock.advance({ seconds: 30 })
    const step = await thief.call(signInWithCode, { body: { code: codeOf(house, nurse) } })
    expect(step.code).toBe('identity.passkey_needed')
    expect((await thief.call(beginPasskey)).code).toBe('session.second_factor_needed')
  })
})

/** What a clinic asks of new passwords, by its limits and by the state of its other rules; and the yearly statement. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, PASSWORD, setTwoFactorRule, signIn } from '../../test/builders.ts'
import { seedClinic } from '../clinics/seed.ts'
import { getChecklist } from '../checklist/contract.ts'
import { changePassword, getSecurity } from '../identity/contract.ts'
import {
  getPasswordRules,
  getPasswordStatement,
  makePasswordStatement,
  savePasswordRules,
  withdrawPasswordStatement,
} from './contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

const NONE = { mixedCase: false, digit: false, symbol: false }
const asked = (more: object = {}) => ({
  body: { minLength: null, classes: NONE, history: 5, rangeService: false, revision: 1, ...more },
})
async function ownerOf(clinic: Clinic) {
  const owner = clinic.the('OWNER')
  const visitor = await signIn(house, owner)
  await confirm(house, visitor, owner)
  return visitor
}
const build = (totp = false) => buildClinic(house, { roles: ['OWNER', 'NURSE'], totp })

describe('the least length', () => {
  it('is 15 while a password may be the only factor, and no less can be set', async () => {
    const visitor = await ownerOf(await build())
    expect(await visitor.must(getPasswordRules)).toMatchObject({
      minLength: null,
      minLengthNow: 15,
      twoFactorsHold: false,
      maxLength: 256,
    })
    expect((await visitor.call(savePasswordRules, asked({ minLength: 14 }))).code).toBe(
      'password_rules.two_factors_first',
    )
    for (const minLength of [0, 7, 65, 15.5, -1])
      expect((await visitor.call(savePasswordRules, asked({ minLength }))).status, String(minLength)).toBe(
        422,
      )
    for (const history of [-1, 25, 1.5])
      expect((await visitor.call(savePasswordRules, asked({ history }))).status).toBe(422)
    await visitor.must(savePasswordRules, asked({ minLength: 20 }))
    expect((await visitor.must(getSecurity)).passwordRules.minLength).toBe(20)
    expect((await visitor.call(changePassword, { body: { password: 'seven brisk owls' } })).code).toBe(
      'identity.password_refused',
    )
  })

  it('is 12 from the date on that everybody has to show two factors, and 15 again when that ends', async () => {
    const clinic = await build(true)
    const visitor = await ownerOf(clinic)
    const now = async () => (await visitor.must(getPasswordRules)).minLengthNow
    await setTwoFactorRule(house, clinic.id, 'required', '2026-06-01T00:00:00Z')
    expect(await now()).toBe(15)
    await setTwoFactorRule(house, clinic.id, 'required')
    expect(await now()).toBe(12)
    await visitor.must(savePasswordRules, asked({ minLength: 8 }))
    expect(await now()).toBe(8)
    expect((await visitor.must(getSecurity)).passwordRules.minLength).toBe(8)
    await setTwoFactorRule(house, clinic.id, 'recommended')
    expect(await now()).toBe(15)
    expect((await visitor.must(getSecurity)).passwordRules.minLength).toBe(15)
  })

  it('is the strictest of somebody’s clinics, and so are signs and history', async () => {
    const clinic = await build()
    const owner = clinic.the('OWNER')
    const { kernel } = house.enamel
    const other = await seedClinic(
      kernel,
      {
        name: 'Hill Dental',
        country: 'GB',
        zone: 'Europe/London',
        locale: 'en-GB',
        people: [{ name: owner.name, email: owner.email, role: 'NURSE', password: PASSWORD }],
      },
      (password) => kernel.hashing.hash(password),
    )
    await house.database.ask(
      'admin',
      'UPDATE clinic SET password_min_length = 24, password_digit = true, password_history = 9 WHERE id = $1',
      [other.id],
    )
    const visitor = await ownerOf(clinic)
    expect((await visitor.must(getSecurity)).passwordRules).toMatchObject({
      minLength: 24,
      history: 9,
      classes: { digit: true },
    })
    const refused = await visitor.call(changePassword, {
      body: { password: 'violet harbour seldom rains here' },
    })
    expect(refused.fields.map(({ expected, values }) => [expected, values])).toEqual([
      ['missing_class', { which: 'digit' }],
    ])
    await visitor.must(changePassword, { body: { password: 'violet harbour seldom rains 7 times' } })
  })
})

describe('a change of the rules', () => {
  it('is in the log with before and after, wants a fresh sign-in, and the newest revision', async () => {
    const clinic = await build()
    const visitor = await ownerOf(clinic)
    await visitor.must(savePasswordRules, asked({ rangeService: true, classes: { ...NONE, symbol: true } }))
    const event = (await house.events()).findLast(({ action }) => action === 'password_rules.changed')
    expect(event?.personal).toMatchObject({
      before: expect.stringContaining('range service off') as string,
      after: expect.stringMatching(/symbol.*range service on/) as string,
    })
    expect((await visitor.call(savePasswordRules, asked())).code).toBe('password_rules.changed_meanwhile')
    house.clock.advance({ minutes: 11 })
    expect((await visitor.call(savePasswordRules, asked({ revision: 2 }))).code).toBe(
      'request.confirm_needed',
    )
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.call(getPasswordRules)).status).toBe(403)
  })
})

describe('the yearly statement', () => {
  it('is one’s own, holds a year, can be taken back, and is the second line of step 7', async () => {
    const clinic = await build(true)
    const [owner, nurse] = [await ownerOf(clinic), await signIn(house, clinic.the('NURSE'))]
    const step = async () => (await owner.must(getChecklist)).lines.find((line) => line.step === 7)
    expect(await step()).toMatchObject({
      how: 'measured',
      stated: { points: 0, evidence: { values: { stated: 0, total: 2 } } },
    })
    expect(await nurse.must(getPasswordStatement)).toEqual({ statedAt: null, due: true })
    await nurse.must(makePasswordStatement)
    expect((await nurse.must(getPasswordStatement)).due).toBe(false)
    expect((await step())?.stated).toMatchObject({ points: 1, evidence: { values: { stated: 1, total: 2 } } })
    await owner.must(makePasswordStatement)
    const line = await step()
    expect(line?.stated?.points).toBe(3)
    const { coverage, number, lines } = await owner.must(getChecklist)
    expect(lines.reduce((sum, one) => sum + one.points, 0)).toBe(number)
    expect((coverage?.measured ?? 0) + (coverage?.stated ?? 0)).toBe(number)
    expect(coverage?.stated).toBe(3)
    await nurse.must(withdrawPasswordStatement)
    expect((await step())?.stated?.points).toBe(1)
    const before = await owner.must(getPasswordStatement)
    expect(before.due).toBe(false)
  })
})

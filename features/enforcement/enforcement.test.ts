/** Asking for a second step: what is saved, who is told, what is shown before. */
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import type { SoftPasskey } from '../../test/authenticator.ts'
import { addPasskeyTo, buildClinic, type Clinic, signIn, tryPasskey } from '../../test/builders.ts'
import { TEST_EPOCH } from '../../test/epoch.ts'
import { getChecklist } from '../checklist/contract.ts'
import { removeTotp } from '../identity/contract.ts'
import { listPasskeys, removePasskey } from '../identity/passkey-contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { getEnforcement, previewEnforcement } from './contract.ts'
import { readyKeeper, save } from './testing/keeper.ts'

const house = await startTestApp()
const at = (day: string) => house.clock.set(`${day}T09:00:00Z`)
/** Each test begins on Monday 2 March 2026 with a clinic of its own: an Owner with an app, the others without anything. */
async function clinicOn(
  roles: readonly ('OWNER' | 'ADMIN' | 'NURSE' | 'RECEPTIONIST')[] = ['NURSE', 'RECEPTIONIST'],
) {
  house.clock.set(TEST_EPOCH)
  return buildClinic(house, { roles: ['OWNER', ...roles] })
}
const tell = async (template: string) =>
  (await house.outbox.takeAll()).filter((mail) => mail.template === template).map(({ address }) => address)

let clinic: Clinic
const passkeys = new Map<string, SoftPasskey>()
/** The Owner, signed in with one of two passkeys. */
async function owner() {
  const known = passkeys.get(clinic.id)
  if (known) {
    const visitor = house.visitor()
    expect((await tryPasskey(visitor, known)).code).toBe(undefined)
    return visitor
  }
  const visitor = await signIn(house, clinic.the('OWNER'))
  passkeys.set(clinic.id, await addPasskeyTo(house, visitor))
  await addPasskeyTo(house, visitor)
  return visitor
}

describe('requiring a second step', () => {
  it('from a day on: everybody without one is told once, is counted down to it, and holds from then on', async () => {
    clinic = await clinicOn()
    const keeper = await owner()
    const nurse = await signIn(house, clinic.the('NURSE'))
    const saved = await save(keeper, { from: '2026-03-09' })
    expect([saved.code, saved.body.told]).toEqual([undefined, 2])
    const mails = (await house.outbox.takeAll()).filter(({ template }) => template === 'two_factor_date')
    expect(mails.map(({ address }) => address).toSorted()).toEqual(
      [clinic.the('NURSE').email, clinic.the('RECEPTIONIST').email].toSorted(),
    )
    expect(mails[0]?.values).toMatchObject({ day: 'Monday, 9 March 2026', what: 'two_factors' })
    expect(await nurse.must(whoAmI)).toMatchObject({ state: 'full', deadline: '2026-03-09T00:00:00.000Z' })
    // The same day once more: nobody hears of it twice.
    await save(keeper, { from: '2026-03-09' })
    expect(await tell('two_factor_date')).toEqual([])

    at('2026-03-08')
    await house.settle()
    expect((await tell('two_factor_tomorrow')).length).toBe(2)
    house.clock.set('2026-03-08T23:59:59Z')
    const evening = await signIn(house, clinic.the('NURSE'))
    expect((await evening.must(whoAmI)).state).toBe('full')
    house.clock.set('2026-03-09T00:00:00Z')
    expect(await evening.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'two_factors' })
  })

  it('from today on holds at once, for open sessions too', async () => {
    clinic = await clinicOn()
    const keeper = await owner()
    const nurse = await signIn(house, clinic.the('NURSE'))
    await save(keeper, { from: '2026-03-02' })
    expect((await tell('two_factor_now')).length).toBe(2)
    expect((await nurse.must(whoAmI)).state).toBe('enrolling')
  })

  it('of some roles leaves the others alone until they are asked, with a date of their own', async () => {
    clinic = await clinicOn(['ADMIN', 'NURSE'])
    const keeper = await owner()
    await save(keeper, { roles: ['OWNER', 'ADMIN'], from: '2026-03-04' })
    expect(await tell('two_factor_date')).toEqual([clinic.the('ADMIN').email])
    at('2026-03-05')
    const again = await owner()
    await save(again, { from: '2026-03-20' })
    expect((await tell('two_factor_date')).filter((to) => to === clinic.the('NURSE').email)).toHaveLength(1)
    const { roles } = await again.must(getEnforcement)
    expect(roles.filter(({ people }) => people > 0).map(({ role, from }) => [role, from])).toEqual([
      ['OWNER', '2026-03-04T00:00:00.000Z'],
      ['ADMIN', '2026-03-04T00:00:00.000Z'],
      ['NURSE', '2026-03-20T00:00:00.000Z'],
    ])
  })

  it('a person on leave is told and reminded like everybody else', async () => {
    clinic = await clinicOn(['NURSE'])
    await house.database.ask(
      'admin',
      "UPDATE membership SET away_until = '2026-04-01Z' WHERE person_id = $1",
      [clinic.the('NURSE').id],
    )
    const keeper = await owner()
    await save(keeper, { from: '2026-03-09' })
    at('2026-03-08')
    await house.settle()
    const mails = await house.outbox.takeAll()
    expect(
      mails.filter(({ address }) => address === clinic.the('NURSE').email).map(({ template }) => template),
    ).toEqual(['two_factor_date', 'two_factor_tomorrow'])
  })

  it('a date that was moved is not reminded of', async () => {
    clinic = await clinicOn(['NURSE'])
    const keeper = await owner()
    await save(keeper, { from: '2026-03-09' })
    await save(keeper, { from: '2026-03-16' })
    await house.outbox.takeAll()
    at('2026-03-08')
    await house.settle()
    expect(await tell('two_factor_tomorrow')).toEqual([])
    at('2026-03-15')
    await house.settle()
    expect(await tell('two_factor_tomorrow')).toEqual([clinic.the('NURSE').email])
  })

  it('leaves what was asked before and after in the log', async () => {
    clinic = await clinicOn(['NURSE'])
    const keeper = await owner()
    await save(keeper, { roles: ['OWNER', 'ADMIN'], passkeyRoles: [], from: '2026-03-09' })
    const event = (await house.events()).findLast(
      ({ action }) => action === 'security.two_factor_rule_changed',
    )
    expect(event?.personal).toMatchObject({
      before: 'recommended',
      after: 'required: OWNER two_factors 2026-03-09, ADMIN two_factors 2026-03-09',
    })
    await house.outbox.takeAll()
  })
})

describe('what is shown before', () => {
  it('names everybody with what they have, from when, and what they would see', async () => {
    clinic = await clinicOn(['NURSE', 'RECEPTIONIST'])
    await house.database.ask(
      'admin',
      "UPDATE membership SET away_until = '2026-04-01Z' WHERE person_id = $1",
      [clinic.the('RECEPTIONIST').id],
    )
    const keeper = await owner()
    await signIn(house, clinic.the('NURSE'))
    const { refused, people } = await keeper.must(previewEnforcement, {
      query: { level: 'required', roles: 'OWNER,ADMIN,NURSE,RECEPTIONIST', from: '2026-03-09' },
    })
    expect(refused).toBe(null)
    expect(
      people.map(({ role, ...one }) => [
        role,
        one.passkeys,
        one.neverSignedIn,
        one.awayUntil,
        one.lacks,
        one.sees,
      ]),
    ).toEqual([
      ['NURSE', 0, false, null, 'two_factors', 'banner'],
      ['RECEPTIONIST', 0, true, '2026-04-01T00:00:00.000Z', 'two_factors', 'banner'],
      ['OWNER', 2, false, null, null, 'nothing'],
    ])
    // Nothing was changed by looking.
    expect((await keeper.must(getEnforcement)).level).toBe('recommended')
  })

  it('a date that is over shows that it holds at once', async () => {
    clinic = await clinicOn(['NURSE'])
    const keeper = await owner()
    await save(keeper, { from: '2026-03-04' })
    await save(keeper, { level: 'optional', roles: [] })
    at('2026-03-10')
    const back = await owner()
    const { roles, people } = await back.must(previewEnforcement, {
      query: { level: 'required', roles: 'OWNER,ADMIN,NURSE', from: '2026-03-20' },
    })
    expect(roles.find(({ role }) => role === 'NURSE')).toMatchObject({
      from: '2026-03-04T00:00:00.000Z',
      kept: true,
    })
    expect(people.find(({ role }) => role === 'NURSE')).toMatchObject({ sees: 'enrol' })
    await house.outbox.takeAll()
  })
})

describe('one’s own second step', () => {
  it('is switched off only where no rule asks for it, announced ones counted', async () => {
    house.clock.set(TEST_EPOCH)
    clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const keeper = await readyKeeper(house, clinic.the('OWNER'))
    await save(keeper, { from: '2026-03-30' })
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.call(removeTotp)).code).toBe('identity.totp_required')
    await save(keeper, { level: 'optional', roles: [] })
    expect((await nurse.call(removeTotp)).code).toBe(undefined)
    await house.outbox.takeAll()
  })

  it('the last passkey stays where one is asked for, beside an app too', async () => {
    house.clock.set(TEST_EPOCH)
    clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const keeper = await readyKeeper(house, clinic.the('OWNER'))
    await save(keeper, { passkeyRoles: ['NURSE'], from: '2026-03-30' })
    const nurse = await signIn(house, clinic.the('NURSE'))
    const passkey = await addPasskeyTo(house, nurse)
    expect((await nurse.must(listPasskeys)).canRemove).toBe('passkey_required')
    const refused = await nurse.call(removePasskey, { params: { passkeyId: passkey.id } })
    expect([refused.status, refused.code]).toEqual([409, 'identity.passkey_required'])
    await house.outbox.takeAll()
  })
})

describe('step 1 on Home', () => {
  const line = async (visitor: Awaited<ReturnType<typeof owner>>) =>
    (await visitor.must(getChecklist)).lines[0]
  beforeAll(async () => {
    house.clock.set(TEST_EPOCH)
    clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'], totp: true })
  })

  it('is met when it is required of everybody and everybody has one', async () => {
    const keeper = await readyKeeper(house, clinic.the('OWNER'))
    expect(await line(keeper)).toMatchObject({ points: 16, of: 20 })
    await save(keeper, { roles: ['OWNER', 'ADMIN'], from: '2026-03-09' })
    expect(await line(keeper)).toMatchObject({
      points: 16,
      evidence: { values: { policy: 'narrowed', uncovered: 'NURSE Person2' } },
      page: '/settings/security/enforcement',
    })
    await save(keeper, { from: '2026-03-09' })
    expect(await line(keeper)).toMatchObject({ points: 20, evidence: { values: { policy: 'required' } } })
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect(await line(nurse)).toMatchObject({ points: 20, page: '/profile/security' })
    await house.outbox.takeAll()
  })
})

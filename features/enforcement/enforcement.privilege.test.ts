/** Attacks on what a clinic asks of a sign-in, each named for it. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  confirm,
  setTwoFactorRule,
  signIn,
} from '../../test/builders.ts'
import { TEST_EPOCH } from '../../test/epoch.ts'
import { confirmBackupCodes, makeBackupCodes } from '../identity/contract.ts'
import { getEnforcement, previewEnforcement, saveEnforcement } from './contract.ts'
import { readyKeeper, save, wished } from './testing/keeper.ts'

const house = await startTestApp()
const numbered = await startTestApp({ environment: { ENAMEL_ORIGIN: 'https://192.0.2.7' } })

/** Everybody has an app; Monday 2 March. */
async function practice(totp = true): Promise<Clinic> {
  house.clock.set(TEST_EPOCH)
  return buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'], totp })
}
const DAY = '2026-03-09'
const level = async (of: Clinic) => {
  const [row] = await house.database.ask<{ level: string }>(
    'admin',
    'SELECT two_factor AS level FROM clinic WHERE id = $1',
    [of.id],
  )
  return row?.level
}
const rules = (of: Clinic) =>
  house.database.ask<{ role: string; two_factors: boolean; from: Date }>(
    'admin',
    'SELECT role, two_factors, two_factors_from AS from FROM role_rule WHERE clinic_id = $1 ORDER BY role',
    [of.id],
  )

describe('who saves', () => {
  it('a nurse calls the address directly: refused, recorded, nothing changed', async () => {
    const clinic = await practice()
    const nurse = await signIn(house, clinic.the('NURSE'))
    for (const reply of [
      await nurse.call(getEnforcement),
      await nurse.call(previewEnforcement, { query: { roles: 'NURSE', from: DAY } }),
      await nurse.call(saveEnforcement, {
        body: { level: 'optional', roles: [], passkeyRoles: [], revision: 1 },
      }),
    ])
      expect([reply.status, reply.code]).toEqual([403, 'request.not_allowed'])
    expect(await level(clinic)).toBe('recommended')
  })

  it('an Admin whose sign-in is not fresh confirms first', async () => {
    const clinic = await practice()
    const admin = await readyKeeper(house, clinic.the('ADMIN'))
    house.clock.advance({ minutes: 11 })
    expect((await save(admin, { from: DAY })).code).toBe('request.confirm_needed')
    await confirm(house, admin, clinic.the('ADMIN'))
    expect((await save(admin, { from: DAY })).code).toBe(undefined)
  })

  it('somebody without two factors does not ask others for them', async () => {
    const clinic = await practice(false)
    const owner = await signIn(house, clinic.the('OWNER'))
    expect((await owner.must(getEnforcement)).first).toBe('two_factors_first')
    const refused = await save(owner, { from: DAY })
    expect([refused.status, refused.code]).toEqual([409, 'enforcement.two_factors_first'])
    expect(await level(clinic)).toBe('recommended')
  })

  it('somebody with one way in alone does not, until a code was typed back or a passkey is there', async () => {
    const clinic = await practice()
    const owner = await signIn(house, clinic.the('OWNER'))
    expect((await save(owner, { from: DAY })).code).toBe('enforcement.second_way_first')
    const { codes } = await owner.must(makeBackupCodes)
    await house.outbox.take('backup_codes_made')
    expect((await save(owner, { from: DAY })).code).toBe('enforcement.second_way_first')
    await owner.must(confirmBackupCodes, { body: { code: codes[3] ?? '' } })
    expect((await save(owner, { from: DAY })).code).toBe(undefined)
    const admin = await signIn(house, clinic.the('ADMIN'))
    expect((await save(admin, { from: DAY })).code).toBe('enforcement.second_way_first')
    await addPasskeyTo(house, admin)
    expect((await save(admin, { from: DAY })).code).toBe(undefined)
  })

  it('whoever asks their own role for a passkey shows one', async () => {
    const clinic = await practice()
    const owner = await readyKeeper(house, clinic.the('OWNER'))
    expect((await save(owner, { passkeyRoles: ['OWNER'], from: DAY })).code).toBe('enforcement.passkey_first')
    expect((await save(owner, { passkeyRoles: ['ADMIN'], from: DAY })).code).toBe(undefined)
    await house.outbox.takeAll()
  })
})

describe('what is saved', () => {
  it('an Admin cannot ask less of a role than Required: no passkey without it, no empty Required, none without Owners and Admins', async () => {
    const clinic = await practice()
    const admin = await readyKeeper(house, clinic.the('ADMIN'))
    const tries = [
      { roles: [], from: DAY },
      { roles: ['NURSE' as const], from: DAY },
      { roles: ['OWNER' as const, 'NURSE' as const], from: DAY },
      { roles: ['OWNER' as const, 'ADMIN' as const], passkeyRoles: ['NURSE' as const], from: DAY },
      { level: 'recommended' as const, roles: ['OWNER' as const] },
      { level: 'optional' as const, roles: [], passkeyRoles: ['OWNER' as const] },
    ]
    const codes = []
    for (const one of tries) codes.push((await save(admin, one)).code)
    expect(codes).toEqual([
      'enforcement.nobody_chosen',
      'enforcement.leaders_first',
      'enforcement.leaders_first',
      'enforcement.below_required',
      'enforcement.below_required',
      'enforcement.below_required',
    ])
    expect(await rules(clinic)).toEqual([])
  })

  it.each([
    ['yesterday', '2026-03-01', 422, 'enforcement.date_past'],
    ['31 days ahead', '2026-04-02', 422, 'enforcement.date_too_late'],
    ['none', undefined, 422, 'enforcement.date_needed'],
    ['blank', '', 422, 'request.fields'],
    ['the 30th of February', '2026-02-30', 422, 'request.fields'],
    ['the year 9999', '9999-12-31', 422, 'enforcement.date_too_late'],
    ['a time of day', '2026-03-09T00:00:00Z', 422, 'request.fields'],
  ])('a date that is no good is refused: %s', async (_name, from, status, code) => {
    const clinic = await practice()
    const owner = await readyKeeper(house, clinic.the('OWNER'))
    const body = { ...(await wished(owner, {})), ...(from !== undefined && { from }) }
    const reply = await owner.call(saveEnforcement, { body })
    expect([reply.status, reply.code]).toEqual([status, code])
    expect(await rules(clinic)).toEqual([])
  })

  it('a date that has passed is not moved by an Admin who wants time for a colleague', async () => {
    const clinic = await practice()
    const admin = await readyKeeper(house, clinic.the('ADMIN'))
    await save(admin, { from: '2026-03-02' })
    for (const wish of [
      { from: '2026-03-20' },
      { level: 'optional' as const, roles: [] },
      { from: '2026-03-20' },
    ])
      expect((await save(admin, wish)).code).toBe(undefined)
    expect((await rules(clinic)).map(({ from }) => from.toISOString())).toEqual(
      Array.from({ length: 11 }, () => '2026-03-02T00:00:00.000Z'),
    )
    await house.outbox.take('rule_loosened', clinic.the('OWNER').email)
  })

  it('a page that was open while somebody else saved does not save over it', async () => {
    const clinic = await practice()
    const [owner, admin] = [
      await readyKeeper(house, clinic.the('OWNER')),
      await readyKeeper(house, clinic.the('ADMIN')),
    ]
    const stale = await wished(admin, { level: 'optional', roles: [] })
    await save(owner, { from: DAY })
    const refused = await admin.call(saveEnforcement, { body: stale })
    expect([refused.status, refused.code]).toEqual([409, 'enforcement.changed_meanwhile'])
    expect(await level(clinic)).toBe('required')
  })

  it('of ten who save at the same instant one does', async () => {
    const clinic = await practice()
    const owner = await readyKeeper(house, clinic.the('OWNER'))
    const wish = await wished(owner, { from: DAY })
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => owner.call(saveEnforcement, { body: wish })),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 409),
    ])
  })

  it('another clinic’s rules stay as they are', async () => {
    const [here, elsewhere] = [await practice(), await practice()]
    await setTwoFactorRule(house, elsewhere.id, 'required')
    const owner = await readyKeeper(house, here.the('OWNER'))
    const before = await rules(elsewhere)
    await save(owner, { level: 'optional', roles: [] })
    expect([await level(elsewhere), await rules(elsewhere)]).toEqual(['required', before])
  })
})

describe('by a number', () => {
  it('a passkey is asked of nobody', async () => {
    const clinic = await buildClinic(numbered, { roles: ['OWNER'], totp: true })
    const owner = await readyKeeper(numbered, clinic.the('OWNER'))
    expect((await owner.must(getEnforcement)).passkeysPossible).toBe(false)
    const refused = await save(owner, { passkeyRoles: ['OWNER'], from: DAY })
    expect([refused.status, refused.code]).toEqual([409, 'enforcement.passkey_no_name'])
  })
})

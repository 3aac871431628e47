/** Rules, resets and recovery together: nobody who answers for the clinic is left outside by what others may do. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { addPasskeyTo, buildClinic, type Clinic, codeOf, signIn } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import { beginTotp, confirmTotp } from '../identity/contract.ts'
import { finishRecovery } from '../recovery/contract.ts'
import { newRecoveryLink } from '../recovery/service.ts'
import { whoAmI } from '../sessions/contract.ts'
import { getEnforcement, previewEnforcement, saveEnforcement } from './contract.ts'
import { makePasswordLink } from './protected-contract.ts'
import { readyKeeper, save, wished } from './testing/keeper.ts'
import { BECAUSE, openPractice } from './testing/practice.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

const today = () => house.clock.now().toISOString().slice(0, 10)
const askOwnersForPasskeys = (clinic: Clinic) =>
  house.database.ask(
    'admin',
    `INSERT INTO role_rule (clinic_id, role, two_factors, two_factors_since, two_factors_from, passkey, passkey_since, passkey_from)
     VALUES ($1, 'OWNER', true, $2, $2, true, $2, $2)`,
    [clinic.id, '2026-01-01T00:00:00Z'],
  )

describe('a passkey asked of Owners', () => {
  it('is not asked by an Admin while no Owner has one', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN'], totp: true })
    const admin = await readyKeeper(house, clinic.the('ADMIN'))
    const wish = { passkeyRoles: ['OWNER' as const], from: today() }
    const { roles, passkeyRoles, from } = await wished(admin, wish)
    const query = { roles: roles.join(','), passkeyRoles: passkeyRoles.join(','), from }
    expect((await admin.must(previewEnforcement, { query })).refused?.why).toBe(
      'enforcement.owner_passkey_first',
    )
    const refused = await save(admin, wish)
    expect([refused.status, refused.code]).toEqual([409, 'enforcement.owner_passkey_first'])
    const owner = await signIn(house, clinic.the('OWNER'))
    expect((await owner.must(whoAmI)).state).toBe('full')
    await addPasskeyTo(house, owner)
    expect((await save(admin, wish)).status).toBe(200)
  })

  it('does not keep the only Owner outside who lost it, has no other device for one, and comes by the computer of Enamel', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const { email } = clinic.the('OWNER')
    await askOwnersForPasskeys(clinic)
    const made = await newRecoveryLink(house.system(), email)
    const owner = house.visitor()
    const password = 'seven brisk kettles hum'
    await owner.must(finishRecovery, { body: { token: made?.link.split('#')[1] ?? '', password } })
    // A second step is asked of them still.
    expect(await owner.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'two_factors' })
    const { challengeId, secret } = await owner.must(beginTotp)
    await owner.must(confirmTotp, { body: { challengeId, code: codeOf(house, { totpSecret: secret }) } })
    expect(await owner.must(whoAmI)).toMatchObject({ state: 'full', must: null })
    const { roles } = await owner.must(getEnforcement)
    expect(roles.find(({ role }) => role === 'OWNER')).toMatchObject({ asked: 'two_factors' })
    const told = (await house.events()).filter(
      ({ clinicId, action }) => clinicId === clinic.id && action === 'security.two_factor_rule_changed',
    )
    expect(told.map(({ personal }) => personal['reason'])).toEqual(['recovery_link'])
  })

  it('stays asked where another Owner has one and can give them 24 hours', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER'], totp: true })
    const [lost, other] = clinic.people
    if (!lost || !other) throw new Error('two Owners')
    await addPasskeyTo(house, await signIn(house, other))
    await askOwnersForPasskeys(clinic)
    const made = await newRecoveryLink(house.system(), lost.email)
    const password = 'seven brisk kettles hum'
    const body = { token: made?.link.split('#')[1] ?? '', password }
    await house.visitor().must(finishRecovery, { body })
    const [rule] = await house.database.ask<{ passkey: boolean }>(
      'admin',
      "SELECT passkey FROM role_rule WHERE clinic_id = $1 AND role = 'OWNER'",
      [clinic.id],
    )
    expect(rule?.passkey).toBe(true)
  })
})

describe('at the same instant', () => {
  it('whoever was signed out while they waited changes no rule', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN'], totp: true })
    const admin = await readyKeeper(house, clinic.the('ADMIN'))
    const body = await wished(admin, { from: today() })
    const reply = await whileHeld(
      house.database,
      `SELECT FROM clinic WHERE id = '${clinic.id}'`,
      1,
      () => admin.call(saveEnforcement, { body }),
      async () => {
        await house.database.ask(
          'admin',
          `UPDATE session SET state = 'ended', ended_why = 'ended_by_self', ended_at = started_at WHERE person_id = $1`,
          [clinic.the('ADMIN').id],
        )
      },
    )
    expect([reply.status, reply.code]).toEqual([401, 'session.ended'])
    const [kept] = await house.database.ask<{ level: string }>(
      'admin',
      'SELECT two_factor AS level FROM clinic WHERE id = $1',
      [clinic.id],
    )
    expect(kept?.level).toBe('recommended')
  })

  it('twenty links for one colleague are made one after the other, and none waits for what another keeps', async () => {
    const practice = await openPractice(house)
    const admin = await practice.enter(practice.admin)
    const params = { personId: practice.nurse.id }
    const all = await Promise.all(
      Array.from({ length: 20 }, () => admin.call(makePasswordLink, { params, body: BECAUSE })),
    )
    expect([...new Set(all.map(({ status, code }) => `${status} ${code}`))]).toEqual(['200 undefined'])
  })
})

/** Who left and comes back: a fresh start, in which nothing old revives. */
import { describe, expect, it } from 'vitest'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  confirm,
  PASSWORD,
  type Person,
  signIn,
  tryPasskey,
} from '../../test/builders.ts'
import { invitationOf } from '../../test/endpoints/invite-calls.ts'
import { signInWithPassword } from '../identity/contract.ts'
import * as people from '../people/service.ts'
import { whoAmI } from '../sessions/contract.ts'
import { joinAsKnown, joinWithPassword } from './join-contract.ts'
import { endAccess } from './service.ts'

const house = await startTestApp({ apart: true })
const NEW = 'seven brisk kettles hum'

async function enter(person: Person) {
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return visitor
}

async function leave(clinic: Clinic, who: Person) {
  const ctx = house.system(clinic.id as ClinicId)
  await write(ctx, async (tx) => {
    const member = (await people.holdMembers(tx, ctx, [who.id as PersonId])).get(who.id as PersonId)
    const end = { state: 'left', how: 'leaver', reason: 'Moved away', by: undefined } as const
    return audited((await endAccess(tx, ctx, member ?? expect.unreachable(), end)).events)
  })
}

async function invitedBack(clinic: Clinic, who: Person) {
  const owner = await enter(clinic.the('OWNER'))
  return invitationOf(house, owner, { name: who.name, address: who.email, role: 'RECEPTIONIST' })
}

const rows = async (sql: string, who: Person) =>
  house.database.ask<Record<string, unknown>>('admin', sql, [who.id])

describe('a returning person', () => {
  it('sets up everything anew; old passwords, passkeys, app, PIN, browsers and sessions stay dead', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const nurse = clinic.the('NURSE')
    const phone = await enter(nurse)
    const passkey = await addPasskeyTo(house, phone)
    const at = house.clock.now()
    await house.database.ask(
      'admin',
      `UPDATE membership SET grace_given_at = $2, grace_ends_at = $2::timestamptz + interval '1 day', passkey_devices = 'can',
              access_ends_at = $2::timestamptz + interval '1 year', outsider = 'locum' WHERE person_id = $1`,
      [nurse.id, at],
    )
    await leave(clinic, nurse)
    house.clock.advance({ days: 30 })
    const { token } = await invitedBack(clinic, nurse)
    const old = await house.visitor().call(joinAsKnown, { body: { token, password: PASSWORD } })
    expect([old.status, old.code]).toEqual([401, 'identity.not_matching'])

    const visitor = house.visitor()
    await visitor.must(joinWithPassword, { body: { token, name: 'Nora Quay', password: NEW } })
    const { person, state } = await visitor.must(whoAmI)
    // The same human being, as the log knows them; a new start in everything else.
    expect([state, person?.id, person?.name, person?.role]).toEqual([
      'full',
      nurse.id,
      'Nora Quay',
      'RECEPTIONIST',
    ])
    expect((await phone.must(whoAmI)).state).toBe('none')
    const before = await house
      .visitor()
      .call(signInWithPassword, { body: { email: nurse.email, password: PASSWORD } })
    expect(before.status).toBe(401)
    expect((await tryPasskey(house.visitor(), passkey)).status).toBe(401)
    for (const table of ['totp', 'passkey', 'backup_code', 'pin', 'password_history', 'sign_in_place'])
      expect(await rows(`SELECT 1 FROM ${table} WHERE person_id = $1`, nurse), table).toEqual([])
    expect(
      await rows('SELECT 1 FROM known_device WHERE person_id = $1 AND forgotten_at IS NULL', nurse),
    ).toHaveLength(1)
    const [member] = await rows('SELECT * FROM membership WHERE person_id = $1', nurse)
    expect(member).toMatchObject({
      state: 'active',
      left_at: null,
      disabled_reason: null,
      outsider: null,
      access_ends_at: null,
      grace_ends_at: null,
      passkey_devices: null,
      renew_factor_since: null,
      // Being away is no way to 24 hours more.
      grace_given_at: at,
    })
    await house.settle()
    await house.outbox.takeAll()
  })

  it('who was never cleared away begins anew all the same', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    const nurse = clinic.the('NURSE')
    const theirs = await enter(nurse)
    const passkey = await addPasskeyTo(house, theirs)
    // As an import, or a version before this one, may have left them.
    await house.database.ask('admin', `UPDATE membership SET state = 'left' WHERE person_id = $1`, [nurse.id])
    const { token } = await invitedBack(clinic, nurse)
    const old = await house.visitor().call(joinAsKnown, { body: { token, password: PASSWORD } })
    expect(old.code).toBe('identity.not_matching')
    await house.visitor().must(joinWithPassword, { body: { token, name: nurse.name, password: NEW } })
    expect((await theirs.must(whoAmI)).state).toBe('none')
    expect((await tryPasskey(house.visitor(), passkey)).status).toBe(401)
    const before = await house
      .visitor()
      .call(signInWithPassword, { body: { email: nurse.email, password: PASSWORD } })
    expect(before.status).toBe(401)
    await house.settle()
    await house.outbox.takeAll()
  })

  it('who works at another clinic meanwhile keeps what is theirs there, and renews it before entering here', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const nurse = clinic.the('NURSE')
    const other = await buildClinic(house, { roles: ['OWNER'] })
    const owner = await enter(other.the('OWNER'))
    const there = await invitationOf(house, owner, { name: nurse.name, address: nurse.email, role: 'NURSE' })
    await house.visitor().must(joinAsKnown, { body: { token: there.token, password: PASSWORD } })
    await leave(clinic, nurse)
    const { token } = await invitedBack(clinic, nurse)
    const anew = await house
      .visitor()
      .call(joinWithPassword, { body: { token, name: 'Nobody', password: NEW } })
    expect(anew.code).toBe('join.used_before')
    const visitor = house.visitor()
    await visitor.must(joinAsKnown, { body: { token, password: PASSWORD } })
    const { state, must, mayEnrol } = await visitor.must(whoAmI)
    expect([state, must, mayEnrol]).toEqual(['enrolling', 'renew', true])
    await house.settle()
    await house.outbox.takeAll()
  })
})

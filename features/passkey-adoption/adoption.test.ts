/** Adoption as an Owner sees it, what each says of their devices, and when a passkey is offered. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Role } from '../../pure/roles/roles.ts'
import { type House, startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Person,
  setTwoFactorRule,
  signIn,
  signInAt,
  tryPasskey,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import {
  answerPasskeyDevices,
  getAdoption,
  getInvitation,
  getPasskeyDevices,
  tellInvitation,
} from './contract.ts'

const ORIGIN = { ENAMEL_ORIGIN: 'https://enamel.practice.example' }
const house = await startTestApp({ environment: ORIGIN, apart: true })
const atLocalhost = await startTestApp({ apart: true })
const byNumber = await startTestApp({ environment: { ENAMEL_ORIGIN: 'https://192.0.2.7' }, apart: true })

afterEach(async () => {
  for (const one of [house, atLocalhost, byNumber]) await one.outbox.takeAll()
})

async function practice(roles: Role[], at: House = house) {
  const clinic = await buildClinic(at, { roles })
  return {
    clinic,
    leader: await signIn(at, clinic.the('OWNER')),
    by: (role: Role) => signIn(at, clinic.the(role)),
  }
}

/** Signed in anew at the same browser. */
async function again(who: Person, visitor: Visitor = house.visitor(), at: House = house): Promise<Visitor> {
  await signInAt(at, visitor, who)
  return visitor
}

const answers = (visitor: Visitor, answer: 'can' | 'cannot') =>
  visitor.must(answerPasskeyDevices, { body: { answer } })
const invited = async (visitor: Visitor) => (await visitor.must(getInvitation)).invite
/** What Home names as the next action. */
const next = async (visitor: Visitor) => (await visitor.must(getChecklist)).next?.key
const tell = (visitor: Visitor, what: 'shown' | 'not_now') => visitor.must(tellInvitation, { body: { what } })

describe('the page of passkeys', () => {
  it('counts by role over people whose devices can, names who has none, and says what to order', async () => {
    const { clinic, leader, by } = await practice(['OWNER', 'ADMIN', 'NURSE', 'VIEWER'])
    await addPasskeyTo(house, leader)
    await addPasskeyTo(house, leader)
    await answers(await by('VIEWER'), 'cannot')
    const page = await leader.must(getAdoption)
    expect(page).toMatchObject({ people: 4, able: 3, withPasskey: 1, leaders: 2, leadersWithTwo: 1 })
    expect(page.roles).toEqual([
      { role: 'OWNER', people: 1, able: 1, withPasskey: 1 },
      { role: 'ADMIN', people: 1, able: 1, withPasskey: 0 },
      { role: 'NURSE', people: 1, able: 1, withPasskey: 0 },
      { role: 'VIEWER', people: 1, able: 0, withPasskey: 0 },
    ])
    expect(page.missing.map(({ name }) => name)).toEqual([clinic.the('ADMIN').name, clinic.the('NURSE').name])
    expect(page.keys).toEqual({
      leaders: [clinic.the('ADMIN').name],
      people: [clinic.the('VIEWER').name],
      spare: 1,
      total: 4,
    })
  })

  it('keeps a row a day in the clinic’s day, counts today live, and draws days that were counted', async () => {
    const { clinic, by } = await practice(['OWNER', 'NURSE'])
    await house.settle()
    const today = (await (await by('OWNER')).must(getAdoption)).today
    await addPasskeyTo(house, await by('NURSE'))
    house.clock.advance({ days: 1 })
    await house.settle()
    const leader = await by('OWNER')
    const { days } = await leader.must(getAdoption)
    const withPasskey = days.map(({ day, roles }) => [
      day,
      roles.reduce((sum, one) => sum + one.withPasskey, 0),
    ])
    expect(withPasskey.at(0)).toEqual([today, 0])
    expect(withPasskey.at(-1)?.[1]).toBe(1)
    await addPasskeyTo(house, leader)
    const live = (await leader.must(getAdoption)).days.at(-1)
    expect(live?.roles.reduce((sum, one) => sum + one.withPasskey, 0)).toBe(2)
    // Run twice on one day it is still one row.
    const rows = await house.database.ask<{ n: string }>(
      'admin',
      'SELECT count(*) AS n FROM passkey_adoption WHERE clinic_id = $1 AND role = $2 GROUP BY day',
      [clinic.id, 'OWNER'],
    )
    expect(rows.every(({ n }) => n === '1')).toBe(true)
  })

  it('is kept from everybody but Owners and Admins, and knows no other clinic', async () => {
    const { by } = await practice(['OWNER', 'ADMIN', 'HR_MANAGER', 'VIEWER'])
    for (const role of ['HR_MANAGER', 'VIEWER'] as const)
      expect((await (await by(role)).call(getAdoption)).status).toBe(403)
    expect((await (await by('ADMIN')).must(getAdoption)).people).toBe(4)
  })
})

describe('“my devices cannot”', () => {
  it('leaves the denominator of step 2, may be changed, and is logged', async () => {
    const { leader, by, clinic } = await practice(['OWNER', 'NURSE'])
    const nurse = await by('NURSE')
    expect(await nurse.must(getPasskeyDevices)).toEqual({ answer: null, answeredAt: null })
    const total = async () => (await leader.must(getChecklist)).lines[1]?.evidence.values['total']
    expect(await total()).toBe(2)
    const seq = (await house.events()).at(-1)?.seq
    await answers(nurse, 'cannot')
    expect(await total()).toBe(1)
    expect((await nurse.must(getChecklist)).lines.some(({ step }) => step === 2)).toBe(false)
    await answers(nurse, 'can')
    expect(await total()).toBe(2)
    const told = (await house.events(seq)).filter(({ action }) => action === 'passkey_devices.answered')
    expect(told.map(({ personal }) => personal)).toMatchObject([
      { after: 'cannot' },
      { before: 'cannot', after: 'can' },
    ])
    expect(told.every(({ actorId }) => actorId === clinic.the('NURSE').id)).toBe(true)
  })

  it('counts as able again once they have a security key', async () => {
    const { leader, by } = await practice(['OWNER', 'NURSE'])
    const nurse = await by('NURSE')
    await answers(nurse, 'cannot')
    await addPasskeyTo(house, nurse)
    expect(await leader.must(getAdoption)).toMatchObject({ able: 2, withPasskey: 1 })
  })

  it('is said for oneself alone', async () => {
    const { by, clinic } = await practice(['OWNER', 'NURSE'])
    const nurse = await by('NURSE')
    const reply = await nurse.send({
      method: 'PUT',
      url: '/api/profile/passkey-devices',
      payload: { answer: 'cannot', personId: clinic.the('OWNER').id },
    })
    expect(reply.status).toBe(422)
  })
})

describe('the invitation', () => {
  it('stands after a password sign-in, stays for that session, and comes back after 14 days', async () => {
    const { clinic } = await practice(['OWNER', 'NURSE'])
    const who = clinic.the('NURSE')
    const visitor = await again(who)
    expect(await visitor.must(getInvitation)).toEqual({ invite: true, second: false, answer: null })
    await tell(visitor, 'shown')
    expect(await invited(visitor)).toBe(true)
    house.clock.advance({ minutes: 1 })
    expect(await invited(await again(who, visitor))).toBe(false)
    house.clock.advance({ days: 13, hours: 23 })
    expect(await invited(await again(who, visitor))).toBe(false)
    house.clock.advance({ hours: 1 })
    expect(await invited(await again(who, visitor))).toBe(true)
  })

  it('goes at once at “not now”, for 14 days', async () => {
    const { clinic } = await practice(['OWNER', 'NURSE'])
    const who = clinic.the('NURSE')
    const visitor = await again(who)
    await tell(visitor, 'shown')
    await tell(visitor, 'not_now')
    expect(await invited(visitor)).toBe(false)
    house.clock.advance({ days: 13 })
    expect(await invited(await again(who, visitor))).toBe(false)
    house.clock.advance({ days: 1, minutes: 1 })
    expect(await invited(await again(who, visitor))).toBe(true)
  })

  it('is not made by Home in its place: “not now” and “my devices cannot” are answers there too', async () => {
    const { clinic } = await practice(['OWNER', 'NURSE'])
    // A second step is up to everybody, so that a passkey is what comes first.
    await setTwoFactorRule(house, clinic.id, 'optional')
    const who = clinic.the('NURSE')
    const visitor = await again(who)
    expect(await next(visitor)).toBe('checklist.next.own_passkey')
    await tell(visitor, 'not_now')
    expect(await next(visitor)).toBe('checklist.next.password_statement')
    house.clock.advance({ days: 14, minutes: 1 })
    const later = await again(who, visitor)
    expect(await next(later)).toBe('checklist.next.own_passkey')
    await answers(later, 'cannot')
    expect(await next(later)).toBe('checklist.next.password_statement')
    await answers(later, 'can')
    await house.database.ask('admin', "UPDATE session SET device_class = 'shared' WHERE person_id = $1", [
      who.id,
    ])
    expect(await next(later), 'none is kept on a shared computer').toBe('checklist.next.password_statement')
  })

  it('is noted once, however often a page tells it', async () => {
    const visitor = (await practice(['OWNER'])).leader
    const seq = (await house.events()).at(-1)?.seq
    await Promise.all([0, 1, 2].map(() => tell(visitor, 'shown')))
    await tell(visitor, 'shown')
    const noted = (await house.events(seq)).filter(({ action }) => action === 'passkey_invitation.shown')
    expect(noted).toHaveLength(1)
  })

  it('is a second one for Owners and Admins, and none for others who have one', async () => {
    const { by, leader } = await practice(['OWNER', 'NURSE'])
    const nurse = await by('NURSE')
    // Added from another browser: this session is still the password’s.
    for (const visitor of [leader, nurse]) {
      await addPasskeyTo(house, visitor)
      await house.database.ask('admin', 'UPDATE session SET passkey_at = NULL, code_at = started_at')
    }
    expect(await leader.must(getInvitation)).toMatchObject({ invite: true, second: true })
    expect(await nurse.must(getInvitation)).toMatchObject({ invite: false, second: true })
  })

  it('is not for whoever signed in by passkey, sits at a shared computer, or said that their devices cannot', async () => {
    const { by, leader, clinic } = await practice(['OWNER', 'NURSE'])
    const passkey = await addPasskeyTo(house, leader)
    const next = house.visitor()
    await tryPasskey(next, passkey)
    expect(await invited(next)).toBe(false)
    const nurse = await by('NURSE')
    expect(await invited(nurse)).toBe(true)
    await answers(nurse, 'cannot')
    expect(await invited(nurse)).toBe(false)
    await answers(nurse, 'can')
    await house.database.ask('admin', "UPDATE session SET device_class = 'shared' WHERE person_id = $1", [
      clinic.the('NURSE').id,
    ])
    expect(await invited(nurse)).toBe(false)
  })

  it('is not where a passkey would not last: at localhost and by a number', async () => {
    for (const at of [atLocalhost, byNumber]) {
      const { leader } = await practice(['OWNER'], at)
      expect(await invited(leader)).toBe(false)
    }
  })
})

/** Somebody of several clinics: asked for one after the whole sign-in, and judged by the rules of the one they go to. */
import { beforeEach, describe, expect, it } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  codeOf,
  confirm,
  joinAlso,
  markShared,
  type Person,
  proveAt,
  setTwoFactorRule,
  signIn,
  signInAt,
  tryPasskey,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listEvents } from '../audit/contract.ts'
import { listSessions, signOut, whoAmI } from '../sessions/contract.ts'
import { chooseClinic, listOwnClinics } from './choosing-contract.ts'
import { makeBackupCodes, signInWithBackupCode, signInWithCode, signInWithPassword } from './contract.ts'

const house = await startTestApp()
let here: Clinic
let there: Clinic
let person: Person

/** A person of two clinics: an Owner in the first, a viewer in the second. */
async function ofTwo(totp: boolean): Promise<void> {
  here = await buildClinic(house, { roles: ['OWNER'], totp })
  there = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  person = here.the('OWNER')
  await joinAlso(house, there, person)
}

const choose = (visitor: Visitor, { id }: Pick<Clinic, 'id'>) =>
  visitor.must(chooseClinic, { body: { clinicId: id } })
const clinicOf = async (visitor: Visitor) => (await visitor.must(whoAmI)).clinic?.id
const since = async (work: () => Promise<unknown>) => {
  const before = (await house.events()).at(-1)?.seq
  await work()
  return (await house.events(before)).map(({ action, clinicId }) => [action, clinicId])
}

beforeEach(async () => {
  await house.outbox.takeAll()
  await ofTwo(true)
})

describe('a sign-in of somebody of two clinics', () => {
  it('asks which after the second step, and goes there with a new token', async () => {
    const visitor = house.visitor()
    expect(await proveAt(house, visitor, person)).toBe('clinic')
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'choosing',
      clinic: null,
      person: { id: person.id },
    })
    expect((await visitor.must(listOwnClinics)).clinics).toEqual([
      { id: here.id, name: here.name, here: false },
      { id: there.id, name: there.name, here: false },
    ])
    const before = visitor.cookies.get('__Host-enamel')
    await choose(visitor, there)
    expect(visitor.cookies.get('__Host-enamel')).not.toBe(before)
    const now = await visitor.must(whoAmI)
    expect(now).toMatchObject({ state: 'full', clinic: { id: there.id }, person: { role: 'VIEWER' } })
    expect(now.session?.proven).toEqual({ password: true, code: true, passkey: false })
    // Proven a moment ago: nothing is confirmed twice.
    expect(now.session?.confirmedUntil).not.toBeNull()
  })

  it('by a passkey asks as well', async () => {
    const visitor = await signIn(house, person)
    await confirm(house, visitor, person)
    const passkey = await addPasskeyTo(house, visitor)
    await visitor.must(signOut)
    expect((await tryPasskey(visitor, passkey)).body).toEqual({ next: 'clinic' })
    await choose(visitor, there)
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'full',
      clinic: { id: there.id },
      session: { proven: { passkey: true, password: false } },
    })
  })

  it('by a password alone, where there is nothing else, asks as well', async () => {
    await ofTwo(false)
    const visitor = house.visitor()
    expect(await proveAt(house, visitor, person)).toBe('clinic')
    await choose(visitor, there)
    expect(await clinicOf(visitor)).toBe(there.id)
  })

  it('puts the clinic first that was chosen last at this browser', async () => {
    const visitor = house.visitor()
    await signInAt(house, visitor, person, there)
    await visitor.must(signOut)
    await proveAt(house, visitor, person)
    expect((await visitor.must(listOwnClinics)).clinics.map(({ id }) => id)).toEqual([there.id, here.id])
    const other = house.visitor()
    await proveAt(house, other, person)
    expect((await other.must(listOwnClinics)).clinics.map(({ id }) => id)).toEqual([here.id, there.id])
  })

  it('is in the log of the clinic that is entered, and in the other’s only up to the question', async () => {
    const visitor = house.visitor()
    const events = await since(() => signInAt(house, visitor, person, there))
    const of = (clinic: Clinic) => events.filter(([, id]) => id === clinic.id).map(([action]) => action)
    expect(of(here)).toEqual(['auth.2fa.challenge', 'session.clinic_asked'])
    expect(of(there)).toEqual([
      'auth.2fa.challenge',
      'session.clinic_asked',
      'auth.signin.ok',
      'session.start',
      'auth.signin.unusual',
    ])
    expect(events.filter(([, id]) => id === INSTALLATION)).toEqual([])
  })

  it('tells of a new device once, by the clinic that is entered', async () => {
    const visitor = house.visitor()
    await proveAt(house, visitor, person)
    await house.settle()
    expect(await house.outbox.left()).toEqual([])
    await choose(visitor, there)
    const mail = await house.outbox.take('new_device', person.email)
    expect(JSON.stringify(mail)).toContain(there.name)
  })

  it('asks nobody of one clinic', async () => {
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, {
      body: { email: there.the('NURSE').email, password: person.password },
    })
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'full', clinic: { id: there.id } })
    expect((await visitor.must(listOwnClinics)).clinics).toMatchObject([{ here: true }])
  })

  it('asks nobody whose other membership is disabled', async () => {
    await house.database.ask(
      'admin',
      "UPDATE membership SET state = 'disabled' WHERE clinic_id = $1 AND person_id = $2",
      [here.id, person.id],
    )
    const visitor = house.visitor()
    expect(await proveAt(house, visitor, person)).toBe('home')
    expect(await clinicOf(visitor)).toBe(there.id)
  })

  it('is over when no clinic is chosen within ten minutes', async () => {
    const visitor = house.visitor()
    await proveAt(house, visitor, person)
    house.clock.advance({ minutes: 10 })
    const reply = await visitor.call(chooseClinic, { body: { clinicId: here.id } })
    expect([reply.status, reply.code]).toEqual([401, 'session.ended'])
  })

  it('with a wrong code is told by one mail, and stands in both logs', async () => {
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    const events = await since(async () => {
      const reply = await visitor.call(signInWithCode, { body: { code: '000000' } })
      expect([reply.status, reply.code]).toEqual([422, 'identity.wrong_code'])
    })
    for (const { id } of [here, there]) {
      const actions = events.filter(([, at]) => at === id).map(([action]) => action)
      expect(new Set(actions)).toEqual(new Set(['auth.2fa.deny', 'auth.signin.unusual']))
    }
    await house.outbox.take('second_factor_failed', person.email)
    expect(await house.outbox.left()).toEqual([])
  })

  it('that nobody goes on with after the password is told, too', async () => {
    await house.visitor().must(signInWithPassword, {
      body: { email: person.email, password: person.password },
    })
    house.clock.advance({ minutes: 12 })
    await house.settle()
    await house.outbox.take('second_factor_failed', person.email)
  })

  it('by a backup code says how many are left, asks, and mails of the code', async () => {
    const visitor = await signIn(house, person)
    await confirm(house, visitor, person)
    const { codes } = await visitor.must(makeBackupCodes)
    await house.outbox.take('backup_codes_made')
    await visitor.must(signOut)
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    const answer = await visitor.must(signInWithBackupCode, { body: { code: codes[0] ?? '' } })
    expect(answer).toEqual({ next: 'clinic', codesLeft: codes.length - 1 })
    await choose(visitor, there)
    await house.outbox.take('backup_code_used', person.email)
  })
})

describe('the rules of the clinic that is chosen', () => {
  it('ask for a second factor there, and not in the other', async () => {
    await ofTwo(false)
    await setTwoFactorRule(house, there.id, 'required')
    const visitor = house.visitor()
    await signInAt(house, visitor, person, here)
    expect((await visitor.must(whoAmI)).state).toBe('full')
    await visitor.must(signOut)
    await signInAt(house, visitor, person, there)
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'two_factors' })
  })

  it('keep somebody out of it who is outside of its networks, and the other one is open', async () => {
    await house.database.ask(
      'admin',
      "UPDATE clinic SET allow_list_on = true, break_glass = false, allowed_networks = '{198.51.100.0/24}', network_notes = '{Practice}' WHERE id = $1",
      [here.id],
    )
    const visitor = house.visitor()
    await proveAt(house, visitor, person)
    const refused = await visitor.call(chooseClinic, { body: { clinicId: here.id } })
    expect([refused.status, refused.code]).toEqual([403, 'session.outside_network'])
    expect((await house.events()).at(-1)).toMatchObject({
      clinicId: here.id,
      action: 'auth.signin.fail',
      outcome: 'refused',
    })
    await choose(visitor, there)
    expect(await clinicOf(visitor)).toBe(there.id)
  })

  it('ask to renew the second factor where that was asked, by one proof more', async () => {
    await house.database.ask(
      'admin',
      'UPDATE membership SET renew_factor_since = $3 WHERE clinic_id = $1 AND person_id = $2',
      [there.id, person.id, house.clock.now()],
    )
    const visitor = house.visitor()
    await signInAt(house, visitor, person, there)
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'renew', mayEnrol: false })
    await choose(visitor, here)
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'full', must: null })
  })
})

describe('a clinic that asks for a passkey', () => {
  it('asks whoever has one and came by a code to show it, and the other does not', async () => {
    const visitor = await signIn(house, person)
    await confirm(house, visitor, person)
    const passkey = await addPasskeyTo(house, visitor)
    await house.database.ask(
      'admin',
      `INSERT INTO role_rule (clinic_id, role, passkey, passkey_since, passkey_from)
       VALUES ($1, 'VIEWER', true, '2026-01-01Z', '2026-01-01Z')`,
      [there.id],
    )
    await choose(visitor, there)
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'half', must: 'passkey' })
    expect((await visitor.call(listSessions)).code).toBe('session.second_factor_needed')
    expect((await tryPasskey(visitor, passkey)).body).toEqual({ next: 'clinic' })
    await choose(visitor, there)
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'full', must: null, clinic: { id: there.id } })
  })
})

describe('a switch to the other clinic', () => {
  it('makes a new token, ends the session before, and is not fresh', async () => {
    const visitor = await signIn(house, person)
    const old = house.visitor()
    old.cookies.set('__Host-enamel', visitor.cookies.get('__Host-enamel') ?? '')
    const events = await since(() => choose(visitor, there))
    expect(new Set(events)).toEqual(
      new Set([
        ['session.end', here.id],
        ['auth.signin.ok', there.id],
        ['session.start', there.id],
      ]),
    )
    const now = await visitor.must(whoAmI)
    expect(now).toMatchObject({ state: 'full', clinic: { id: there.id }, session: { confirmedUntil: null } })
    expect((await old.call(listSessions)).code).toBe('session.ended')
    expect((await visitor.must(listOwnClinics)).clinics).toEqual([
      { id: there.id, name: there.name, here: true },
      { id: here.id, name: here.name, here: false },
    ])
  })

  it('tells neither clinic of the other', async () => {
    const visitor = await signIn(house, person)
    await choose(visitor, there)
    await choose(visitor, here)
    const log = JSON.stringify(await visitor.must(listEvents, { query: { limit: 200 } }))
    for (const secret of [there.id, there.name]) expect(log).not.toContain(secret)
  })

  it('makes no sign-in longer, however often they go to and fro', async () => {
    const visitor = await signIn(house, person)
    const { session } = await visitor.must(whoAmI)
    for (const clinic of [there, here, there]) {
      house.clock.advance({ minutes: 20 })
      await choose(visitor, clinic)
    }
    expect((await visitor.must(whoAmI)).session?.endsAt).toBe(session?.endsAt)
  })

  it('counts the hours of the other clinic from the sign-in, and says so when they are over', async () => {
    await house.database.ask('admin', 'UPDATE clinic SET absolute_hours = 1 WHERE id = $1', [there.id])
    const visitor = await signIn(house, person)
    for (let minutes = 0; minutes < 75; minutes += 25) {
      house.clock.advance({ minutes: 25 })
      await visitor.must(listSessions)
      await visitor.send({ method: 'POST', url: '/api/session/activity' })
    }
    const refused = await visitor.call(chooseClinic, { body: { clinicId: there.id } })
    expect([refused.status, refused.code]).toEqual([409, 'sessions.too_long_for_clinic'])
    // And they are still where they were.
    expect(await clinicOf(visitor)).toBe(here.id)
  })

  it('is no way on a shared computer, which belongs to one clinic', async () => {
    const desk = await signIn(house, there.the('NURSE'))
    await markShared(house, desk, there)
    await desk.must(signOut)
    expect(await proveAt(house, desk, person)).toBe('home')
    expect(await clinicOf(desk)).toBe(there.id)
    expect((await desk.must(listOwnClinics)).clinics).toEqual([
      { id: there.id, name: there.name, here: true },
    ])
    const refused = await desk.call(chooseClinic, { body: { clinicId: here.id } })
    expect([refused.status, refused.code]).toEqual([404, 'sessions.clinic_not_found'])
    await house.outbox.takeAll()
  })

  it('leaves an open page of the first clinic without effect in the second', async () => {
    const visitor = await signIn(house, person)
    await choose(visitor, there)
    const reply = await visitor.send<{ code?: string }>({
      method: 'GET',
      url: '/api/sessions',
      headers: { 'enamel-clinic': here.id },
    })
    expect([reply.status, reply.code]).toEqual([409, 'request.other_clinic'])
    expect(codeOf(house, person)).toHaveLength(6)
  })
})

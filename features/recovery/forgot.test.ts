/** Forgot password, as its person goes through it. Attacks: forgot.attack.test.ts. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, codeOf, PASSWORD, setTwoFactorRule, signIn } from '../../test/builders.ts'
import { forgotToken } from '../../test/endpoints/valid-calls.ts'
import { readable } from '../../test/outbox.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import { seedClinic } from '../clinics/seed.ts'
import { changePassword, signInWithCode, signInWithPassword } from '../identity/contract.ts'
import { askForLink, finishForgot, getForgotWays, openForgot } from './contract.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

const NEW = 'seven brisk kettles hum'
const one = async (wish: { totp?: boolean } = {}) =>
  (await buildClinic(house, { roles: ['NURSE'], ...wish })).the('NURSE')
const finish = (token: string, visitor: Visitor = house.visitor(), password = NEW) =>
  visitor.call(finishForgot, { body: { token, password } })
const enter = (email: string, password: string, visitor = house.visitor()) =>
  visitor.call(signInWithPassword, { body: { email, password } })
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'

describe('Forgot password', () => {
  it('says before anybody signs in whether mail goes at all', async () => {
    expect(await house.visitor().must(getForgotWays)).toEqual({ mailGoes: false })
  })

  it('mails a link to its person, which is in the log and nowhere else', async () => {
    const person = await one()
    const before = await seq()
    await house.visitor().must(askForLink, { body: { email: person.email.toUpperCase() } })
    await house.settle()
    const events = await house.events(before)
    expect(events.map(({ action, actorKind, targetId }) => [action, actorKind, targetId])).toEqual([
      ['password.reset_link_made', 'nobody', person.id],
    ])
    const mail = await house.outbox.take('password_forgot', person.email)
    const token = /http:\/\/localhost:3000\/forgot#([\w-]{43})/.exec(readable(house.outbox.read(mail)))?.[1]
    expect(token).toBeDefined()
    const rows = await house.database.ask(
      'admin',
      `SELECT to_jsonb(m) AS mail, to_jsonb(l) AS link FROM mail m, one_time_link l`,
    )
    expect(JSON.stringify([rows, events, mail.values])).not.toContain(token)
    const jobs = await house.database.ask('admin', 'SELECT payload FROM graphile_worker._private_jobs')
    expect(JSON.stringify(jobs)).not.toContain(person.email)
  })

  it('says whom the link is for, as often as it is looked at, and does nothing by that', async () => {
    const person = await one({ totp: true })
    const visitor = await signIn(house, person)
    const token = await forgotToken(house, person.email)
    const before = await seq()
    for (let times = 0; times < 3; times++) {
      const { body } = await house.visitor().call(openForgot, { body: { token } })
      expect(body).toMatchObject({ name: person.name, address: person.email, hasSecondStep: true })
    }
    const page = await house.visitor().send({ method: 'GET', url: `/forgot?token=${token}` })
    expect(page.status).toBe(404)
    expect(await house.events(before)).toEqual([])
    expect((await visitor.must(whoAmI)).state).toBe('full')
    expect((await finish(token)).status).toBe(200)
  })

  it('sets the password, ends every session, signs nobody in and never passes the second step', async () => {
    const person = await one({ totp: true })
    const [here, there] = [await signIn(house, person), await signIn(house, person)]
    const half = house.visitor()
    await enter(person.email, PASSWORD, half)
    const token = await forgotToken(house, person.email)
    const before = await seq()
    const visitor = house.visitor()
    const done = await finish(token, visitor)
    expect(done.body).toEqual({ sessionsEnded: 3 })
    expect(visitor.cookies.size).toBe(0)
    expect((await visitor.must(whoAmI)).state).toBe('none')
    for (const old of [here, there, half])
      expect(await old.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'password_reset' })
    expect((await enter(person.email, PASSWORD)).code).toBe('identity.not_matching')

    expect((await enter(person.email, NEW, visitor)).body).toEqual({ next: 'second_factor' })
    expect((await visitor.must(whoAmI)).state).toBe('half')
    expect((await visitor.call(changePassword, { body: { password: `${NEW} anew` } })).code).toBe(
      'session.second_factor_needed',
    )
    house.clock.advance({ seconds: 30 })
    await visitor.must(signInWithCode, { body: { code: codeOf(house, person) } })
    expect((await visitor.must(whoAmI)).state).toBe('full')

    const events = await house.events(before)
    expect(events.find(({ action }) => action === 'password.reset')).toMatchObject({
      actorKind: 'link',
      targetId: person.id,
      personal: { target_name: person.name, sessions_ended: '3' },
    })
    expect(events.filter(({ action }) => action === 'session.end')).toHaveLength(3)
    await house.settle()
    const mail = await house.outbox.take('password_reset', person.email)
    expect(house.outbox.read(mail)).toContain('Was it not you?')
  })

  it('leaves an account without a second step to the rules of its clinic', async () => {
    const clinic = await buildClinic(house, { roles: ['NURSE'] })
    const person = clinic.the('NURSE')
    expect((await finish(await forgotToken(house, person.email))).status).toBe(200)
    const visitor = house.visitor()
    expect((await enter(person.email, NEW, visitor)).body).toEqual({ next: 'home' })
    expect((await visitor.must(whoAmI)).state).toBe('full')
    await setTwoFactorRule(house, clinic.id, 'required')
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'enrolling',
      must: 'two_factors',
      mayEnrol: false,
    })
  })

  it('keeps the rules of passwords, and the link, when one is refused', async () => {
    const person = await one()
    const token = await forgotToken(house, person.email)
    expect((await finish(token, undefined, 'password1')).code).toBe('identity.password_refused')
    expect((await finish(token, undefined, PASSWORD)).code).toBe('identity.password_used_before')
    expect((await finish(token)).status).toBe(200)
  })

  it('opens the way again that a hundred wrong passwords closed, and no other', async () => {
    const person = await one()
    await enter(person.email, 'wrong wrong wrong wrong')
    const known = await house.database.ask<{ key: string }>(
      'admin',
      "SELECT key FROM throttle WHERE kind = 'account'",
    )
    expect(known.length).toBeGreaterThan(0)
    await house.database.ask(
      'admin',
      "UPDATE throttle SET failures = 100, blocked_until = '2090-01-01' WHERE kind = 'account'",
    )
    expect((await enter(person.email, PASSWORD)).code).toBe('identity.slowed')
    expect((await finish(await forgotToken(house, person.email))).status).toBe(200)
    expect((await enter(person.email, NEW)).status).toBe(200)
  })

  it('tells somebody of several clinics once, and each clinic’s log', async () => {
    const { kernel } = house.enamel
    const email = `locum@several.example`
    const ids: string[] = []
    for (const name of ['Quay Dental', 'Hill Dental']) {
      const made = await seedClinic(
        kernel,
        {
          name,
          country: 'GB',
          zone: 'Europe/London',
          locale: 'en-GB',
          people: [{ name: 'Lola Locum', email, role: 'DENTIST', password: PASSWORD }],
        },
        (password) => kernel.hashing.hash(password),
      )
      ids.push(made.id)
    }
    const before = await seq()
    const token = await forgotToken(house, email)
    expect((await finish(token)).status).toBe(200)
    await house.settle()
    await house.outbox.take('password_reset', email)
    for (const action of ['password.reset_link_made', 'password.reset']) {
      const told = (await house.events(before)).filter((event) => event.action === action)
      expect(told.map(({ clinicId }) => clinicId).toSorted(), action).toEqual(ids.toSorted())
    }
  })
})

/** Signing in with a password: what it tells a stranger, and what it begins. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, codeOf, PASSWORD, type Person, signIn } from '../../test/builders.ts'
import type { Reply, Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { listSessions, reportActivity, signOut, whoAmI } from '../sessions/contract.ts'
import {
  beginTotp,
  changePassword,
  confirmItsYou,
  getSecurity,
  makeBackupCodes,
  removeTotp,
  signInWithBackupCode,
  signInWithCode,
  signInWithPassword,
} from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let guarded: Clinic

beforeAll(async () => {
  clinic = await buildClinic(house)
  guarded = await buildClinic(house, { totp: true })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await house.outbox.takeAll()
})

const withPassword = (visitor: Visitor, email: string, password: string) =>
  visitor.call(signInWithPassword, { body: { email, password } })

const setState = (person: Person, state: string) =>
  house.database.ask('admin', 'UPDATE membership SET state = $1 WHERE person_id = $2', [state, person.id])

/** What a stranger can see of an answer, but for what is new in every answer. */
function seen({ status, headers, body }: Reply<unknown>) {
  const own = ['enamel-now', 'request-id', 'date', 'content-security-policy']
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name))),
    body: { ...(body as object), instance: undefined },
  }
}

describe('an answer to a stranger', () => {
  const states = ['disabled', 'left', 'invited'] as const

  it('is the same for a wrong password, an unknown address, and people who are disabled, left or only invited', async () => {
    const reference = await withPassword(house.visitor(), clinic.the('NURSE').email, 'not the password')
    expect([reference.status, reference.code]).toEqual([401, 'identity.not_matching'])
    const strangers: [string, string][] = [
      ['nobody@clinic1.example', PASSWORD],
      ['nobody@elsewhere.example', 'not the password'],
    ]
    const people: Person[] = [clinic.the('VIEWER'), clinic.the('STAFF'), clinic.the('THERAPIST')]
    for (const [index, state] of states.entries()) {
      const person = people[index] as Person
      await setState(person, state)
      strangers.push([person.email, PASSWORD], [person.email, 'not the password'])
    }
    const told = []
    for (const [email, password] of strangers)
      told.push(seen(await withPassword(house.visitor(), email, password)))
    expect(told).toEqual(strangers.map(() => seen(reference)))
  })

  it('is the same for somebody without a password', async () => {
    const person = clinic.the('BILLING_STAFF')
    await house.database.ask('admin', 'DELETE FROM password WHERE person_id = $1', [person.id])
    const reply = await withPassword(house.visitor(), person.email, PASSWORD)
    const reference = await withPassword(house.visitor(), 'nobody@clinic1.example', PASSWORD)
    expect(seen(reply)).toEqual(seen(reference))
  })

  it('costs one Argon2id of today’s cost, whether the account is known, closed or a fiction', async () => {
    const verify = vi.spyOn(house.enamel.kernel.hashing, 'verify')
    const hash = vi.spyOn(house.enamel.kernel.hashing, 'hash')
    const [disabled, right] = [clinic.the('VIEWER'), clinic.the('DENTIST')]
    await setState(disabled, 'disabled')
    const work = []
    for (const [email, password] of [
      ['nobody@elsewhere.example', PASSWORD],
      [clinic.the('HYGIENIST').email, 'not the password'],
      [disabled.email, PASSWORD],
      [right.email, PASSWORD],
    ] as const) {
      verify.mockClear()
      await withPassword(house.visitor(), email, password)
      work.push(verify.mock.calls.length)
    }
    expect(work).toEqual([1, 1, 1, 1])
    expect(hash).not.toHaveBeenCalled()
  })

  it('is the same once the way is slowed, for an account and for an address that nobody has', async () => {
    const verify = vi.spyOn(house.enamel.kernel.hashing, 'verify')
    const answers = []
    for (const email of [clinic.the('HR_MANAGER').email, 'made.up@clinic1.example']) {
      const visitor = house.visitor({ address: '203.0.113.99' })
      for (let tries = 0; tries < 5; tries++) await withPassword(visitor, email, 'not the password')
      verify.mockClear()
      const slowed = await withPassword(visitor, email, PASSWORD)
      expect([slowed.status, slowed.code]).toEqual([429, 'identity.slowed'])
      expect(verify).not.toHaveBeenCalled()
      answers.push(seen(slowed))
    }
    expect(answers[0]).toEqual(answers[1])
  })

  it.each([
    ['a NUL', 'a\u0000b'],
    ['half a character', '\ud800'],
    ['a flag of many characters', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(30)],
    ['what grows when it is normalised', '\u{1D160}'.repeat(500)],
    ['a thousand characters', 'x'.repeat(1_000)],
    ['markup and quotes', `'; DROP TABLE person; --<script>`],
  ])('is the same for a password that is %s', async (_what, password) => {
    const reference = await withPassword(house.visitor(), 'nobody@elsewhere.example', 'not the password')
    for (const email of [clinic.the('OWNER').email, 'nobody@odd.example'])
      expect(seen(await withPassword(house.visitor({ address: '203.0.113.30' }), email, password))).toEqual(
        seen(reference),
      )
    house.clock.advance({ hours: 1 })
  })

  it('does not depend on how the address is written', async () => {
    const { email } = clinic.the('RECEPTIONIST')
    const shouted = `  ${email.toUpperCase()} `
    expect(await withPassword(house.visitor(), shouted, PASSWORD)).toMatchObject({ status: 200 })
  })
})

describe('a half session', () => {
  it('opens nothing but the second step and the way out', async () => {
    const person = guarded.the('OWNER')
    const visitor = house.visitor()
    expect(
      await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } }),
    ).toEqual({ next: 'second_factor' })
    const closed = [
      await visitor.call(getChecklist),
      await visitor.call(listSessions),
      await visitor.call(getSecurity),
      await visitor.call(reportActivity),
      await visitor.call(confirmItsYou, { body: { password: PASSWORD } }),
      await visitor.call(changePassword, { body: { password: 'another long phrase of mine' } }),
      await visitor.call(beginTotp),
      await visitor.call(removeTotp),
      await visitor.call(makeBackupCodes),
    ]
    expect(closed.map(({ status, code }) => [status, code])).toEqual(
      closed.map(() => [401, 'session.second_factor_needed']),
    )
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'half' })
    await visitor.must(signOut)
    expect((await visitor.call(signInWithCode, { body: { code: codeOf(house, person) } })).code).toBe(
      'session.none',
    )
  })

  it('is over ten minutes after the password', async () => {
    const person = guarded.the('ADMIN')
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    house.clock.advance({ minutes: 10 })
    const late = await visitor.call(signInWithCode, { body: { code: codeOf(house, person) } })
    expect([late.status, late.code]).toEqual([401, 'session.ended'])
  })

  it('is not asked of somebody whose session is full', async () => {
    const visitor = await signIn(house, guarded.the('DENTIST'))
    house.clock.advance({ seconds: 30 })
    const again = await visitor.call(signInWithCode, {
      body: { code: codeOf(house, guarded.the('DENTIST')) },
    })
    expect([again.status, again.code]).toEqual([403, 'request.not_allowed'])
  })

  it('becomes full by nothing but a code of this person', async () => {
    const person = guarded.the('NURSE')
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    house.clock.advance({ seconds: 30 })
    const colleague = await visitor.call(signInWithCode, {
      body: { code: codeOf(house, guarded.the('STAFF')) },
    })
    expect([colleague.status, colleague.code]).toEqual([422, 'identity.wrong_code'])
    const invented = await visitor.call(signInWithBackupCode, { body: { code: 'abcd-efgh-jkmn-pqrs-tvwx' } })
    expect([invented.status, invented.code]).toEqual([422, 'identity.wrong_code'])
    expect((await visitor.must(whoAmI)).state).toBe('half')
    await visitor.must(signInWithCode, { body: { code: codeOf(house, person) } })
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'full',
      person: { id: person.id },
      session: { proven: { password: true, code: true, passkey: false } },
    })
  })
})

describe('a sign-in', () => {
  const SESSION = '__Host-enamel'

  it('gives a new token at each step, and the one before opens nothing', async () => {
    const person = guarded.the('HYGIENIST')
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    const half = visitor.cookies.get(SESSION)
    house.clock.advance({ seconds: 30 })
    await visitor.must(signInWithCode, { body: { code: codeOf(house, person) } })
    expect(visitor.cookies.get(SESSION)).not.toBe(half)
    const thief = house.visitor()
    thief.cookies.set(SESSION, half ?? '')
    expect((await thief.call(getChecklist)).code).toBe('session.none')
  })

  it('takes no token that was planted in the browser before', async () => {
    const planted = 'planted-by-somebody-else-planted-by-someone'
    const victim = house.visitor()
    victim.cookies.set(SESSION, planted)
    const person = clinic.the('OWNER')
    await victim.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    expect(victim.cookies.get(SESSION)).not.toBe(planted)
    const attacker = house.visitor()
    attacker.cookies.set(SESSION, planted)
    expect((await attacker.must(whoAmI)).state).toBe('none')
  })

  it('takes no session of the attacker over: who signs in at their cookie ends it', async () => {
    const attacker = await signIn(house, clinic.the('ADMIN'))
    const victim = house.visitor()
    victim.cookies.set(SESSION, attacker.cookies.get(SESSION) ?? '')
    const person = clinic.the('OWNER')
    await victim.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    const reply = await attacker.call(getChecklist)
    expect(reply).toMatchObject({ status: 401, code: 'session.ended', body: { values: { why: 'replaced' } } })
  })

  it('ends the session this browser had, and says so in the log', async () => {
    const person = clinic.the('DENTIST')
    const visitor = await signIn(house, person)
    const old = visitor.cookies.get(SESSION)
    const before = (await house.events()).at(-1)?.seq
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    const events = await house.events(before)
    expect(events.map(({ action, personal }) => [action, personal['reason']])).toEqual([
      ['session.end', 'replaced'],
      ['auth.signin.ok', undefined],
      ['session.start', undefined],
    ])
    const tab = house.visitor()
    tab.cookies.set(SESSION, old ?? '')
    expect((await tab.must(whoAmI)).endedWhy).toBe('replaced')
    expect((await visitor.must(listSessions)).sessions.filter(({ current }) => current)).toHaveLength(1)
  })

  it('leaves the old session alone when the password was wrong', async () => {
    const person = clinic.the('HYGIENIST')
    const visitor = await signIn(house, person)
    await withPassword(visitor, person.email, 'not the password')
    expect((await visitor.must(whoAmI)).state).toBe('full')
  })

  it('tells the person of a browser it does not know, once for each', async () => {
    const person = clinic.the('STAFF')
    await setState(person, 'active')
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    const mail = await house.outbox.take('new_device', person.email)
    expect(mail.values).toMatchObject({ name: person.name, agent: 'Firefox on Linux' })
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    expect(await house.outbox.left()).toEqual([])
    await house
      .visitor()
      .must(signInWithPassword, { body: { email: person.email, password: person.password } })
    await house.outbox.take('new_device', person.email)
  })

  it('sends no mail of a new browser while the second factor is missing', async () => {
    const person = guarded.the('VIEWER')
    await house
      .visitor()
      .must(signInWithPassword, { body: { email: person.email, password: person.password } })
    expect(await house.outbox.left()).toEqual([])
  })

  it('does not make a browser known that only ever had the password, also when the app is removed later', async () => {
    const person = guarded.the('THERAPIST')
    const thief = house.visitor()
    await thief.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    await thief.must(signOut)
    await house.database.ask('admin', 'DELETE FROM totp WHERE person_id = $1', [person.id])
    await thief.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    await house.outbox.take('new_device', person.email)
  })
})

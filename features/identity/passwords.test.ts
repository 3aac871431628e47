/** Setting a password: what is refused and why, what it ends, how it is kept. */
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, PASSWORD, type Person, signIn } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listSessions, whoAmI } from '../sessions/contract.ts'
import { changePassword, getSecurity, signInWithPassword } from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let second: Clinic
let free: Person[]

beforeAll(async () => {
  clinic = await buildClinic(house, { name: 'Marsh Lane Dental' })
  second = await buildClinic(house, { name: 'Harbour Smiles' })
  const more = await buildClinic(house)
  free = [...more.people, ...clinic.people].filter(({ role }) => role !== 'OWNER')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await house.outbox.takeAll()
})

const person = () => free.pop() as Person
const change = (visitor: Visitor, password: string) => visitor.call(changePassword, { body: { password } })
const tryIn = (visitor: Visitor, who: Person, password: string) =>
  visitor.call(signInWithPassword, { body: { email: who.email, password } })
const storedHash = async (who: Person) =>
  (
    await house.database.ask<{ hash: string }>('admin', 'SELECT hash FROM password WHERE person_id = $1', [
      who.id,
    ])
  )[0]?.hash

describe('a new password', () => {
  const own: [string, string][] = [
    ['the name', 'Owner Person0 Owner Person0'],
    ['the clinic', 'MarshLaneDental2026!'],
  ]
  it.each([
    ['too_short', 'short otters', { has: 12, needed: 15 }],
    ['too_long', 'quiet otters juggle lamps '.repeat(10), { allowed: 256 }],
    ['common', 'Passw0rd123', {}],
    ['control_characters', 'quiet otters\u0007juggle lamps', {}],
    ['keyboard_walk', 'qwertyuiopasdfghjkl', {}],
    ['repeated', 'abcabcabcabcabcabc', {}],
    ['sequence', '1234567890123456789', {}],
  ])('is refused when it is %s, with a sentence that says so', async (code, password, values) => {
    const visitor = await signIn(house, clinic.the('OWNER'))
    const reply = await change(visitor, password)
    expect([reply.status, reply.code]).toEqual([422, 'identity.password_refused'])
    const field = reply.fields.find(({ expected }) => expected === code) as
      | { path: string; values?: object; detail?: string }
      | undefined
    expect(reply.fields.map(({ expected }) => expected)).toContain(code)
    expect(field).toMatchObject({ path: 'body.password', values })
    expect(field?.detail).toMatch(/^[A-Z].{20,}\.$/)
    expect(field?.detail).not.toContain(' 0 ')
  })

  it.each(own)('is refused when it rests on %s, and says on which words', async (_what, password) => {
    const visitor = await signIn(house, clinic.the('OWNER'))
    const reply = await change(visitor, password)
    expect(reply.fields.map(({ expected }) => expected)).toContain('own_words')
  })

  it('has the length that the strictest of the person’s clinics wants', async () => {
    const who = person()
    await house.database.ask(
      'admin',
      "INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'NURSE', 'active', '2026-03-02Z', '2026-03-02Z')",
      [second.id, who.id],
    )
    await house.database.ask('admin', 'UPDATE clinic SET password_min_length = 30 WHERE id = $1', [second.id])
    onTestFinished(async () => {
      await house.database.ask('admin', 'UPDATE clinic SET password_min_length = 15 WHERE id = $1', [
        second.id,
      ])
    })
    const visitor = await signIn(house, who)
    const reply = await change(visitor, 'marble kites sing low')
    expect(reply.fields).toMatchObject([{ expected: 'too_short', values: { has: 21, needed: 30 } }])
    expect((await visitor.must(getSecurity)).passwordRules).toMatchObject({ minLength: 30 })
    const foreign = await change(visitor, 'harbour smiles harbour smiles harbour')
    expect(foreign.fields.map(({ expected }) => expected)).toContain('own_words')
  })

  it('takes every alphabet, spaces, signs and 256 characters, and the same letters typed otherwise', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    const long = `žluťoučký kůň úpěl ďábelské ódy 🦦 ${'наш зуб '.repeat(40)}`.normalize('NFC').slice(0, 255)
    expect((await change(visitor, long)).status).toBe(200)
    expect((await tryIn(house.visitor(), who, long.normalize('NFD'))).status).toBe(200)
    expect((await tryIn(house.visitor(), who, long.slice(0, -1))).status).toBe(401)
  })

  it('is none of the last five, of which the present one is the first', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    const passwords = [
      PASSWORD,
      ...['marble', 'copper', 'velvet', 'thunder', 'walnut'].map((word) => `${word} kites sing low tonight`),
    ]
    for (const next of passwords.slice(1)) expect((await change(visitor, next)).status, next).toBe(200)
    for (const known of passwords.slice(1)) {
      const reply = await change(visitor, known)
      expect([reply.status, reply.code], known).toEqual([422, 'identity.password_used_before'])
    }
    expect((await change(visitor, passwords[0] ?? '')).status).toBe(200)
  })

  it('is kept as Argon2id with a salt of its own, and nowhere in clear', async () => {
    const [one, other] = [person(), person()]
    for (const who of [one, other]) await change(await signIn(house, who), 'marble kites sing low')
    const hashes = [await storedHash(one), await storedHash(other)]
    expect(hashes[0]).toMatch(/^\$argon2id\$/)
    expect(hashes[0]).not.toBe(hashes[1])
    const events = JSON.stringify(await house.events())
    expect(events).not.toContain('marble kites')
  })
})

describe('a change of password', () => {
  it('ends every other session of the person, and tells them once', async () => {
    const who = person()
    const [visitor, tablet, phone] = [
      await signIn(house, who),
      await signIn(house, who),
      await signIn(house, who),
    ]
    const colleague = await signIn(house, person())
    const reply = await change(visitor, 'marble kites sing low')
    expect(reply).toMatchObject({ status: 200, body: { sessionsEnded: 2 } })
    for (const other of [tablet, phone]) expect((await other.must(whoAmI)).endedWhy).toBe('password_changed')
    expect((await visitor.must(listSessions)).sessions).toHaveLength(1)
    expect((await colleague.must(whoAmI)).state).toBe('full')
    const mail = await house.outbox.take('password_changed', who.email)
    await house.settle()
    expect(house.outbox.read(mail)).toContain('All your other sessions were')
    expect(await house.outbox.left()).toEqual([])
    const events = await house.events()
    expect(events.at(-1)).toMatchObject({
      action: 'password.changed',
      actorId: who.id,
      targetId: who.id,
      personal: { sessions_ended: '2' },
    })
  })

  it('ends the sessions in the person’s other clinics too', async () => {
    const who = person()
    const place = (clinicId: string, state: string) =>
      house.database.ask(
        'admin',
        `INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'NURSE', $3, '2026-03-02Z', '2026-03-02Z')
         ON CONFLICT (clinic_id, person_id) DO UPDATE SET state = $3`,
        [clinicId, who.id, state],
      )
    await place(second.id, 'active')
    await place(clinic.id, 'disabled')
    const there = await signIn(house, who)
    expect((await there.must(whoAmI)).clinic?.name).toBe('Harbour Smiles')
    await place(clinic.id, 'active')
    await place(second.id, 'disabled')
    const here = await signIn(house, who)
    expect((await here.must(whoAmI)).clinic?.name).toBe('Marsh Lane Dental')
    await place(second.id, 'active')
    const before = (await house.events()).at(-1)?.seq
    expect(await change(here, 'marble kites sing low')).toMatchObject({ body: { sessionsEnded: 1 } })
    expect((await there.must(whoAmI)).endedWhy).toBe('password_changed')
    const logged = (await house.events(before)).map(({ clinicId, action }) => [clinicId, action])
    expect(logged).toHaveLength(2)
    expect(logged).toContainEqual([clinic.id, 'password.changed'])
    expect(logged).toContainEqual([second.id, 'session.end'])
  })

  it('leaves this browser signed in under a new token, and the old password opens nothing', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    const token = visitor.cookies.get('__Host-enamel')
    await change(visitor, 'marble kites sing low')
    expect(visitor.cookies.get('__Host-enamel')).not.toBe(token)
    expect((await visitor.must(whoAmI)).state).toBe('full')
    expect((await tryIn(house.visitor(), who, PASSWORD)).code).toBe('identity.not_matching')
    expect((await tryIn(house.visitor(), who, 'marble kites sing low')).status).toBe(200)
  })

  it('leaves no session to whoever signs in with the old password in the same moment', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    const { hashing } = house.enamel.kernel
    const verify = hashing.verify.bind(hashing)
    // The thief's password is found right; before their session stands, the owner sets a new one.
    vi.spyOn(hashing, 'verify').mockImplementationOnce(async (...asked) => {
      const verdict = await verify(...asked)
      expect((await change(visitor, 'marble kites sing low')).status).toBe(200)
      return verdict
    })
    const thief = house.visitor({ address: '203.0.113.44' })
    const reply = await tryIn(thief, who, PASSWORD)
    expect([reply.status, reply.code]).toEqual([401, 'identity.not_matching'])
    expect(thief.cookies.size).toBe(0)
    expect((await visitor.must(listSessions)).sessions).toHaveLength(1)
    expect((await house.events()).at(-1)).toMatchObject({
      action: 'auth.signin.fail',
      targetId: who.id,
      personal: { address: '203.0.113.44' },
    })
  })

  it('ends the session of whoever was quicker by a moment', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    const thief = house.visitor()
    const replies = await whileHeld(
      house.database,
      `SELECT FROM password WHERE person_id = '${who.id}'`,
      2,
      () => Promise.all([tryIn(thief, who, PASSWORD), change(visitor, 'marble kites sing low')]),
    )
    expect(replies[1].status).toBe(200)
    expect((await thief.must(whoAmI)).state).toBe('none')
  })

  it('that is refused changes nothing', async () => {
    const who = person()
    const [visitor, other] = [await signIn(house, who), await signIn(house, who)]
    const before = await storedHash(who)
    await change(visitor, 'short')
    await change(visitor, PASSWORD)
    expect(await storedHash(who)).toBe(before)
    expect((await other.must(whoAmI)).state).toBe('full')
    await house.outbox.takeAll()
    expect(await house.outbox.left()).toEqual([])
  })

  it('opens a way that guessing had closed: what was counted was another password', async () => {
    const who = clinic.the('OWNER')
    const visitor = await signIn(house, who)
    const stranger = () => tryIn(house.visitor({ address: '203.0.113.5' }), who, 'not the password')
    for (let tries = 0; tries < 5; tries++) await stranger()
    expect((await stranger()).code).toBe('identity.slowed')
    await change(visitor, 'marble kites sing low')
    expect((await tryIn(house.visitor(), who, 'marble kites sing low')).status).toBe(200)
  })
})

describe('the stored hash', () => {
  it('is renewed at the next sign-in when the cost has risen, and the password stays the same', async () => {
    const who = second.the('OWNER')
    const before = await storedHash(who)
    const dearer = await startAnother(house, { cost: { memory: 16, passes: 2, parallelism: 1 } })
    onTestFinished(() => dearer.close())
    expect((await tryIn(dearer.visitor(), who, 'not the password')).status).toBe(401)
    expect(await storedHash(who)).toBe(before)
    expect((await tryIn(dearer.visitor(), who, PASSWORD)).status).toBe(200)
    const after = await storedHash(who)
    expect(after).toMatch(/m=16,t=2,p=1/)
    expect((await tryIn(dearer.visitor(), who, PASSWORD)).status).toBe(200)
    expect(await storedHash(who)).toBe(after)
    await house.outbox.takeAll()
    const visitor = await signIn(house, who)
    expect((await visitor.must(getSecurity)).passwordChangedAt).toBe(
      (
        await house.database.ask<{ changed_at: Date }>(
          'admin',
          'SELECT changed_at FROM password WHERE person_id = $1',
          [who.id],
        )
      )[0]?.changed_at.toISOString(),
    )
  })
})

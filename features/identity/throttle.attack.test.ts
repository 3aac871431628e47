/** Whoever wants to lock somebody out, or to get around the counters: over several processes, devices and ways in. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Another, startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  codeOf,
  confirm,
  PASSWORD,
  type Person,
  signIn,
  tryPasskey,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { signOut } from '../sessions/contract.ts'
import { makeBackupCodes, signInWithBackupCode, signInWithCode, signInWithPassword } from './contract.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

let networks = 0
const stranger = () => house.visitor({ address: `10.77.${(++networks >> 8) & 255}.${networks & 255}` })
const somebody = async (totp = false): Promise<Person> =>
  (await buildClinic(house, { roles: ['DENTIST'], totp })).the('DENTIST')
const enter = (visitor: Visitor, who: Person, password = PASSWORD) =>
  visitor.call(signInWithPassword, { body: { email: who.email, password } })
const wrong = (visitor: Visitor, who: Person) => enter(visitor, who, 'not the password')
const known = (who: Person) =>
  house.database.ask<{ proven: boolean }>(
    'admin',
    'SELECT proven FROM known_device WHERE person_id = $1 AND forgotten_at IS NULL',
    [who.id],
  )

/** A hundred times with all the patience it takes. */
async function exhaust(guess: () => Promise<{ code: string | undefined }>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    house.clock.advance({ minutes: 15 })
    await guess()
  }
}

describe('over two processes', () => {
  let other: Another
  beforeAll(async () => {
    other = await startAnother(house)
  })
  afterAll(() => other.close())

  it('fifty guesses at the same instant are five, wherever they arrive', async () => {
    const who = await somebody()
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        wrong(n % 2 === 0 ? stranger() : other.visitor({ address: `10.78.0.${n}` }), who),
      ),
    )
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(45)
  })

  it('what one counted the other knows', async () => {
    const who = await somebody()
    for (let tries = 0; tries < 5; tries++) await wrong(stranger(), who)
    expect((await enter(other.visitor({ address: '10.78.1.1' }), who)).code).toBe('identity.slowed')
  })
})

describe('a known device', () => {
  it('gets its person in while a stranger keeps the account closed, with the second step too', async () => {
    const who = await somebody(true)
    const own = await signIn(house, who)
    await own.must(signOut)
    await exhaust(() => wrong(stranger(), who))
    expect((await enter(stranger(), who)).code).toBe('identity.slowed')
    expect((await enter(own, who)).body).toEqual({ next: 'second_factor' })
    house.clock.advance({ seconds: 30 })
    expect((await own.call(signInWithCode, { body: { code: codeOf(house, who) } })).status).toBe(200)
  })

  it('is none any more once its person forgot it', async () => {
    const who = await somebody()
    const own = await signIn(house, who)
    for (let tries = 0; tries < 5; tries++) await wrong(stranger(), who)
    await house.database.ask('admin', 'UPDATE known_device SET forgotten_at = $2 WHERE person_id = $1', [
      who.id,
      house.clock.now(),
    ])
    expect((await enter(own, who)).code).toBe('identity.slowed')
  })

  it('is not made by a stolen password, nor by five wrong codes after it', async () => {
    const who = await somebody(true)
    const thief = stranger()
    for (let times = 0; times < 3; times++) {
      await enter(thief, who)
      await thief.call(signInWithCode, { body: { code: '000000' } })
    }
    expect(await known(who)).toEqual([])
    for (let tries = 0; tries < 5; tries++) await wrong(stranger(), who)
    expect((await enter(thief, who)).code).toBe('identity.slowed')
  })

  it('by the password alone is none as soon as there is a second factor', async () => {
    const who = await somebody()
    const thief = stranger()
    await enter(thief, who)
    expect(await known(who)).toEqual([{ proven: false }])
    await house.outbox.takeAll()
    const owner = await signIn(house, who)
    await confirm(house, owner, who)
    await addPasskeyTo(house, owner)
    for (let tries = 0; tries < 5; tries++) await wrong(stranger(), who)
    expect((await enter(thief, who)).code).toBe('identity.slowed')
  })
})

describe('codes that are closed', () => {
  async function equipped() {
    const who = await somebody(true)
    const own = await signIn(house, who)
    await confirm(house, own, who)
    const { codes } = await own.must(makeBackupCodes)
    const passkey = await addPasskeyTo(house, own)
    await house.outbox.takeAll()
    return { who, own, codes, passkey }
  }
  const guess = async (who: Person) => {
    const visitor = stranger()
    await enter(visitor, who)
    return visitor.call(signInWithCode, { body: { code: '000000' } })
  }

  it('leave passkey, backup codes and the person’s own device open, and are told once', async () => {
    const { who, own, codes, passkey } = await equipped()
    await exhaust(() => guess(who))
    house.clock.advance({ days: 1, seconds: 30 })
    const visitor = stranger()
    await enter(visitor, who)
    const right = await visitor.call(signInWithCode, { body: { code: codeOf(house, who) } })
    expect(right.code).toBe('identity.slowed')
    const told = (await house.outbox.takeAll()).filter(({ template }) => template === 'way_closed')
    expect(told.map(({ values }) => values['lines'])).toEqual(['closed_code closed_strange'])

    expect((await visitor.call(signInWithBackupCode, { body: { code: codes[0] ?? '' } })).status).toBe(200)
    expect((await tryPasskey(stranger(), passkey)).status).toBe(200)
    await own.must(signOut)
    await enter(own, who)
    house.clock.advance({ seconds: 30 })
    expect((await own.call(signInWithCode, { body: { code: codeOf(house, who) } })).status).toBe(200)
  })

  it('are not opened by a right password, however often it is typed', async () => {
    const { who } = await equipped()
    for (let tries = 0; tries < 5; tries++) await guess(who)
    for (let times = 0; times < 5; times++) await enter(stranger(), who)
    house.clock.advance({ seconds: 2 })
    expect((await guess(who)).code).toBe('identity.slowed')
  })
})

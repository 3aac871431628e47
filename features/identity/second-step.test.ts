/** Guessing at the second step, by somebody who has the password. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, codeOf, confirm, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import { makeBackupCodes, signInWithBackupCode, signInWithCode, signInWithPassword } from './contract.ts'

const house = await startTestApp()
let free: Person[]

beforeAll(async () => {
  free = (await buildClinic(house, { totp: true })).people
})
afterEach(() => house.outbox.takeAll())

const person = () => free.pop() as Person
let address = 0
const stranger = () => house.visitor({ address: `203.0.113.${++address}` })

async function half(visitor: Visitor, { email, password }: Person): Promise<Visitor> {
  const { next } = await visitor.must(signInWithPassword, { body: { email, password } })
  expect(next).toBe('second_factor')
  return visitor
}
/** Six digits that are right in no step near now. */
function wrongCode(who: Person): string {
  const right = Number(codeOf(house, who))
  return String((right + 500_000) % 1_000_000).padStart(6, '0')
}
const guess = (visitor: Visitor, who: Person) =>
  visitor.call(signInWithCode, { body: { code: wrongCode(who) } })
const enter = (visitor: Visitor, who: Person) => {
  house.clock.advance({ seconds: 30 })
  return visitor.call(signInWithCode, { body: { code: codeOf(house, who) } })
}

describe('wrong codes', () => {
  it('end the half sign-in at the fifth, and the password has to be right again', async () => {
    const who = person()
    const visitor = await half(stranger(), who)
    const told = []
    for (let tries = 0; tries < 5; tries++) told.push((await guess(visitor, who)).code)
    expect(told).toEqual([...Array(4).fill('identity.wrong_code'), 'identity.start_again'])
    expect(visitor.cookies.has('__Host-enamel')).toBe(false)
    expect((await enter(visitor, who)).code).toBe('session.none')
  })

  it('are told to whoever still holds the token of that half sign-in', async () => {
    const who = person()
    const visitor = await half(stranger(), who)
    const token = visitor.cookies.get('__Host-enamel') ?? ''
    for (let tries = 0; tries < 5; tries++) await guess(visitor, who)
    visitor.cookies.set('__Host-enamel', token)
    expect((await visitor.must(whoAmI)).endedWhy).toBe('code_failures')
  })

  it('are not forgiven by the right password: starting over gains no tries', async () => {
    const who = person()
    for (let tries = 0; tries < 4; tries++) await guess(await half(stranger(), who), who)
    expect((await guess(await half(stranger(), who), who)).code).toBe('identity.start_again')
    expect((await enter(await half(stranger(), who), who)).status).toBe(200)
  })

  it('slow the codes down, also right ones, until the wait is over', async () => {
    const who = person()
    for (let tries = 0; tries < 5; tries++) await guess(await half(stranger(), who), who)
    const visitor = await half(stranger(), who)
    const right = { body: { code: codeOf(house, who) } }
    const slowed = await visitor.call(signInWithCode, right)
    expect([slowed.status, slowed.code, slowed.headers['retry-after']]).toEqual([429, 'identity.slowed', '5'])
    house.clock.advance({ seconds: 5 })
    expect((await visitor.call(signInWithCode, right)).status).toBe(200)
  })

  it('leave the backup codes open', async () => {
    const who = person()
    const own = await signIn(house, who)
    await confirm(house, own, who)
    const { codes } = await own.must(makeBackupCodes)
    for (let tries = 0; tries < 5; tries++) await guess(await half(stranger(), who), who)
    const visitor = await half(stranger(), who)
    expect((await guess(visitor, who)).code).toBe('identity.slowed')
    const answer = await visitor.must(signInWithBackupCode, { body: { code: codes[0] ?? '' } })
    expect(answer).toEqual({ next: 'home', codesLeft: 9 })
  })

  it('of strangers who have the password do not slow the person’s own device', async () => {
    const who = person()
    const own = await signIn(house, who)
    for (let tries = 0; tries < 5; tries++) await guess(await half(stranger(), who), who)
    expect((await guess(await half(stranger(), who), who)).code).toBe('identity.slowed')
    await half(own, who)
    expect((await guess(own, who)).code).toBe('identity.wrong_code')
    expect((await enter(own, who)).status).toBe(200)
  })

  it('are not more than five when fifty come in the same moment', async () => {
    const who = person()
    const visitor = await half(stranger(), who)
    const replies = await Promise.all(Array.from({ length: 50 }, () => guess(visitor, who)))
    const looked = replies.filter(
      ({ code }) => code === 'identity.wrong_code' || code === 'identity.start_again',
    )
    expect(looked.length).toBeLessThanOrEqual(5)
    expect(replies.every(({ status }) => status !== 200 && status < 500)).toBe(true)
    expect((await enter(visitor, who)).status).toBe(401)
  })

  it('are counted anew after a right one', async () => {
    const who = person()
    const visitor = await half(stranger(), who)
    for (let tries = 0; tries < 4; tries++) await guess(visitor, who)
    expect((await enter(visitor, who)).status).toBe(200)
    const later = await half(visitor, who)
    expect((await guess(later, who)).code).toBe('identity.wrong_code')
  })

  it('are in the log with who, from where and what for', async () => {
    const who = person()
    const visitor = house.visitor({ address: '198.51.100.77' })
    await half(visitor, who)
    const before = (await house.events()).at(-1)?.seq
    await guess(visitor, who)
    const [event] = await house.events(before)
    expect(event).toMatchObject({
      action: 'auth.2fa.deny',
      outcome: 'failed',
      targetId: who.id,
      personal: { factor: 'app', reason: 'identity.wrong_code', address: '198.51.100.77' },
    })
  })
})

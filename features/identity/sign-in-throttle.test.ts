/** Guessing at the door: the ladder of delays, by the clock, and who is never slowed by it. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { HashingBusy } from '../../server/hashing/hashing.ts'
import { keepHouse } from '../../server/jobs/housekeeping.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, PASSWORD, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { confirmItsYou, signInWithPassword } from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let network = 0
let free: Person[]

beforeAll(async () => {
  clinic = await buildClinic(house)
  const more = await buildClinic(house)
  free = [...clinic.people, ...more.people]
})
afterEach(async () => {
  vi.restoreAllMocks()
  await house.outbox.takeAll()
})

/** Nobody guessed at this one before. */
const person = () => free.pop() as Person
/** A network where nobody guessed before. */
const elsewhere = () => `198.51.${100 + Math.floor(network / 250)}.${1 + (network++ % 250)}`
const stranger = (address = elsewhere()) => house.visitor({ address })

const tryIn = (visitor: Visitor, email: string, password: string) =>
  visitor.call(signInWithPassword, { body: { email, password } })
const wrong = (visitor: Visitor, email: string) => tryIn(visitor, email, 'not the password')

async function fail(times: number, email: string, from?: string): Promise<void> {
  for (let tries = 0; tries < times; tries++) {
    const reply = await wrong(stranger(from), email)
    expect(reply.code).toBe('identity.not_matching')
  }
}

describe('the ladder of one account', () => {
  it('lets five wrong passwords through, then asks to wait 5 seconds, twice as long each time, at last 15 minutes', async () => {
    const { email } = person()
    await fail(5, email)
    const waits = []
    for (let round = 0; round < 10; round++) {
      const slowed = await tryIn(stranger(), email, PASSWORD)
      expect([slowed.status, slowed.code]).toEqual([429, 'identity.slowed'])
      const seconds = Number(slowed.headers['retry-after'])
      waits.push(seconds)
      house.clock.advance({ seconds: seconds - 1 })
      expect((await wrong(stranger(), email)).code, 'a second too early').toBe('identity.slowed')
      house.clock.advance({ seconds: 1 })
      expect((await wrong(stranger(), email)).code, 'after the wait').toBe('identity.not_matching')
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900])
  })

  it('is not climbed by asking too early', async () => {
    const { email } = person()
    await fail(5, email)
    for (let tries = 0; tries < 20; tries++) expect((await wrong(stranger(), email)).status).toBe(429)
    house.clock.advance({ seconds: 5 })
    expect((await tryIn(stranger(), email, PASSWORD)).status).toBe(200)
  })

  it('begins anew after a right password', async () => {
    const { email } = person()
    await fail(4, email)
    expect((await tryIn(stranger(), email, PASSWORD)).status).toBe(200)
    await fail(5, email)
    expect((await wrong(stranger(), email)).status).toBe(429)
  })

  it('is not forgotten overnight', async () => {
    const { email } = person()
    await fail(5, email)
    house.clock.advance({ days: 1 })
    await fail(1, email)
    const slowed = await wrong(stranger(), email)
    expect(slowed.headers['retry-after']).toBe('10')
  })

  it('is the same however the address is written', async () => {
    const { email } = person()
    for (const written of [
      email,
      email.toUpperCase(),
      ` ${email}`,
      email.replace('@', '@'),
      email.replace('e', 'E'),
    ])
      await fail(1, written)
    expect((await wrong(stranger(), email)).status).toBe(429)
  })

  it('does not count what could not be looked at because too many passwords were waiting', async () => {
    const { email } = person()
    await fail(4, email)
    vi.spyOn(house.enamel.kernel.hashing, 'verify').mockRejectedValue(new HashingBusy())
    for (let tries = 0; tries < 10; tries++) {
      const busy = await tryIn(stranger(), email, PASSWORD)
      expect([busy.status, busy.code, busy.headers['retry-after']]).toEqual([503, 'server.busy', '2'])
    }
    vi.restoreAllMocks()
    await fail(1, email)
    expect((await wrong(stranger(), email)).headers['retry-after']).toBe('5')
    house.takeComplaints()
  })

  it('lets no more through when fifty come in the same moment', async () => {
    const { email } = person()
    const verify = vi.spyOn(house.enamel.kernel.hashing, 'verify')
    const replies = await Promise.all(Array.from({ length: 50 }, () => wrong(stranger(), email)))
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(45)
    expect(verify).toHaveBeenCalledTimes(5)
  })
})

describe('a device that somebody signed in from before', () => {
  it('is not slowed by strangers, however many they are', async () => {
    const owner = person()
    const own = await signIn(house, owner)
    await fail(5, owner.email)
    expect((await tryIn(stranger(), owner.email, PASSWORD)).status).toBe(429)
    expect((await tryIn(own, owner.email, PASSWORD)).status).toBe(200)
  })

  it('has a ladder of its own, which does not touch other devices', async () => {
    const owner = person()
    const own = await signIn(house, owner)
    const tablet = await signIn(house, owner, { address: elsewhere() })
    for (let tries = 0; tries < 5; tries++) await wrong(own, owner.email)
    expect((await tryIn(own, owner.email, PASSWORD)).status).toBe(429)
    expect((await tryIn(tablet, owner.email, PASSWORD)).status).toBe(200)
    expect((await tryIn(stranger(), owner.email, PASSWORD)).status).toBe(200)
  })

  it('shares it with “confirm it’s you”, so that a stolen session gains no tries', async () => {
    const owner = person()
    const own = await signIn(house, owner)
    const guess = () => own.call(confirmItsYou, { body: { password: 'not the password' } })
    for (let tries = 0; tries < 5; tries++) expect((await guess()).code).toBe('identity.wrong_password')
    expect((await guess()).code).toBe('identity.slowed')
    expect((await tryIn(own, owner.email, PASSWORD)).code).toBe('identity.slowed')
  })

  it('is known for its own person only', async () => {
    const [owner, colleague] = [person(), person()]
    const own = await signIn(house, owner)
    await fail(5, colleague.email)
    expect((await tryIn(own, colleague.email, PASSWORD)).status).toBe(429)
  })
})

describe('a hundred wrong passwords in a row', () => {
  async function exhaust(attempt: () => Promise<{ code: string | undefined }>): Promise<number> {
    for (let tries = 1; tries <= 150; tries++) {
      house.clock.advance({ minutes: 15 })
      if ((await attempt()).code === 'identity.slowed') return tries - 1
    }
    throw new Error('Never closed')
  }

  it('close the way for unknown devices for good, not for a known one', async () => {
    const owner = person()
    const own = await signIn(house, owner)
    expect(await exhaust(() => wrong(stranger(), owner.email))).toBe(100)
    house.clock.advance({ days: 200 })
    // What sweeps old counters leaves this one.
    await keepHouse(house.enamel.kernel, INSTALLATION, 'daily')
    const closed = await tryIn(stranger(), owner.email, PASSWORD)
    expect([closed.code, closed.headers['retry-after']]).toEqual(['identity.slowed', '900'])
    expect((await tryIn(own, owner.email, PASSWORD)).status).toBe(200)
  })

  it('close a known device there, not elsewhere', async () => {
    const owner = person()
    const own = await signIn(house, owner)
    expect(await exhaust(() => wrong(own, owner.email))).toBe(100)
    house.clock.advance({ days: 1 })
    expect((await tryIn(own, owner.email, PASSWORD)).status).toBe(429)
    expect((await tryIn(stranger(), owner.email, PASSWORD)).status).toBe(200)
  })
})

describe('one network', () => {
  it('is not shut out by one person’s typing errors', async () => {
    const [owner, colleague] = [person(), person()]
    const address = elsewhere()
    for (let tries = 0; tries < 100; tries++) {
      house.clock.advance({ seconds: 4 })
      await wrong(stranger(address), owner.email)
    }
    expect((await tryIn(stranger(address), colleague.email, PASSWORD)).status).toBe(200)
  })

  async function guessAround(addresses: (guess: number) => string): Promise<number> {
    for (let guess = 1; guess <= 100; guess++) {
      const reply = await wrong(stranger(addresses(guess)), `made.up.${network}.${guess}@clinic1.example`)
      if (reply.code === 'identity.slowed') return guess - 1
    }
    throw new Error('Never slowed')
  }

  it('that tries one password at many accounts is slowed, but not the devices known there, nor others', async () => {
    const [owner, colleague] = [person(), person()]
    const address = elsewhere()
    const own = await signIn(house, owner, { address })
    expect(await guessAround(() => address)).toBe(61)
    expect((await tryIn(stranger(address), colleague.email, PASSWORD)).status).toBe(429)
    expect((await tryIn(own, owner.email, PASSWORD)).status).toBe(200)
    expect((await tryIn(stranger(), colleague.email, PASSWORD)).status).toBe(200)
  })

  it('that is slowed does not wear down the account that is asked for', async () => {
    const owner = person()
    const address = elsewhere()
    await guessAround(() => address)
    for (let tries = 0; tries < 30; tries++)
      expect((await wrong(stranger(address), owner.email)).status).toBe(429)
    expect((await tryIn(stranger(), owner.email, PASSWORD)).status).toBe(200)
  })

  it('is forgotten after a quiet quarter of an hour', async () => {
    const owner = person()
    const address = elsewhere()
    await guessAround(() => address)
    house.clock.advance({ minutes: 16 })
    expect((await tryIn(stranger(address), owner.email, PASSWORD)).status).toBe(200)
    expect(await guessAround(() => address)).toBeGreaterThan(55)
  })

  it('of IPv6 is a /64, whatever address within it is taken', async () => {
    const owner = person()
    expect(await guessAround((guess) => `2001:db8:0:7::${guess.toString(16)}`)).toBe(61)
    expect((await tryIn(stranger('2001:db8:0:7:ffff::1'), owner.email, PASSWORD)).status).toBe(429)
    expect((await tryIn(stranger('2001:db8:0:8::1'), owner.email, PASSWORD)).status).toBe(200)
  })

  it('lets no more through when a hundred come in the same moment', async () => {
    const address = elsewhere()
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, guess) => wrong(stranger(address), `burst.${guess}@clinic1.example`)),
    )
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(61)
  })
})

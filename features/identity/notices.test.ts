/** What a person is told of their sign-ins: what is new to them, one mail for one sign-in, and an event of each. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  codeOf,
  confirm,
  PASSWORD,
  type Person,
  signIn,
  signInAt,
  tryPasskey,
} from '../../test/builders.ts'
import { madeUpPlaces } from '../../test/places/made-up.ts'
import type { Visitor } from '../../test/visitor.ts'
import { signOut } from '../sessions/contract.ts'
import {
  changePassword,
  makeBackupCodes,
  removeTotp,
  signInWithBackupCode,
  signInWithCode,
  signInWithPassword,
} from './contract.ts'

const geo = madeUpPlaces()
const house = await startTestApp({ environment: { ENAMEL_GEOIP: `${geo.city},${geo.provider}` } })
const plain = await startTestApp()
afterEach(async () => {
  await house.outbox.takeAll()
  await plain.outbox.takeAll()
})

const LEEDS = '192.0.2.10'
const YORK = '198.51.100.10'
const LYON = '203.0.113.10'

async function somebody(wish: { totp?: boolean } = {}, at = house): Promise<Person> {
  return (await buildClinic(at, { roles: ['DENTIST'], ...wish })).the('DENTIST')
}
const enter = (visitor: Visitor, who: Person, password = PASSWORD) =>
  visitor.call(signInWithPassword, { body: { email: who.email, password } })
/** The same browser, elsewhere. */
function moved(from: Visitor, address: string, at = house): Visitor {
  const visitor = at.visitor({ address })
  for (const [name, value] of from.cookies) visitor.cookies.set(name, value)
  return visitor
}
const lines = async (at = house) => (await at.outbox.takeAll()).map(({ values }) => values['lines'])
async function textOf(template: string, who: Person, at = house) {
  await at.settle()
  const mail = await at.outbox.take(template, who.email)
  return Buffer.from(
    at.outbox
      .read(mail)
      .split('\r\n\r\n')
      .slice(1)
      .join('\n\n')
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}
async function unusual(after: string) {
  const events = await house.events(after)
  return events.filter(({ action }) => action === 'auth.signin.unusual')
}
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'

describe('a sign-in', () => {
  it('from a new browser is told with where it was, and how to react', async () => {
    const who = await somebody()
    const before = await seq()
    await enter(house.visitor({ address: LEEDS }), who)
    const text = await textOf('new_device', who)
    expect(text).toContain('a browser that Enamel had not seen before')
    expect(text).toContain('Where: Leeds, United Kingdom')
    expect(text).toContain('Was it not you? Open this page')
    // The person sees the city, Owners and Admins the provider: neither is told the other’s.
    expect(text).not.toContain('Dale Broadband')
    const [event] = await unusual(before)
    expect(event?.personal).toMatchObject({ what: 'new_device', country: 'GB', provider: 'Dale Broadband' })
    expect(JSON.stringify(await house.events(before))).not.toContain('Leeds')
  })

  it('from a known browser at another address is nothing, in a new town or with a new provider either', async () => {
    const who = await somebody()
    const own = await signIn(house, who, { address: LEEDS })
    expect((await enter(moved(own, '192.0.2.200'), who)).status).toBe(200)
    expect((await enter(moved(own, YORK), who)).status).toBe(200)
    expect(await lines()).toEqual([])
  })

  it('from a new country is told, on a known browser too, and once', async () => {
    const who = await somebody()
    const own = await signIn(house, who, { address: LEEDS })
    await enter(moved(own, LYON), who)
    expect(await textOf('new_country', who)).toContain('Where: Lyon, France')
    await enter(moved(own, LYON), who)
    expect(await lines()).toEqual([])
  })

  it('with a new browser in a new country through a new provider is one mail with all three', async () => {
    const who = await somebody()
    await signIn(house, who, { address: LEEDS })
    const before = await seq()
    await enter(house.visitor({ address: LYON }), who)
    expect(await lines()).toEqual(['new_device new_country new_provider'])
    expect((await unusual(before)).map(({ personal }) => personal['what'])).toEqual([
      'new_device',
      'new_country',
      'new_provider',
    ])
  })

  it('speaks of no provider and no city where there are no files for them', async () => {
    const who = await somebody({}, plain)
    await signIn(plain, who, { address: '81.2.69.142' })
    await enter(plain.visitor({ address: '8.8.8.8' }), who)
    const text = await textOf('new_device', who, plain)
    expect(text).toContain('Where: United States')
    expect(text).not.toMatch(/provider/i)
    await enter(plain.visitor({ address: '81.2.69.142' }), who)
    expect(await lines(plain)).toEqual(['new_device'])
  })

  it('within the clinic’s own network has no place, and is no new country after one', async () => {
    const who = await somebody()
    const own = await signIn(house, who, { address: LEEDS })
    await enter(moved(own, '192.168.1.20'), who)
    expect(await lines()).toEqual([])
    await enter(house.visitor({ address: '192.168.1.21' }), who)
    expect(await textOf('new_device', who)).toContain('Where: in the clinic’s own network')
  })

  it('after five failures in a row is told, after four it is not', async () => {
    const who = await somebody()
    const own = await signIn(house, who, { address: LEEDS })
    for (const failures of [4, 5]) {
      for (let times = 0; times < failures; times++) await enter(own, who, 'not the password')
      house.clock.advance({ seconds: 6 })
      expect((await enter(own, who)).status).toBe(200)
      expect(await lines()).toEqual(failures === 5 ? ['after_failures'] : [])
    }
  })

  it('carries failures of the password over to its second step', async () => {
    const who = await somebody({ totp: true })
    const own = await signIn(house, who, { address: LEEDS })
    for (let times = 0; times < 5; times++) await enter(own, who, 'not the password')
    house.clock.advance({ seconds: 6 })
    await signInAt(house, own, who)
    expect(await lines()).toEqual(['after_failures'])
  })

  it('after ninety days without one is told', async () => {
    const who = await somebody()
    const own = await signIn(house, who, { address: LEEDS })
    house.clock.advance({ days: 89 })
    await enter(own, who)
    expect(await lines()).toEqual([])
    house.clock.advance({ days: 91 })
    await enter(own, who)
    expect(await textOf('long_away', who)).toContain('for 91 days')
  })

  it('with a passkey is told of as any other', async () => {
    const who = await somebody({ totp: true })
    const own = await signIn(house, who, { address: LEEDS })
    await confirm(house, own, who)
    const passkey = await addPasskeyTo(house, own)
    await tryPasskey(house.visitor({ address: LYON }), passkey)
    expect(await lines()).toEqual(['new_device new_country new_provider'])
  })
})

describe('a password that was right before a second step that was not', () => {
  const half = async (who: Person, address = YORK) => {
    const visitor = house.visitor({ address })
    expect((await enter(visitor, who)).body).toEqual({ next: 'second_factor' })
    return visitor
  }
  const guess = (visitor: Visitor) => visitor.call(signInWithCode, { body: { code: '000000' } })

  it('is told at the first wrong code of a strange browser, once for each half sign-in, one mail an hour', async () => {
    const who = await somebody({ totp: true })
    const before = await seq()
    const first = await half(who)
    for (let times = 0; times < 3; times++) await guess(first)
    expect(await textOf('second_factor_failed', who)).toContain('Nobody got in')
    const second = await half(who)
    await guess(second)
    expect(await house.outbox.left()).toEqual([])
    expect((await unusual(before)).map(({ personal, outcome }) => [personal['what'], outcome])).toEqual([
      ['second_factor_failed', 'failed'],
      ['second_factor_failed', 'failed'],
    ])
    house.clock.advance({ hours: 2 })
    await guess(await half(who))
    await house.outbox.take('second_factor_failed', who.email)
  })

  it('is told once, also for wrong codes at the same instant', async () => {
    const who = await somebody({ totp: true })
    const before = await seq()
    const visitor = await half(who)
    await Promise.all([guess(visitor), guess(visitor), guess(visitor)])
    await house.outbox.take('second_factor_failed', who.email)
    expect(await unusual(before)).toHaveLength(1)
  })

  it('is no matter for a typing error on a browser of one’s own, and is one when the half sign-in ends by it', async () => {
    const who = await somebody({ totp: true })
    const own = await signIn(house, who, { address: LEEDS })
    await own.must(signOut)
    await enter(own, who)
    for (let times = 0; times < 4; times++) expect((await guess(own)).code).toBe('identity.wrong_code')
    expect(await house.outbox.left()).toEqual([])
    expect((await guess(own)).code).toBe('identity.start_again')
    await house.outbox.take('second_factor_failed', who.email)
  })

  it('is told when a strange browser goes away at the second step, not when it goes on', async () => {
    const who = await somebody({ totp: true })
    const [gone, stays] = [await half(who), await half(who)]
    house.clock.advance({ seconds: 30 })
    await stays.must(signInWithCode, { body: { code: codeOf(house, who) } })
    await house.outbox.takeAll()
    const before = await seq()
    expect(gone.cookies.size).toBeGreaterThan(0)
    house.clock.advance({ minutes: 12 })
    await house.settle()
    const mail = await house.outbox.take('second_factor_failed', who.email)
    expect(mail.values).toMatchObject({ address: YORK, city: 'York', agent: 'Firefox on Linux' })
    expect((await unusual(before)).map(({ personal }) => personal['what'])).toEqual(['second_factor_left'])
  })
})

describe('what changes how somebody signs in', () => {
  it('is told each time, with the place it was done from', async () => {
    const who = await somebody({ totp: true })
    const own = await signIn(house, who, { address: LEEDS })
    await confirm(house, own, who)
    const { codes } = await own.must(makeBackupCodes)
    await addPasskeyTo(house, own)
    await own.must(changePassword, { body: { password: 'seven brisk kettles hum' } })
    await own.must(removeTotp)
    const mails = await house.outbox.takeAll()
    expect(mails.map(({ template }) => template)).toEqual(
      expect.arrayContaining(['backup_codes_made', 'password_changed', 'totp_removed']),
    )
    for (const { values } of mails) expect(values).toMatchObject({ country: 'GB', city: 'Leeds' })
    expect(codes).toHaveLength(10)
  })

  it('and a backup code used are one mail for one sign-in', async () => {
    const who = await somebody({ totp: true })
    const own = await signIn(house, who, { address: LEEDS })
    await confirm(house, own, who)
    const { codes } = await own.must(makeBackupCodes)
    await house.outbox.takeAll()
    await own.must(signOut)
    await enter(own, who)
    await own.must(signInWithBackupCode, { body: { code: codes[0] ?? '' } })
    expect(await textOf('backup_code_used', who)).toContain('one of your backup codes')
    const strange = house.visitor({ address: LYON })
    await enter(strange, who)
    await strange.must(signInWithBackupCode, { body: { code: codes[1] ?? '' } })
    expect(await lines()).toEqual(['new_device new_country backup_code_used new_provider'])
  })
})

describe('a hundred failures in a row', () => {
  it('are told once, when they close the password for strange browsers', async () => {
    const who = await somebody()
    const before = await seq()
    for (let tries = 0; tries < 104; tries++) {
      house.clock.advance({ minutes: 15 })
      await enter(house.visitor({ address: `10.9.${tries}.1` }), who, 'not the password')
    }
    const text = await textOf('way_closed', who)
    expect(text).toContain('A hundred wrong tries in a row')
    expect(text).toContain('every browser that you never signed in with')
    const closed = (await house.events(before)).filter(({ action }) => action === 'auth.way_closed')
    expect(closed.map(({ personal }) => [personal['factor'], personal['which']])).toEqual([
      ['password', 'closed_everywhere'],
    ])
  })
})

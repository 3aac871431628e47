/** A passkey that the browser makes of itself: when it may, and that it proves nothing before its first use. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { answerWith, type CreationWish, makePasskey, type SoftPasskey } from '../../test/authenticator.ts'
import {
  buildClinic,
  confirm,
  type Person,
  setTwoFactorRule,
  signIn,
  signInAt,
  tryPasskey,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { makeBackupCodes, signInWithPassword } from './contract.ts'
import {
  addConditionalPasskey,
  addPasskey,
  beginConditionalPasskey,
  beginPasskey,
  getPasskeyChallenge,
  listPasskeys,
  removePasskey,
  signInWithPasskey,
} from './passkey-contract.ts'

const house = await startTestApp({
  environment: { ENAMEL_ORIGIN: 'https://enamel.practice.example' },
  apart: true,
})
const atLocalhost = await startTestApp()
const QUIET = { userPresent: false, userVerified: false } as const

afterEach(async () => {
  await house.outbox.takeAll()
  await atLocalhost.outbox.takeAll()
})

async function somebody(
  totp = false,
  at = house,
): Promise<{ who: Person; visitor: Visitor; clinic: string }> {
  const clinic = await buildClinic(at, { roles: ['NURSE'], totp })
  const who = clinic.the('NURSE')
  return { who, visitor: await signIn(at, who), clinic: clinic.id }
}

async function born(visitor: Visitor, wish: CreationWish = QUIET): Promise<SoftPasskey> {
  const { options } = await visitor.must(beginConditionalPasskey)
  const { passkey, credential } = makePasskey(options, house.origin, wish)
  await visitor.must(addConditionalPasskey, { body: { credential } })
  return passkey
}

const stateOf = async (visitor: Visitor) => (await visitor.must(whoAmI)).state
const codeOf = async (reply: Promise<{ status: number; code: string | undefined }>) => {
  const { status, code } = await reply
  return [status, code]
}

describe('a passkey born without its person present', () => {
  it('is kept, told by mail and event, and is no factor', async () => {
    const { who, visitor } = await somebody()
    const seq = (await house.events()).at(-1)?.seq
    await born(visitor)
    await house.outbox.take('passkey_kept', who.email)
    expect((await house.events(seq)).map(({ action }) => action)).toEqual(['passkey.kept_by_browser'])
    expect((await visitor.must(whoAmI)).session?.hasPasskey).toBe(false)
    expect((await visitor.must(listPasskeys)).passkeys).toMatchObject([{ verified: false, works: true }])
    expect((await visitor.call(makeBackupCodes)).code).toBe('identity.factor_missing')
    // The password alone opens as much as before, no less and no more.
    expect(
      await house.visitor().must(signInWithPassword, { body: { email: who.email, password: who.password } }),
    ).toEqual({
      next: 'home',
    })
  })

  it('with UV=0 under Required is not a factor', async () => {
    const { who, visitor, clinic } = await somebody()
    await born(visitor)
    await setTwoFactorRule(house, clinic, 'required')
    expect(await stateOf(visitor)).toBe('enrolling')
    expect((await visitor.must(whoAmI)).must).toBe('two_factors')
    expect((await visitor.call(getChecklist)).code).toBe('request.not_allowed')
    expect(await stateOf(await signIn(house, who))).toBe('enrolling')
  })

  it('does not become one by a use without its person verified', async () => {
    const { visitor } = await somebody()
    const passkey = await born(visitor)
    for (const wish of [QUIET, { userVerified: false }]) {
      const reply = await tryPasskey(house.visitor(), passkey, wish)
      expect(reply.code).toBe('identity.passkey_not_matching')
    }
    expect((await visitor.must(listPasskeys)).passkeys[0]?.verified).toBe(false)
  })

  it('becomes one by the first use with its person verified, and then the password alone is half', async () => {
    const { visitor } = await somebody()
    const passkey = await born(visitor)
    const seq = (await house.events()).at(-1)?.seq
    const next = house.visitor()
    expect((await tryPasskey(next, passkey)).status).toBe(200)
    expect(await stateOf(next)).toBe('full')
    expect((await house.events(seq)).filter(({ action }) => action === 'auth.2fa.factor_added')).toHaveLength(
      1,
    )
    expect((await next.must(listPasskeys)).passkeys[0]?.verified).toBe(true)
    expect(await stateOf(visitor)).toBe('half')
    // Once a factor, always told as one: not a second time.
    await tryPasskey(house.visitor(), passkey)
    expect((await house.events(seq)).filter(({ action }) => action === 'auth.2fa.factor_added')).toHaveLength(
      1,
    )
  })

  it('is no factor even where the browser says that its person was verified', async () => {
    const { visitor } = await somebody()
    await born(visitor, {})
    expect((await visitor.must(listPasskeys)).passkeys[0]?.verified).toBe(false)
    expect((await visitor.must(whoAmI)).session?.hasPasskey).toBe(false)
  })

  it('can be removed like any other', async () => {
    const { visitor } = await somebody()
    await born(visitor)
    const id = (await visitor.must(listPasskeys)).passkeys[0]?.id ?? ''
    await visitor.must(removePasskey, { params: { passkeyId: id } })
    expect((await visitor.must(listPasskeys)).passkeys).toEqual([])
  })
})

describe('a browser may make one of itself', () => {
  it('for five minutes from the password on', async () => {
    const { visitor } = await somebody(true)
    house.clock.advance({ minutes: 4 })
    const { options } = await visitor.must(beginConditionalPasskey)
    expect(options.authenticatorSelection.userVerification).toBe('preferred')
    house.clock.advance({ minutes: 1, seconds: 1 })
    expect(await codeOf(visitor.call(beginConditionalPasskey))).toEqual([409, 'identity.passkey_not_now'])
    // A challenge fetched in time is too late as well.
    const { credential } = makePasskey(options, house.origin, QUIET)
    expect(await codeOf(visitor.call(addConditionalPasskey, { body: { credential } }))).toEqual([
      409,
      'identity.passkey_not_now',
    ])
  })

  it('not again because somebody confirmed who they are: a session taken over later adds nothing in silence', async () => {
    const { who, visitor } = await somebody()
    house.clock.advance({ minutes: 6 })
    await confirm(house, visitor, who)
    expect((await visitor.call(beginConditionalPasskey)).code).toBe('identity.passkey_not_now')
  })

  it('one at a time', async () => {
    const { visitor } = await somebody()
    const both = await Promise.all([0, 1].map(() => visitor.must(beginConditionalPasskey)))
    const replies = await Promise.all(
      both.map(({ options }) =>
        visitor.call(addConditionalPasskey, {
          body: { credential: makePasskey(options, house.origin, QUIET).credential },
        }),
      ),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await visitor.call(beginConditionalPasskey)).code).toBe('identity.passkey_not_now')
    expect((await visitor.must(listPasskeys)).passkeys).toHaveLength(1)
  })

  it('never on a shared computer, nor after a sign-in by passkey, nor at localhost', async () => {
    const shared = await somebody()
    await house.database.ask('admin', "UPDATE session SET device_class = 'shared' WHERE person_id = $1", [
      shared.who.id,
    ])
    expect((await shared.visitor.call(beginConditionalPasskey)).code).toBe('identity.passkey_not_now')

    const { visitor } = await somebody()
    const passkey = await born(visitor)
    const next = house.visitor()
    const { options } = await next.must(getPasskeyChallenge)
    await next.must(signInWithPasskey, { body: { credential: answerWith(passkey, options) } })
    expect((await next.call(beginConditionalPasskey)).code).toBe('identity.passkey_not_now')

    const local = await somebody(false, atLocalhost)
    expect((await local.visitor.call(beginConditionalPasskey)).code).toBe('identity.passkey_not_now')
  })

  it('only in a session that is worth full: half and enrolling ones are refused', async () => {
    const { who, visitor, clinic } = await somebody()
    await setTwoFactorRule(house, clinic, 'required')
    expect((await visitor.call(beginConditionalPasskey)).code).toBe('request.not_allowed')
    const { who: careful } = await somebody(true)
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: careful.email, password: careful.password } })
    expect((await half.call(beginConditionalPasskey)).code).toBe('session.second_factor_needed')
    expect(who.id).not.toBe(careful.id)
  })
})

describe('an answer that is not its own', () => {
  it('of the ordinary challenge makes no passkey without its person verified, nor the other way round', async () => {
    const { visitor } = await somebody()
    const ordinary = await visitor.must(beginPasskey)
    const quiet = await visitor.must(beginConditionalPasskey)
    const asQuiet = makePasskey(ordinary.options, house.origin, QUIET).credential
    for (const endpoint of [addPasskey, addConditionalPasskey])
      expect((await visitor.call(endpoint, { body: { credential: asQuiet } })).status).toBeGreaterThanOrEqual(
        409,
      )
    const asOrdinary = makePasskey(quiet.options, house.origin).credential
    expect((await visitor.call(addPasskey, { body: { credential: asOrdinary } })).code).toBe(
      'identity.challenge_over',
    )
    expect((await visitor.must(listPasskeys)).passkeys).toEqual([])
  })

  it('of another session, or played a second time, is refused', async () => {
    const [ada, eve] = [await somebody(), await somebody()]
    const { options } = await ada.visitor.must(beginConditionalPasskey)
    const { credential } = makePasskey(options, house.origin, QUIET)
    expect((await eve.visitor.call(addConditionalPasskey, { body: { credential } })).code).toBe(
      'identity.challenge_over',
    )
    await ada.visitor.must(addConditionalPasskey, { body: { credential } })
    const id = (await ada.visitor.must(listPasskeys)).passkeys[0]?.id ?? ''
    await ada.visitor.must(removePasskey, { params: { passkeyId: id } })
    expect((await ada.visitor.call(addConditionalPasskey, { body: { credential } })).code).toBe(
      'identity.challenge_over',
    )
  })
})

describe('a passkey made on a shared computer', () => {
  async function atTheDesk(): Promise<Visitor> {
    const { who, visitor } = await somebody()
    await house.database.ask('admin', "UPDATE session SET device_class = 'shared' WHERE person_id = $1", [
      who.id,
    ])
    return visitor
  }
  const wish = (attachment: string | undefined, transports: string[]): CreationWish => ({
    transports,
    backupEligible: false,
    change: ({ authenticatorAttachment: _, ...credential }) => ({
      ...credential,
      ...(attachment && { authenticatorAttachment: attachment }),
    }),
  })
  const offer = async (visitor: Visitor, creation: CreationWish) => {
    const { options } = await visitor.must(beginPasskey)
    return visitor.call(addPasskey, {
      body: { credential: makePasskey(options, house.origin, creation).credential },
    })
  }

  it('is asked of what leaves with its person: a security key, or a phone beside it', async () => {
    const { options } = await (await atTheDesk()).must(beginPasskey)
    expect(options.authenticatorSelection.authenticatorAttachment).toBe('cross-platform')
    expect(options.hints).toEqual(['security-key', 'hybrid'])
    const { visitor } = await somebody()
    const own = await visitor.must(beginPasskey)
    expect(own.options.authenticatorSelection.authenticatorAttachment).toBeUndefined()
    expect(own.options.hints).toBeUndefined()
  })

  it.each([
    ['kept by the computer itself', 'platform', ['internal']],
    ['kept by an account in its browser', 'platform', ['internal', 'hybrid']],
    ['that says it is carried, and names only the inside', 'cross-platform', ['internal']],
    ['kept inside, by a browser that says no more', undefined, ['internal', 'hybrid']],
    ['of which nothing is known', undefined, []],
  ])('is refused when it is one %s', async (_what, attachment, transports) => {
    const visitor = await atTheDesk()
    expect(await codeOf(offer(visitor, wish(attachment, transports)))).toEqual([
      422,
      'identity.passkey_stays_here',
    ])
    expect((await visitor.must(listPasskeys)).passkeys).toEqual([])
  })

  it.each([
    ['a security key', 'cross-platform', ['usb', 'nfc']],
    ['a phone beside it', 'cross-platform', ['hybrid', 'internal']],
    ['a security key, by a browser that says no more', undefined, ['usb']],
  ])('is taken from %s', async (_what, attachment, transports) => {
    const visitor = await atTheDesk()
    expect((await offer(visitor, wish(attachment, transports))).status).toBe(200)
    expect((await visitor.must(listPasskeys)).passkeys).toHaveLength(1)
  })

  it('is taken from the computer itself where it is nobody else’s', async () => {
    const { visitor, who } = await somebody()
    expect((await offer(visitor, wish('platform', ['internal']))).status).toBe(200)
    await signInAt(house, house.visitor(), who).catch(() => undefined)
  })
})

/** Signing in with a passkey: what goes through, what is refused, and what each leaves behind. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { type Algorithm, type SoftPasskey } from '../../test/authenticator.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  confirm,
  type Person,
  signIn,
  tryPasskey,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { beginTotp, signInWithPassword } from './contract.ts'
import { beginPasskey, getPasskeyChallenge } from './passkey-contract.ts'

const house = await startTestApp()
let clinic: Clinic
let owner: Person
let ownerVisitor: Visitor
let passkey: SoftPasskey & { id: string }

beforeAll(async () => {
  clinic = await buildClinic(house)
  owner = clinic.the('OWNER')
  ownerVisitor = await signIn(house, owner)
  passkey = await addPasskeyTo(house, ownerVisitor)
})
afterEach(() => house.outbox.takeAll())

const lastSeq = async () => (await house.events()).at(-1)?.seq
/** A person with a passkey and nobody else's doing about them. */
async function holder(role: Person['role'] = 'NURSE', wish = {}, totp = false) {
  const person = (await buildClinic(house, { roles: [role], totp })).the(role)
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return { person, visitor, passkey: await addPasskeyTo(house, visitor, wish) }
}

describe('a sign-in with a passkey', () => {
  it('is asked the same of everybody, and names nobody', async () => {
    const first = await house.visitor().must(getPasskeyChallenge)
    const second = await house.visitor().must(getPasskeyChallenge)
    expect(first.options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{51}$/) as string,
      timeout: 600_000,
      rpId: 'localhost',
      userVerification: 'required',
    })
    expect({ ...second.options, challenge: '' }).toEqual({ ...first.options, challenge: '' })
    expect(second.options.challenge).not.toBe(first.options.challenge)
  })

  it('goes through without a password, proves both factors, and is as fresh as any', async () => {
    const visitor = house.visitor()
    const before = await lastSeq()
    expect((await tryPasskey(visitor, passkey)).body).toEqual({ next: 'home' })
    const me = await visitor.must(whoAmI)
    expect(me).toMatchObject({
      state: 'full',
      reachedAs: 'localhost',
      person: { id: owner.id },
      session: {
        proven: { password: false, code: false, passkey: true },
        hasPasskey: true,
        hasTotp: false,
        hasBackupCodes: null,
      },
    })
    expect(me.session?.confirmedUntil).not.toBeNull()
    expect((await visitor.call(beginTotp)).status).toBe(200)
    const events = await house.events(before)
    expect(events.map(({ action, personal }) => [action, personal['factor']])).toEqual([
      ['auth.signin.ok', 'passkey'],
      ['session.start', 'passkey'],
      ['auth.signin.unusual', undefined],
    ])
    expect(events.every(({ targetId, actorId }) => targetId === owner.id && actorId === owner.id)).toBe(true)
  })

  it('tells of a new device by mail, once: the device is known from then on', async () => {
    const { person, passkey: own } = await holder()
    const visitor = house.visitor({ address: '192.0.2.77' })
    expect((await tryPasskey(visitor, own)).status).toBe(200)
    await house.outbox.take('new_device', person.email)
    expect((await tryPasskey(visitor, own)).status).toBe(200)
    expect(await house.outbox.left()).toEqual([])
  })

  it('ends the session that the browser held before, whosever it was', async () => {
    const visitor = await signIn(house, clinic.the('DENTIST'))
    const former = visitor.cookies.get('__Host-enamel') ?? ''
    expect((await tryPasskey(visitor, passkey)).status).toBe(200)
    const late = house.visitor()
    late.cookies.set('__Host-enamel', former)
    expect(await late.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'replaced' })
  })

  it('is the second step after a password too: the half sign-in is replaced', async () => {
    const { person, passkey: own } = await holder()
    const visitor = house.visitor()
    const { next } = await visitor.must(signInWithPassword, {
      body: { email: person.email, password: person.password },
    })
    expect(next).toBe('second_factor')
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'half',
      session: { hasTotp: false, hasPasskey: true, hasBackupCodes: false },
    })
    expect((await tryPasskey(visitor, own)).status).toBe(200)
    expect((await visitor.must(whoAmI)).state).toBe('full')
  })

  it('wants nothing else of somebody who has an authenticator app as well', async () => {
    const { passkey: own } = await holder('NURSE', {}, true)
    const visitor = house.visitor()
    expect((await tryPasskey(visitor, own)).status).toBe(200)
    expect((await visitor.must(whoAmI)).state).toBe('full')
    expect((await visitor.call(getChecklist)).status).toBe(200)
  })

  it.each<[string, Algorithm]>([
    ['ES256', -7],
    ['Ed25519', -8],
    ['RS256', -257],
  ])('works with %s', async (_name, algorithm) => {
    const { passkey: own } = await holder('NURSE', { algorithm })
    expect((await tryPasskey(house.visitor(), own)).status).toBe(200)
  })

  it('works whatever extensions the authenticator adds', async () => {
    const extensions = new Map([['somethingNew', true]])
    expect((await tryPasskey(house.visitor(), passkey, { extensions })).status).toBe(200)
  })

  it('is never closed by wrong passwords, nor by refused passkeys', async () => {
    const { person, passkey: own } = await holder()
    const visitor = house.visitor({ address: '192.0.2.99' })
    for (let tries = 0; tries < 8; tries++)
      await visitor.call(signInWithPassword, { body: { email: person.email, password: 'not the password' } })
    for (let tries = 0; tries < 20; tries++)
      expect((await tryPasskey(visitor, own, { userVerified: false })).status).toBe(401)
    expect((await tryPasskey(visitor, own)).status).toBe(200)
  })
})

describe('the counter of a passkey', () => {
  it('that rises is fine; that never counts is fine too', async () => {
    const counting = await holder('NURSE', { signCount: 5, backupEligible: false })
    for (let uses = 0; uses < 3; uses++)
      expect((await tryPasskey(house.visitor(), counting.passkey)).status).toBe(200)
    const still = await holder('NURSE', { backupEligible: false })
    for (let uses = 0; uses < 3; uses++)
      expect((await tryPasskey(house.visitor(), still.passkey)).status).toBe(200)
  })

  it.each([4, 5, 0])(
    'that fell to %d where it cannot be copied is refused, logged and told by mail',
    async (signCount) => {
      const { person, passkey: own } = await holder('NURSE', { signCount: 5, backupEligible: false })
      const before = await lastSeq()
      const reply = await tryPasskey(house.visitor(), own, { signCount })
      expect([reply.status, reply.code]).toEqual([401, 'identity.passkey_not_matching'])
      const events = await house.events(before)
      expect(events.map(({ action, outcome, targetId }) => [action, outcome, targetId])).toEqual([
        ['auth.passkey.counter_dropped', 'refused', person.id],
        ['auth.signin.fail', 'failed', person.id],
      ])
      expect(events[1]?.personal['reason']).toBe('passkey.counter')
      await house.outbox.take('passkey_cloned', person.email)
      // It counts from where it was: the true one goes on, the copy stays out. The mail is sent once a day.
      expect((await tryPasskey(house.visitor(), own, { signCount })).status).toBe(401)
      expect((await house.outbox.left()).map(({ template }) => template)).toEqual([])
      expect((await tryPasskey(house.visitor(), own, { signCount: 6 })).status).toBe(200)
    },
  )

  it('that fell where it cannot be copied leaves whoever is signed in at this browser', async () => {
    const { passkey: own } = await holder('NURSE', { signCount: 5, backupEligible: false })
    const { visitor: there, person } = await holder('ADMIN')
    expect((await tryPasskey(there, own, { signCount: 4 })).status).toBe(401)
    expect(await there.must(whoAmI)).toMatchObject({ state: 'full', person: { id: person.id } })
    expect((await tryPasskey(there, own, { signCount: 6 })).status).toBe(200)
    expect((await there.must(whoAmI)).person?.role).toBe('NURSE')
  })

  it('that fell where it may be copied lets in, is logged, and proves nothing fresh', async () => {
    const { person, passkey: own } = await holder('NURSE', { signCount: 5 })
    const visitor = house.visitor()
    const before = await lastSeq()
    expect((await tryPasskey(visitor, own, { signCount: 2 })).status).toBe(200)
    expect((await house.events(before)).map(({ action, outcome }) => [action, outcome])).toEqual([
      ['auth.signin.ok', 'ok'],
      ['session.start', 'ok'],
      ['auth.signin.unusual', 'ok'],
      ['auth.passkey.counter_dropped', 'ok'],
    ])
    const me = await visitor.must(whoAmI)
    expect([me.state, me.session?.confirmedUntil]).toEqual(['full', null])
    expect((await visitor.call(beginPasskey)).code).toBe('request.confirm_needed')
    await house.outbox.take('new_device', person.email)
    // Moved to another device it counts on from there, and is not suspected for ever.
    const next = house.visitor()
    expect((await tryPasskey(next, own, { signCount: 3 })).status).toBe(200)
    expect((await next.must(whoAmI)).session?.confirmedUntil).not.toBeNull()
  })

  it('is judged with the row held: of two uses that counted the same, one is behind', async () => {
    const { passkey: own } = await holder('NURSE', { signCount: 5, backupEligible: false })
    const replies = await Promise.all([
      tryPasskey(house.visitor(), own, { signCount: 6 }),
      tryPasskey(house.visitor(), own, { signCount: 6 }),
    ])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401])
  })
})

/** Naming and removing passkeys, and "confirm it's you" with one. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  answerWith,
  type AssertionWish,
  type CreationWish,
  type SoftPasskey,
} from '../../test/authenticator.ts'
import {
  addPasskeyTo,
  buildClinic,
  codeOf,
  confirm,
  type Person,
  signIn,
  tryPasskey,
  setTwoFactorRule,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { listSessions, whoAmI } from '../sessions/contract.ts'
import {
  beginTotp,
  confirmItsYou,
  confirmTotp,
  getSecurity,
  makeBackupCodes,
  removeTotp,
  signInWithBackupCode,
  signInWithPassword,
} from './contract.ts'
import {
  beginPasskey,
  confirmWithPasskey,
  getConfirmChallenge,
  getPasskeyChallenge,
  listPasskeys,
  removePasskey,
  renamePasskey,
} from './passkey-contract.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

async function holder(wish: CreationWish = {}, totp = false) {
  const clinic = await buildClinic(house, { roles: ['NURSE'], totp })
  const person = clinic.the('NURSE')
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return { clinic, person, visitor, passkey: await addPasskeyTo(house, visitor, wish) }
}
const require2fa = (clinicId: string) => setTwoFactorRule(house, clinicId, 'required')
const remove = (by: Visitor, passkeyId: string) => by.call(removePasskey, { params: { passkeyId } })
const lastSeq = async () => (await house.events()).at(-1)?.seq

async function confirmBy(visitor: Visitor, passkey: SoftPasskey, wish: AssertionWish = {}) {
  const { options } = await visitor.must(getConfirmChallenge)
  return visitor.call(confirmWithPasskey, { body: { credential: answerWith(passkey, options, wish) } })
}
async function signedInWith(passkey: SoftPasskey): Promise<Visitor> {
  const visitor = house.visitor()
  expect((await tryPasskey(visitor, passkey)).status).toBe(200)
  await house.outbox.takeAll()
  return visitor
}

describe('a name of one’s own', () => {
  it('is kept and taken back, and logged', async () => {
    const { visitor, passkey } = await holder({ aaguid: 'bada5566-a7aa-401f-bd96-45619a55120d' })
    const params = { passkeyId: passkey.id }
    const before = await lastSeq()
    await visitor.must(renamePasskey, { params, body: { name: '  Reception   computer ' } })
    expect((await visitor.must(listPasskeys)).passkeys).toMatchObject([
      { name: 'Reception computer', named: true, provider: '1Password' },
    ])
    await visitor.must(renamePasskey, { params, body: { name: null } })
    expect((await visitor.must(listPasskeys)).passkeys).toMatchObject([{ name: '1Password', named: false }])
    expect(
      (await house.events(before)).map(({ action, personal }) => [
        action,
        personal['before'],
        personal['after'],
      ]),
    ).toEqual([
      ['passkey.renamed', '1Password', 'Reception computer'],
      ['passkey.renamed', 'Reception computer', '1Password'],
    ])
  })

  it('is not given to a colleague’s, nor is that removed: it is as unknown as one that never was', async () => {
    const [mine, theirs] = [await holder(), await holder()]
    const params = { passkeyId: theirs.passkey.id }
    const renamed = await mine.visitor.call(renamePasskey, { params, body: { name: 'Mine' } })
    expect([renamed.status, renamed.code]).toEqual([404, 'identity.passkey_not_found'])
    const removed = await remove(mine.visitor, theirs.passkey.id)
    expect([removed.status, removed.code]).toEqual([404, 'identity.passkey_not_found'])
    expect((await theirs.visitor.must(listPasskeys)).passkeys).toMatchObject([{ named: false }])
  })
})

describe('a passkey that is removed', () => {
  it('ends the sessions that it proved elsewhere, and no others; a mail tells of it', async () => {
    const { person, visitor, passkey } = await holder()
    const other = await addPasskeyTo(house, visitor)
    const [byIt, byOther] = [await signedInWith(passkey), await signedInWith(other)]
    const before = await lastSeq()
    expect((await remove(visitor, passkey.id)).body).toEqual({ sessionsEnded: 1 })
    expect(await byIt.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'passkey_removed' })
    expect((await byOther.must(whoAmI)).state).toBe('full')
    expect((await visitor.must(whoAmI)).state).toBe('full')
    await house.outbox.take('passkey_removed', person.email)
    expect(
      (await house.events(before)).map(({ action, personal }) => [
        action,
        personal['reason'] ?? personal['factor'],
      ]),
    ).toEqual([
      ['session.end', 'passkey_removed'],
      ['auth.2fa.disabled', 'passkey'],
    ])
  })

  it('leaves the session in which it is done, which it may have proved itself', async () => {
    const { passkey } = await holder()
    const visitor = await signedInWith(passkey)
    expect((await remove(visitor, passkey.id)).status).toBe(200)
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'full', session: { hasPasskey: false } })
  })

  it('stays where it is the only way in', async () => {
    const { person, visitor, passkey } = await holder()
    await house.database.ask('admin', 'DELETE FROM password WHERE person_id = $1', [person.id])
    expect((await visitor.must(listPasskeys)).canRemove).toBe('last_way')
    const refused = await remove(visitor, passkey.id)
    expect([refused.status, refused.code]).toEqual([409, 'identity.last_way'])
    expect((await tryPasskey(house.visitor(), passkey)).status).toBe(200)
    const second = await addPasskeyTo(house, visitor)
    expect((await remove(visitor, passkey.id)).status).toBe(200)
    expect((await remove(visitor, second.id)).code).toBe('identity.last_way')
  })

  it('stays where the clinic requires a second factor and it is the only one', async () => {
    const { clinic, visitor, passkey } = await holder()
    await require2fa(clinic.id)
    expect((await visitor.must(listPasskeys)).canRemove).toBe('second_factor_required')
    const refused = await remove(visitor, passkey.id)
    expect([refused.status, refused.code]).toEqual([409, 'identity.second_factor_required'])
  })

  it('goes where an app is left, and the app goes where a passkey is left, but never both', async () => {
    const { clinic, visitor, passkey } = await holder({}, true)
    await require2fa(clinic.id)
    const replies = await Promise.all([remove(visitor, passkey.id), visitor.call(removeTotp)])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  it('takes the backup codes with it when it was the last second factor, else leaves them', async () => {
    const { visitor, passkey } = await holder()
    const second = await addPasskeyTo(house, visitor)
    await visitor.must(makeBackupCodes)
    expect((await remove(visitor, passkey.id)).status).toBe(200)
    expect((await visitor.must(getSecurity)).backupCodes).toMatchObject({ left: 10 })
    expect((await remove(visitor, second.id)).status).toBe(200)
    expect((await visitor.must(getSecurity)).backupCodes).toBeNull()
  })

  it('leaves no session behind that began at the same instant', async () => {
    const { visitor, passkey } = await holder()
    const late = house.visitor()
    const [removed] = await Promise.all([remove(visitor, passkey.id), tryPasskey(late, passkey)])
    expect(removed.status).toBe(200)
    expect((await late.must(whoAmI)).state).toBe('none')
    expect((await visitor.must(listSessions)).sessions).toHaveLength(1)
  })

  it('wants a fresh sign-in', async () => {
    const { visitor, passkey } = await holder()
    house.clock.advance({ minutes: 11 })
    expect((await remove(visitor, passkey.id)).code).toBe('request.confirm_needed')
  })
})

describe('the authenticator app of a passkey holder', () => {
  it('is removed without the backup codes, which go with the last factor only', async () => {
    const { visitor } = await holder({}, true)
    await visitor.must(makeBackupCodes)
    await visitor.must(removeTotp)
    expect((await visitor.must(getSecurity)).backupCodes).toMatchObject({ left: 10 })
    expect((await visitor.must(whoAmI)).state).toBe('full')
  })

  it('still needs its code after the password: a passkey does not stand in for it silently', async () => {
    const { person } = await holder({}, true)
    const visitor = house.visitor()
    const { next } = await visitor.must(signInWithPassword, {
      body: { email: person.email, password: person.password },
    })
    expect(next).toBe('second_factor')
    expect((await visitor.call(getChecklist)).code).toBe('session.second_factor_needed')
  })
})

describe('the password of somebody whose only second factor is a passkey', () => {
  it('is challenged, never through; a backup code is a way on', async () => {
    const { person, visitor: owner } = await holder()
    const { codes } = await owner.must(makeBackupCodes)
    const visitor = house.visitor()
    await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'half',
      session: { hasTotp: false, hasPasskey: true, hasBackupCodes: true },
    })
    expect((await visitor.call(getChecklist)).code).toBe('session.second_factor_needed')
    await visitor.must(signInWithBackupCode, { body: { code: codes[0] ?? '' } })
    expect((await visitor.must(whoAmI)).state).toBe('full')
  })

  it('alone is no longer enough in sessions that began before the passkey', async () => {
    const clinic = await buildClinic(house, { roles: ['NURSE'] })
    const person = clinic.the('NURSE')
    const [desk, elsewhere] = [await signIn(house, person), await signIn(house, person)]
    await addPasskeyTo(house, desk)
    expect((await desk.must(whoAmI)).state).toBe('full')
    expect((await elsewhere.must(whoAmI)).state).toBe('half')
    expect((await elsewhere.call(getChecklist)).code).toBe('session.second_factor_needed')
  })

  it('alone does not confirm who they are', async () => {
    const { person, visitor } = await holder()
    const reply = await visitor.call(confirmItsYou, { body: { password: person.password } })
    expect([reply.status, reply.code]).toEqual([422, 'identity.wrong_code'])
  })
})

describe('confirm it’s you with a passkey', () => {
  it('names one’s own passkeys, gives a new token, and holds ten minutes', async () => {
    const { visitor, passkey } = await holder({ transports: ['internal'] })
    house.clock.advance({ minutes: 11 })
    expect((await visitor.call(beginPasskey)).code).toBe('request.confirm_needed')
    const { options } = await visitor.must(getConfirmChallenge)
    expect(options).toMatchObject({
      rpId: 'localhost',
      userVerification: 'required',
      timeout: 600_000,
      allowCredentials: [
        { type: 'public-key', id: passkey.credentialId.toString('base64url'), transports: ['internal'] },
      ],
    })
    const token = visitor.cookies.get('__Host-enamel')
    const before = await lastSeq()
    expect((await confirmBy(visitor, passkey)).status).toBe(200)
    expect(visitor.cookies.get('__Host-enamel')).not.toBe(token)
    expect((await house.events(before)).map(({ action, personal }) => [action, personal['factor']])).toEqual([
      ['auth.confirmed', 'passkey'],
    ])
    expect((await visitor.call(beginPasskey)).status).toBe(200)
    expect((await visitor.must(listPasskeys)).passkeys).toMatchObject([{ thisSession: true }])
    house.clock.advance({ minutes: 10 })
    expect((await visitor.call(beginPasskey)).code).toBe('request.confirm_needed')
  })

  it('may come without a handle, because it is known whose it is; with another’s it is refused', async () => {
    const [mine, theirs] = [await holder(), await holder()]
    expect((await confirmBy(mine.visitor, mine.passkey, { userHandle: null })).status).toBe(200)
    for (const [passkey, wish] of [
      [mine.passkey, { userHandle: theirs.passkey.userHandle }],
      [theirs.passkey, {}],
      [theirs.passkey, { userHandle: null }],
      [theirs.passkey, { userHandle: mine.passkey.userHandle }],
      [mine.passkey, { userVerified: false }],
      [mine.passkey, { clientData: { crossOrigin: true } }],
    ] as const) {
      const reply = await confirmBy(mine.visitor, passkey, wish)
      expect([reply.status, reply.code]).toEqual([422, 'identity.passkey_refused'])
    }
  })

  it('answers a challenge of this session once, of no other and of no other purpose', async () => {
    const { visitor, passkey } = await holder()
    const elsewhere = await signedInWith(passkey)
    const { options } = await elsewhere.must(getConfirmChallenge)
    const signIns = await visitor.must(getPasskeyChallenge)
    for (const asked of [options, signIns.options]) {
      const reply = await visitor.call(confirmWithPasskey, {
        body: { credential: answerWith(passkey, asked) },
      })
      expect([reply.status, reply.code]).toEqual([409, 'identity.challenge_over'])
    }
    const body = { credential: answerWith(passkey, options) }
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => elsewhere.call(confirmWithPasskey, { body })),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409])
  })

  it('leaves an event when it is refused', async () => {
    const { visitor, passkey } = await holder()
    const before = await lastSeq()
    await confirmBy(visitor, passkey, { userVerified: false })
    expect(
      (await house.events(before)).map(({ action, outcome, personal }) => [
        action,
        outcome,
        personal['reason'],
      ]),
    ).toEqual([['auth.confirm_failed', 'failed', 'passkey.verification']])
  })

  it('is not given to one that counts from before, be it a copy or moved; the moved one goes on', async () => {
    const copy = await holder({ signCount: 5, backupEligible: false })
    expect((await confirmBy(copy.visitor, copy.passkey, { signCount: 5 })).code).toBe(
      'identity.passkey_refused',
    )
    await house.outbox.take('passkey_cloned', copy.person.email)
    expect((await confirmBy(copy.visitor, copy.passkey, { signCount: 6 })).status).toBe(200)
    const moved = await holder({ signCount: 5 })
    const before = await lastSeq()
    expect((await confirmBy(moved.visitor, moved.passkey, { signCount: 1 })).code).toBe(
      'identity.passkey_refused',
    )
    expect((await house.events(before)).map(({ action }) => action)).toEqual([
      'auth.passkey.counter_dropped',
      'auth.confirm_failed',
    ])
    expect((await confirmBy(moved.visitor, moved.passkey, { signCount: 2 })).status).toBe(200)
  })

  it('lets somebody with a passkey alone set up an app', async () => {
    const { visitor, passkey, person } = await holder()
    house.clock.advance({ minutes: 11 })
    expect((await confirmBy(visitor, passkey)).status).toBe(200)
    const { challengeId, secret } = await visitor.must(beginTotp)
    const equipped: Person = { ...person, totpSecret: secret }
    await visitor.must(confirmTotp, { body: { challengeId, code: codeOf(house, equipped) } })
    expect(await visitor.must(whoAmI)).toMatchObject({
      state: 'full',
      session: { hasTotp: true, hasPasskey: true },
    })
  })
})

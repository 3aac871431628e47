/** Signing in with a passkey: a refusal for each thing that can be wrong with it, and what the log says of it. */
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import {
  type AssertionJson,
  type AssertionWish,
  answerWith,
  type SoftPasskey,
} from '../../test/authenticator.ts'
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
import { whoAmI } from '../sessions/contract.ts'
import {
  beginPasskey,
  confirmWithPasskey,
  getConfirmChallenge,
  getPasskeyChallenge,
  removePasskey,
  signInWithPasskey,
} from './passkey-contract.ts'

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
/** What a refusal leaves for the clinic: its action and its reason. */
async function refusalOf(work: () => Promise<unknown>) {
  // Past the minute in which repeats are one.
  house.clock.advance({ minutes: 2 })
  await house.settle()
  const before = await lastSeq()
  await work()
  const events = (await house.events(before)).filter(({ action }) => action === 'auth.signin.fail')
  return events.map(({ clinicId, outcome, targetId, personal }) => ({
    clinicId,
    outcome,
    targetId,
    factor: personal['factor'],
    reason: personal['reason'],
  }))
}

/** A person with a passkey and nobody else's doing about them. */
async function holder(role: Person['role'] = 'NURSE', wish = {}, totp = false) {
  const person = (await buildClinic(house, { roles: [role], totp })).the(role)
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return { person, visitor, passkey: await addPasskeyTo(house, visitor, wish) }
}

describe('a passkey is refused', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const wishes: [string, string, AssertionWish][] = [
    ['with another type of ceremony', 'form', { clientData: { type: 'webauthn.create' } }],
    ['at another page', 'origin', { clientData: { origin: 'https://evil.example' } }],
    ['at another port', 'origin', { clientData: { origin: 'http://localhost:3001' } }],
    ['without a page', 'origin', { clientData: { origin: undefined } }],
    ['inside another page', 'embedded', { clientData: { crossOrigin: true } }],
    ['where crossOrigin is no plain no', 'embedded', { clientData: { crossOrigin: 'false' } }],
    [
      'under a page above it',
      'embedded',
      { clientData: { crossOrigin: true, topOrigin: 'https://evil.example' } },
    ],
    [
      'with a page above it that is our own',
      'embedded',
      { clientData: { topOrigin: 'http://localhost:3000' } },
    ],
    ['with an empty page above it', 'embedded', { clientData: { topOrigin: '' } }],
    ['without a challenge', 'challenge', { clientData: { challenge: undefined } }],
    ['with a challenge that is none of ours', 'challenge', { clientData: { challenge: 'A'.repeat(51) } }],
    ['with a challenge that is a number', 'challenge', { clientData: { challenge: 7 } }],
    ['with client data that is no JSON', 'form', { clientDataBytes: Buffer.from('{') }],
    ['with client data that is no object', 'form', { clientDataBytes: Buffer.from('null') }],
    ['with client data that is no UTF-8', 'form', { clientDataBytes: Buffer.from([0x7b, 0xff, 0x7d]) }],
    ['for another name', 'name', { rpId: 'evil.example' }],
    ['without its person present', 'verification', { userPresent: false }],
    ['without its person verified', 'verification', { userVerified: false }],
    ['when it cannot be copied any more', 'backup_flags', { backupEligible: false, backedUp: false }],
    ['when it is copied and cannot be', 'backup_flags', { backupEligible: false, backedUp: true }],
    ['without the handle of its person', 'owner', { userHandle: null }],
    ['with the handle of nobody', 'owner', { userHandle: Buffer.alloc(64) }],
    ['with a shorter handle', 'owner', { userHandle: Buffer.alloc(8) }],
    ['signed with another key', 'signature', { privateKey: other }],
    ['with bytes behind the end', 'signature', { trailing: Buffer.of(0) }],
  ]
  it.each(wishes)('%s', async (_what, reason, wish) => {
    const visitor = house.visitor()
    const left = await refusalOf(async () => {
      const reply = await tryPasskey(visitor, passkey, wish)
      expect([reply.status, reply.code]).toEqual([401, 'identity.passkey_not_matching'])
    })
    expect(visitor.cookies.has('__Host-enamel')).toBe(false)
    expect(left).toEqual([
      {
        clinicId: clinic.id,
        outcome: 'failed',
        targetId: owner.id,
        factor: 'passkey',
        reason: `passkey.${reason}`,
      },
    ])
  })

  /** Changes one text of the answer after it was signed. */
  const changes: [string, string, (made: AssertionJson) => AssertionJson][] = [
    ['whose id is not its raw id', 'form', (made) => ({ ...made, rawId: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    [
      'that nobody knows',
      'unknown',
      (made) => ({ ...made, id: 'AAAAAAAAAAAAAAAAAAAAAA', rawId: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    ],
    ['whose id is written in another way', 'form', (made) => otherWay(made)],
    [
      'whose signature was changed',
      'signature',
      (made) => ({
        ...made,
        response: { ...made.response, signature: `${made.response.signature.slice(0, -8)}AAAAAAAA` },
      }),
    ],
    [
      'whose flags were changed after signing',
      'signature',
      (made) => ({
        ...made,
        response: { ...made.response, authenticatorData: withFlags(made.response.authenticatorData, 0x0d) },
      }),
    ],
    [
      'whose authenticator data is too short',
      'form',
      (made) => ({ ...made, response: { ...made.response, authenticatorData: 'AAAA' } }),
    ],
  ]
  it.each(changes)('%s', async (_what, reason, change) => {
    const left = await refusalOf(async () => {
      const reply = await tryPasskey(house.visitor(), passkey, { change })
      expect([reply.status, reply.code]).toEqual([401, 'identity.passkey_not_matching'])
    })
    expect(left[0]).toMatchObject({ reason: `passkey.${reason}` })
  })

  it('when the challenge is older than ten minutes', async () => {
    const visitor = house.visitor()
    const { options } = await visitor.must(getPasskeyChallenge)
    house.clock.advance({ minutes: 10 })
    const reply = await visitor.call(signInWithPasskey, {
      body: { credential: answerWith(passkey, options) },
    })
    expect(reply.code).toBe('identity.passkey_not_matching')
  })

  it('when the challenge was made for another purpose', async () => {
    const { visitor, passkey: own } = await holder()
    for (const { options } of [await visitor.must(getConfirmChallenge), await visitor.must(beginPasskey)]) {
      const reply = await house
        .visitor()
        .call(signInWithPasskey, { body: { credential: answerWith(own, options) } })
      expect(reply.code).toBe('identity.passkey_not_matching')
    }
  })

  it('when the same answer comes again, at once or later, here or elsewhere', async () => {
    const visitor = house.visitor()
    const { options } = await visitor.must(getPasskeyChallenge)
    const body = { credential: answerWith(passkey, options) }
    expect((await visitor.call(signInWithPasskey, { body })).status).toBe(200)
    house.clock.advance({ seconds: 20 })
    for (const again of [visitor, house.visitor()]) {
      const reply = await again.call(signInWithPasskey, { body })
      expect([reply.status, reply.code]).toEqual([401, 'identity.passkey_not_matching'])
    }
    expect((await visitor.must(whoAmI)).state, 'and takes nothing from who is signed in').toBe('full')
  })

  it('but for one, when ten answers to one challenge come at the same instant', async () => {
    const { passkey: own } = await holder()
    const { options } = await house.visitor().must(getPasskeyChallenge)
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        house.visitor().call(signInWithPasskey, { body: { credential: answerWith(own, options) } }),
      ),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array<number>(9).fill(401),
    ])
  })

  it('with the handle of a colleague, or the credential of one under one’s own key', async () => {
    const [mine, theirs] = [await holder(), await holder()]
    const wrong: AssertionWish[] = [
      { userHandle: theirs.passkey.userHandle },
      {
        userHandle: theirs.passkey.userHandle,
        change: (made) => {
          const id = theirs.passkey.credentialId.toString('base64url')
          return { ...made, id, rawId: id }
        },
      },
    ]
    for (const wish of wrong) {
      const reply = await tryPasskey(house.visitor(), mine.passkey, wish)
      expect([reply.status, reply.code]).toEqual([401, 'identity.passkey_not_matching'])
    }
  })

  it.each(['disabled', 'left', 'invited'])('as any other is, when its person is %s', async (state) => {
    const { person, passkey: own } = await holder()
    await house.database.ask('admin', 'UPDATE membership SET state = $1 WHERE person_id = $2', [
      state,
      person.id,
    ])
    const shut = await tryPasskey(house.visitor(), own)
    const unknown = await tryPasskey(house.visitor(), { ...own, credentialId: Buffer.alloc(32, 7) })
    expect([shut.status, shut.code]).toEqual([401, 'identity.passkey_not_matching'])
    const bare = (body: object) => ({ ...body, instance: undefined })
    expect(bare(shut.body)).toEqual(bare(unknown.body))
  })

  it('when it was made under an earlier name of Enamel, whatever its key signs now', async () => {
    const { visitor, passkey: own } = await holder()
    await house.database.ask('admin', "UPDATE passkey SET rp_id = 'earlier.example' WHERE id = $1", [own.id])
    const said = await refusalOf(async () => {
      const reply = await tryPasskey(house.visitor(), own)
      expect([reply.status, reply.code]).toEqual([401, 'identity.passkey_not_matching'])
    })
    expect(said).toMatchObject([{ factor: 'passkey', reason: 'passkey.name' }])
    const { options } = await visitor.must(getConfirmChallenge)
    const reply = await visitor.call(confirmWithPasskey, { body: { credential: answerWith(own, options) } })
    expect([reply.status, reply.code]).toEqual([422, 'identity.passkey_refused'])
  })

  it('at once when it was removed, and the sessions it opened are over', async () => {
    const { visitor, passkey: own } = await holder()
    const elsewhere = house.visitor()
    expect((await tryPasskey(elsewhere, own)).status).toBe(200)
    const { options } = await house.visitor().must(getPasskeyChallenge)
    expect(await visitor.must(removePasskey, { params: { passkeyId: own.id } })).toEqual({ sessionsEnded: 1 })
    expect(await elsewhere.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'passkey_removed' })
    const reply = await house
      .visitor()
      .call(signInWithPasskey, { body: { credential: answerWith(own, options) } })
    expect([reply.status, reply.code]).toEqual([401, 'identity.passkey_not_matching'])
  })

  it('in the log of its person’s clinics; one that nobody knows in the installation’s', async () => {
    const known = await refusalOf(() => tryPasskey(house.visitor(), passkey, { userVerified: false }))
    expect(known).toMatchObject([{ clinicId: clinic.id, targetId: owner.id }])
    const unknown = await refusalOf(() =>
      tryPasskey(house.visitor(), { ...passkey, credentialId: Buffer.alloc(32, 9) }),
    )
    expect(unknown).toMatchObject([{ clinicId: INSTALLATION, targetId: null }])
  })
})

/** The same bytes in base64url with other spare bits in its last character. */
function otherWay(made: AssertionJson): AssertionJson {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = letters.indexOf(made.id.at(-1) ?? '')
  const id = made.id.slice(0, -1) + letters[last ^ 1]
  expect(Buffer.from(id, 'base64url')).toEqual(Buffer.from(made.id, 'base64url'))
  return { ...made, id, rawId: id }
}

function withFlags(authenticatorData: string, flags: number): string {
  const bytes = Buffer.from(authenticatorData, 'base64url')
  bytes[32] = flags
  return bytes.toString('base64url')
}

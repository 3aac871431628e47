/** A passkey that is not taken: a refusal for each thing that can be wrong with a new one, and with who brings it. */
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  cbor,
  type CborValue,
  cosePublicKey,
  type CreationWish,
  makePasskey,
  type RegistrationJson,
} from '../../test/authenticator.ts'
import { addPasskeyTo, buildClinic, confirm, type Person, signIn, signInAt } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import {
  addPasskey,
  beginPasskey,
  getConfirmChallenge,
  getPasskeyChallenge,
  listPasskeys,
  PASSKEYS_MAX,
} from './passkey-contract.ts'

const house = await startTestApp()
const numbered = await startTestApp({ environment: { ENAMEL_ORIGIN: 'https://192.0.2.7' } })
let person: Person
let visitor: Visitor

beforeAll(async () => {
  ;({ person, visitor } = await somebody())
})
afterEach(async () => {
  await house.outbox.takeAll()
  await numbered.outbox.takeAll()
})

async function somebody(at = house) {
  const person = (await buildClinic(at, { roles: ['NURSE'] })).the('NURSE')
  const visitor = await signIn(at, person)
  return { person, visitor }
}

async function offer(wish: CreationWish = {}, by = visitor, origin = house.origin) {
  const { options } = await by.must(beginPasskey)
  const made = makePasskey(options, origin, wish)
  return { ...made, options, reply: await by.call(addPasskey, { body: { credential: made.credential } }) }
}
const count = async (by = visitor) => (await by.must(listPasskeys)).passkeys.length

const keyOf = (type: 'P-384' | 'RSA-1024') =>
  type === 'P-384'
    ? generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey
    : generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
const es256 = (x: Buffer, y: Buffer, crv = 1) =>
  new Map<number, CborValue>([
    [1, 2],
    [3, -7],
    [-1, crv],
    [-2, x],
    [-3, y],
  ])

describe('a passkey is not taken', () => {
  const wishes: [string, string, CreationWish][] = [
    ['of another type of ceremony', 'form', { clientData: { type: 'webauthn.get' } }],
    ['made at another page', 'origin', { clientData: { origin: 'https://evil.example' } }],
    ['made inside another page', 'embedded', { clientData: { crossOrigin: true } }],
    ['made under a page above', 'embedded', { clientData: { topOrigin: 'https://evil.example' } }],
    ['made under our own page above', 'embedded', { clientData: { topOrigin: 'http://localhost:3000' } }],
    ['made for another name', 'name', { rpId: 'evil.example' }],
    ['made without its person present', 'verification', { userPresent: false }],
    ['made without its person verified', 'verification', { userVerified: false }],
    [
      'made without either, as a browser does by itself',
      'verification',
      { userPresent: false, userVerified: false },
    ],
    ['copied that cannot be', 'backup_flags', { backupEligible: false, backedUp: true }],
    ['with an id of 15 bytes', 'form', { credentialId: Buffer.alloc(15, 1) }],
    ['with bytes behind the end', 'form', { trailing: Buffer.of(0) }],
    ['with client data that is no JSON', 'form', { clientDataBytes: Buffer.from('no') }],
    ['with a statement under no format', 'form', { statement: new Map([['alg', -7]]) }],
    ['with a format nobody knows', 'form', { format: 'made-up' }],
    [
      'with certificates, which nobody asked for',
      'form',
      {
        format: 'packed',
        statement: new Map<string, CborValue>([
          ['alg', -7],
          ['sig', Buffer.alloc(8)],
          ['x5c', [Buffer.alloc(8)]],
        ]),
      },
    ],
    [
      'with a self attestation that does not fit',
      'form',
      {
        format: 'packed',
        statement: new Map<string, CborValue>([
          ['alg', -7],
          ['sig', Buffer.alloc(70)],
        ]),
      },
    ],
    [
      'with a key of another algorithm',
      'algorithm',
      {
        publicKey: new Map<number, CborValue>([
          [1, 2],
          [3, -35],
          [-1, 2],
          [-2, Buffer.alloc(48)],
          [-3, Buffer.alloc(48)],
        ]),
      },
    ],
    ['with a key of another curve under ours', 'algorithm', { publicKey: curveUnderOurs() }],
    [
      'with a point that is not on the curve',
      'algorithm',
      { publicKey: es256(Buffer.alloc(32, 1), Buffer.alloc(32, 1)) },
    ],
    [
      'with a point that is cut short',
      'algorithm',
      { publicKey: es256(Buffer.alloc(8, 1), Buffer.alloc(8, 1)) },
    ],
    ['with an RSA key of 1024 bits', 'algorithm', { publicKey: cosePublicKey(-257, keyOf('RSA-1024')) }],
    ['with no algorithm at all', 'algorithm', { publicKey: new Map<number, CborValue>([[1, 2]]) }],
  ]
  it.each(wishes)('%s', async (_what, reason, wish) => {
    house.clock.advance({ minutes: 2 })
    await house.settle()
    await confirm(house, visitor, person)
    const before = (await house.events()).at(-1)?.seq
    const { reply } = await offer(wish)
    expect([reply.status, reply.code]).toEqual([422, 'identity.passkey_refused'])
    expect((await house.events(before)).map(({ action, personal }) => [action, personal['reason']])).toEqual([
      ['auth.2fa.deny', `passkey.${reason}`],
    ])
    expect(await count()).toBe(0)
    expect(await house.outbox.left()).toEqual([])
  })

  type Change = [string, (made: RegistrationJson) => RegistrationJson]
  const changes: Change[] = [
    ['whose id is not its raw id', (made) => ({ ...made, rawId: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    [
      'whose id is not the attested one',
      (made) => ({ ...made, id: 'AAAAAAAAAAAAAAAAAAAAAA', rawId: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    ],
    ...['AAAA', 'gICA', 'oA', 'pWNmbXQ', '_____w'].map((attestationObject): Change => [
      `whose attestation object is ${attestationObject}`,
      (made) => ({ ...made, response: { ...made.response, attestationObject } }),
    ]),
    [
      'whose attestation object is a list in a list in a list …',
      (made) => ({
        ...made,
        response: {
          ...made.response,
          attestationObject: Buffer.alloc(12_000, 0x81).toString('base64url'),
        },
      }),
    ],
    [
      'whose attestation object holds texts only',
      (made) => ({
        ...made,
        response: {
          ...made.response,
          attestationObject: cbor(
            new Map([
              ['fmt', 'none'],
              ['attStmt', 'none'],
              ['authData', 'none'],
            ]),
          ).toString('base64url'),
        },
      }),
    ],
  ]
  it.each(changes)('%s', async (_what, change) => {
    await confirm(house, visitor, person)
    const { reply } = await offer({ change })
    expect([reply.status, reply.code]).toEqual([422, 'identity.passkey_refused'])
    expect(await count()).toBe(0)
  })

  it.each<[string, (by: Visitor) => Promise<string>]>([
    ['of sign-in', async (by) => (await by.must(getPasskeyChallenge)).options.challenge],
    ['of confirming', async (by) => (await by.must(getConfirmChallenge)).options.challenge],
    [
      'of another session',
      async () => (await (await somebody()).visitor.must(beginPasskey)).options.challenge,
    ],
    [
      'that is over',
      async (by) => {
        const { options } = await by.must(beginPasskey)
        house.clock.advance({ minutes: 10 })
        await confirm(house, by, person)
        return options.challenge
      },
    ],
  ])('with a challenge %s', async (_what, challengeOf) => {
    await confirm(house, visitor, person)
    const challenge = await challengeOf(visitor)
    const { options } = await visitor.must(beginPasskey)
    const { credential } = makePasskey({ ...options, challenge }, house.origin)
    const reply = await visitor.call(addPasskey, { body: { credential } })
    expect([reply.status, reply.code]).toEqual([409, 'identity.challenge_over'])
    expect(await count()).toBe(0)
  })

  it('twice: one challenge makes one passkey, also at the same instant', async () => {
    const { visitor: fresh } = await somebody()
    const { options } = await fresh.must(beginPasskey)
    const replies = await Promise.all(
      Array.from({ length: 5 }, () =>
        fresh.call(addPasskey, { body: { credential: makePasskey(options, house.origin).credential } }),
      ),
    )
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409])
    expect(await count(fresh)).toBe(1)
  })

  it('that is registered already, by oneself or by a colleague', async () => {
    const [mine, theirs] = [await somebody(), await somebody()]
    const { credentialId } = await addPasskeyTo(house, theirs.visitor)
    for (const by of [theirs.visitor, mine.visitor]) {
      const { reply } = await offer({ credentialId }, by)
      expect([reply.status, reply.code]).toEqual([409, 'identity.passkey_exists'])
    }
    expect((await mine.visitor.must(whoAmI)).session?.hasPasskey).toBe(false)
  })

  it('beyond twenty', async () => {
    const { visitor: fresh } = await somebody()
    for (let n = 1; n < PASSKEYS_MAX; n++) await addPasskeyTo(house, fresh)
    const [first, second] = [await fresh.must(beginPasskey), await fresh.must(beginPasskey)]
    const replies = await Promise.all(
      [first, second].map(({ options }) =>
        fresh.call(addPasskey, { body: { credential: makePasskey(options, house.origin).credential } }),
      ),
    )
    expect(replies.map(({ code }) => code ?? 'kept').toSorted()).toEqual(['identity.passkeys_full', 'kept'])
    expect((await fresh.call(beginPasskey)).code).toBe('identity.passkeys_full')
    expect(await count(fresh)).toBe(PASSKEYS_MAX)
  })

  it('from a session that is not fresh: a stolen one does not enrol', async () => {
    const { visitor: stolen } = await somebody()
    const { options } = await stolen.must(beginPasskey)
    house.clock.advance({ minutes: 10 })
    const { credential } = makePasskey(options, house.origin)
    expect((await stolen.call(beginPasskey)).code).toBe('request.confirm_needed')
    expect((await stolen.call(addPasskey, { body: { credential } })).code).toBe('request.confirm_needed')
  })

  it('from half a sign-in: a stolen password does not enrol', async () => {
    const { person: who, visitor: holder } = await somebody()
    await addPasskeyTo(house, holder)
    const thief = house.visitor()
    await expect(signInAt(house, thief, who)).rejects.toThrow('no authenticator app')
    expect((await thief.must(whoAmI)).state).toBe('half')
    expect((await thief.call(beginPasskey)).code).toBe('session.second_factor_needed')
  })
})

/** A key of P-384 that says it is one of P-256. */
function curveUnderOurs(): Map<number, CborValue> {
  const { x = '', y = '' } = keyOf('P-384').export({ format: 'jwk' })
  return es256(Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url'))
}

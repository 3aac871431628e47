/** Making a passkey: what is kept, what is refused, and who may. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { type CreationWish, makePasskey } from '../../test/authenticator.ts'
import {
  addPasskeyTo,
  buildClinic,
  signIn,
  tryPasskey,
  setTwoFactorRule,
  vouchFor,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import { addPasskey, beginPasskey, listPasskeys } from './passkey-contract.ts'

const house = await startTestApp()
const numbered = await startTestApp({ environment: { ENAMEL_ORIGIN: 'https://192.0.2.7' } })
let visitor: Visitor

beforeAll(async () => {
  visitor = (await somebody()).visitor
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

describe('the options for making one', () => {
  it('ask for a discoverable passkey with its person verified, and no attestation', async () => {
    const { person: who, visitor: fresh } = await somebody()
    const { options } = await fresh.must(beginPasskey)
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{51}$/) as string,
      timeout: 600_000,
      rp: { id: 'localhost', name: 'Enamel' },
      user: { id: expect.any(String) as string, name: who.email, displayName: who.name },
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: [],
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      attestation: 'none',
    })
    // Nothing of the person is in the handle, and it stays theirs.
    expect(Buffer.from(options.user.id, 'base64url')).toHaveLength(64)
    expect((await fresh.must(beginPasskey)).options.user.id).toBe(options.user.id)
    expect((await visitor.must(beginPasskey)).options.user.id).not.toBe(options.user.id)
  })

  it('are the same handle for two that ask at the same instant', async () => {
    const { visitor: fresh } = await somebody()
    const both = await Promise.all([fresh.must(beginPasskey), fresh.must(beginPasskey)])
    expect(both[0].options.user.id).toBe(both[1].options.user.id)
  })

  it('name the passkeys that are there, so that a device does not make a second one', async () => {
    const { visitor: fresh } = await somebody()
    const own = await addPasskeyTo(house, fresh, { transports: ['usb', 'nfc', 'made up'] })
    expect((await fresh.must(beginPasskey)).options.excludeCredentials).toEqual([
      { type: 'public-key', id: own.credentialId.toString('base64url'), transports: ['usb', 'nfc'] },
    ])
  })

  it('are not given where Enamel is reached by a number, nor is a passkey taken', async () => {
    const { visitor: fresh } = await somebody(numbered)
    const refused = await fresh.call(beginPasskey)
    expect([refused.status, refused.code]).toEqual([409, 'identity.passkey_no_name'])
    expect(await fresh.must(listPasskeys)).toMatchObject({ reachedAs: 'number', passkeys: [] })
    expect((await fresh.must(whoAmI)).reachedAs).toBe('number')
  })
})

describe('a passkey that was made', () => {
  it('is kept under its provider’s name, told by mail, and logged', async () => {
    const { person: who, visitor: fresh } = await somebody()
    const before = (await house.events()).at(-1)?.seq
    const { reply, passkey } = await offer({ aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd' }, fresh)
    expect(reply.body).toEqual({ id: expect.any(String) as string, name: 'Apple Passwords' })
    expect(await house.outbox.take('passkey_added', who.email)).toMatchObject({
      values: { passkey: 'Apple Passwords' },
    })
    expect((await house.events(before)).map(({ action, personal }) => [action, personal['factor']])).toEqual([
      ['auth.2fa.factor_added', 'passkey'],
    ])
    const list = await fresh.must(listPasskeys)
    expect(list).toEqual({
      rpId: 'localhost',
      reachedAs: 'localhost',
      userHandle: passkey.userHandle.toString('base64url'),
      canRemove: 'yes',
      passkeys: [
        {
          id: reply.body.id,
          credentialId: passkey.credentialId.toString('base64url'),
          name: 'Apple Passwords',
          provider: 'Apple Passwords',
          named: false,
          addedAt: expect.any(String) as string,
          lastUsedAt: null,
          backedUp: true,
          thisSession: true,
          works: true,
          verified: true,
        },
      ],
    })
    expect((await tryPasskey(house.visitor(), passkey)).status).toBe(200)
    expect((await fresh.must(listPasskeys)).passkeys[0]?.lastUsedAt).not.toBeNull()
  })

  it.each([
    ['all zeros', '00000000-0000-0000-0000-000000000000'],
    ['a model nobody has heard of', '12345678-1234-1234-1234-123456789abc'],
  ])('stays “Passkey” when its model is %s', async (_what, aaguid) => {
    const { visitor: fresh } = await somebody()
    expect((await offer({ aaguid }, fresh)).reply.body.name).toBe('Passkey')
    expect((await fresh.must(listPasskeys)).passkeys).toMatchObject([{ provider: null, named: false }])
  })

  it('gives the session a new token, and leaves it full', async () => {
    const { visitor: fresh } = await somebody()
    const before = fresh.cookies.get('__Host-enamel')
    expect((await offer({}, fresh)).reply.status).toBe(200)
    expect(fresh.cookies.get('__Host-enamel')).not.toBe(before)
    expect(await fresh.must(whoAmI)).toMatchObject({ state: 'full', session: { hasPasskey: true } })
  })

  it('frees somebody who may only enrol', async () => {
    const { person: who, visitor: fresh } = await somebody()
    const [row] = await house.database.ask<{ clinic_id: string }>(
      'admin',
      'SELECT clinic_id FROM membership WHERE person_id = $1',
      [who.id],
    )
    await setTwoFactorRule(house, row?.clinic_id ?? '', 'required')
    expect((await fresh.must(whoAmI)).state).toBe('enrolling')
    expect((await fresh.call(beginPasskey)).code).toBe('identity.vouch_needed')
    await vouchFor(house, who.id)
    expect((await offer({}, fresh)).reply.status).toBe(200)
    expect((await fresh.must(whoAmI)).state).toBe('full')
    expect((await fresh.must(listPasskeys)).canRemove).toBe('second_factor_required')
  })

  it('may attest itself, and may have a counter and extensions', async () => {
    const { visitor: fresh } = await somebody()
    const wishes: CreationWish[] = [
      { selfAttested: true },
      { selfAttested: true, algorithm: -8 },
      { signCount: 7, backupEligible: false },
      { extensions: new Map([['credProtect', 2]]) },
      { credentialId: randomBytes(16) },
      { credentialId: randomBytes(1023) },
    ]
    for (const wish of wishes) expect((await offer(wish, fresh)).reply.status).toBe(200)
  })
})

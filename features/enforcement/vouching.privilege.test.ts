/** Attacks on the proof that setting up a factor wants after the date, each named for it. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  buildClinic,
  type Clinic,
  codeOf,
  type Person,
  setTwoFactorRule,
  signIn,
} from '../../test/builders.ts'
import { TEST_EPOCH } from '../../test/epoch.ts'
import { startMailServer } from '../../test/mail-server.ts'
import type { Visitor } from '../../test/visitor.ts'
import {
  beginTotp,
  changePassword,
  confirmTotp,
  makeBackupCodes,
  signInWithPassword,
} from '../identity/contract.ts'
import { addPasskey, beginPasskey } from '../identity/passkey-contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { makePasskey } from '../../test/authenticator.ts'
import { getEnrolment, sendEnrolmentCode, vouch } from './contract.ts'

const { port } = await startMailServer()
const house = await startTestApp({
  apart: true,
  environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, ENAMEL_MAIL_FROM: 'enamel@marshlane.example' },
})

/** The date passed a week ago. */
async function overdue(totp = false): Promise<Clinic> {
  house.clock.set(TEST_EPOCH)
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'RECEPTIONIST'], totp })
  await setTwoFactorRule(house, clinic.id, 'required', '2026-02-23T00:00:00Z')
  return clinic
}
async function codeFor(visitor: Visitor): Promise<string> {
  await visitor.must(sendEnrolmentCode)
  return (await house.outbox.take('enrolment_code')).values['code'] ?? ''
}
const other = (code: string) => code.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))
const give = (visitor: Visitor, code: string) => visitor.call(vouch, { body: { way: 'mail', code } })
const proven = async (visitor: Visitor) => (await visitor.must(whoAmI)).mayEnrol

describe('a stolen password, after the date', () => {
  it('sets up nothing, by no endpoint, and the attempt is in the log', async () => {
    const nurse = (await overdue()).the('NURSE')
    const thief = await signIn(house, nurse)
    const none = { challengeId: '0195a000-0000-7000-8000-000000000000', code: '000000' }
    const replies = [
      await thief.call(beginTotp),
      await thief.call(confirmTotp, { body: none }),
      await thief.call(beginPasskey),
      await thief.call(makeBackupCodes),
      await thief.call(changePassword, { body: { password: 'seven brisk kettles hum' } }),
    ]
    expect(replies.map(({ status, code }) => `${status} ${code}`)).toEqual(
      replies.map(() => '403 identity.vouch_needed'),
    )
    const events = (await house.events()).filter(
      ({ action, personal }) => action === 'auth.2fa.deny' && personal['reason'] === 'identity.vouch_needed',
    )
    expect(events).not.toEqual([])
  })

  it('begun before the date is not finished after it', async () => {
    house.clock.set(TEST_EPOCH)
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    await setTwoFactorRule(house, clinic.id, 'required', '2026-03-02T09:05:00Z')
    const thief = await signIn(house, clinic.the('NURSE'))
    const { challengeId, secret } = await thief.must(beginTotp)
    const { options } = await thief.must(beginPasskey)
    house.clock.set('2026-03-02T09:05:00Z')
    const code = codeOf(house, { totpSecret: secret })
    const { credential } = makePasskey(options, house.origin)
    expect((await thief.call(confirmTotp, { body: { challengeId, code } })).code).toBe(
      'identity.vouch_needed',
    )
    expect((await thief.call(addPasskey, { body: { credential } })).code).toBe('identity.vouch_needed')
  })

  it('learns nothing but the ends of the address that a code goes to', async () => {
    const nurse = (await overdue()).the('NURSE')
    const thief = await signIn(house, nurse)
    const { sentTo } = await thief.must(getEnrolment)
    expect(nurse.email.startsWith(sentTo.split('…')[0] ?? '')).toBe(true)
    expect(sentTo).not.toContain(nurse.email.split('@')[0])
  })
})

describe('half a sign-in', () => {
  it('adds no factor, asks for no code and gives none', async () => {
    const nurse = (await overdue(true)).the('NURSE')
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    for (const reply of [
      await half.call(beginTotp),
      await half.call(beginPasskey),
      await half.call(getEnrolment),
      await half.call(sendEnrolmentCode),
      await give(half, '12345678'),
    ])
      expect([reply.status, reply.code]).toEqual([401, 'session.second_factor_needed'])
  })
})

describe('a code', () => {
  async function two(): Promise<{ nurse: Person; mine: Visitor; theirs: Visitor }> {
    const clinic = await overdue()
    const nurse = clinic.the('NURSE')
    return {
      nurse,
      mine: await signIn(house, nurse),
      theirs: await signIn(house, clinic.the('RECEPTIONIST')),
    }
  }

  it('of a colleague lets nobody else in', async () => {
    const { mine, theirs } = await two()
    const code = await codeFor(mine)
    expect((await give(theirs, code)).code).toBe('enforcement.code_over')
    await codeFor(theirs)
    expect((await give(theirs, code)).code).toBe('enforcement.code_wrong')
    expect([await proven(theirs), (await give(mine, code)).status, await proven(mine)]).toEqual([
      false,
      200,
      true,
    ])
  })

  it('of the same person in another clinic is none here', async () => {
    const { nurse, mine } = await two()
    const code = await codeFor(mine)
    const elsewhere = await overdue()
    await house.database.ask('admin', 'UPDATE one_time_code SET clinic_id = $1 WHERE person_id = $2', [
      elsewhere.id,
      nurse.id,
    ])
    expect((await give(mine, code)).code).toBe('enforcement.code_over')
  })

  it('is used once', async () => {
    const { nurse, mine } = await two()
    const again = await signIn(house, nurse)
    const code = await codeFor(mine)
    await mine.must(vouch, { body: { way: 'mail', code } })
    expect((await give(again, code)).code).toBe('enforcement.code_over')
    expect((await give(mine, code)).code).toBe('enforcement.vouch_not_needed')
  })

  it('is over after ten minutes, to the second', async () => {
    const { mine } = await two()
    const { endsAt } = await mine.must(sendEnrolmentCode)
    const code = (await house.outbox.take('enrolment_code')).values['code'] ?? ''
    house.clock.set(endsAt)
    expect((await give(mine, code)).code).toBe('enforcement.code_over')
    expect(await proven(mine)).toBe(false)
  })

  it('is dead when a newer one was sent, and after five wrong tries', async () => {
    const { mine } = await two()
    const [first, second] = [await codeFor(mine), await codeFor(mine)]
    expect((await give(mine, first)).code).toBe('enforcement.code_wrong')
    for (let tries = 2; tries < 5; tries++)
      expect((await give(mine, other(second))).code).toBe('enforcement.code_wrong')
    expect((await give(mine, other(second))).code).toBe('enforcement.code_over')
    expect((await give(mine, second)).code).toBe('enforcement.code_over')
  })

  it('takes five of 50 guesses at the same instant, and the right one among the rest does not help', async () => {
    const { nurse, mine } = await two()
    const code = await codeFor(mine)
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) => give(mine, n < 25 ? other(code) : String(10_000_000 + n))),
    )
    expect(replies.filter(({ code: why }) => why === 'enforcement.code_wrong').length).toBeLessThanOrEqual(5)
    const [row] = await house.database.ask<{ tries: number }>(
      'admin',
      'SELECT tries FROM one_time_code WHERE person_id = $1',
      [nurse.id],
    )
    expect(row?.tries).toBe(5)
    expect((await give(mine, code)).code).toBe('enforcement.code_over')
  })

  it('right, given 50 times at the same instant, is taken once', async () => {
    const { nurse } = await two()
    const visitors = [await signIn(house, nurse), await signIn(house, nurse), await signIn(house, nurse)]
    const [first] = visitors
    const code = first ? await codeFor(first) : ''
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => give(visitors[n % 3] ?? expect.unreachable(), code)),
    )
    expect((await Promise.all(visitors.map(proven))).filter(Boolean)).toHaveLength(1)
  })

  it('is sent three times an hour, also when ten ask at the same instant', async () => {
    const { mine } = await two()
    const replies = await Promise.all(Array.from({ length: 10 }, () => mine.call(sendEnrolmentCode)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3)
    const refused = replies.find(({ status }) => status === 429)
    expect([refused?.code, refused?.headers['retry-after']]).toEqual(['enforcement.codes_full', '3600'])
    await house.outbox.takeAll()
    house.clock.advance({ minutes: 28 })
    await mine.call(whoAmI)
  })
})

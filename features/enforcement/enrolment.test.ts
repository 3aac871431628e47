/** After the date, or a reset: what lets somebody set up a second step, beside the password. */
import { describe, expect, it } from 'vitest'
import { type House, startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  codeOf,
  type Person,
  setTwoFactorRule,
  signIn,
  signInAt,
} from '../../test/builders.ts'
import { TEST_EPOCH } from '../../test/epoch.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { signInWithPassword, signInWithCode, beginTotp, confirmTotp } from '../identity/contract.ts'
import { beginPasskey } from '../identity/passkey-contract.ts'
import { getChecklist } from '../checklist/contract.ts'
import { reportActivity, signOut, whoAmI } from '../sessions/contract.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getEnrolment, sendEnrolmentCode, vouch } from './contract.ts'
import { drawCode, keepCode } from './service.ts'
import { unaudited } from '../../server/db/database.ts'
import type { ClinicId, PersonId } from '../../server/context.ts'
import type { SoftPasskey } from '../../test/authenticator.ts'

const { port } = await startMailServer()
const house = await startTestApp({
  environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, ENAMEL_MAIL_FROM: 'enamel@marshlane.example' },
})
const DATE = '2026-03-09T00:00:00Z'
let clinic: Clinic

/** A clinic that asks everybody from Monday 9 March on; it is Monday 2 March. */
async function announced(totp = false): Promise<Person> {
  house.clock.set(TEST_EPOCH)
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'], totp })
  await setTwoFactorRule(house, clinic.id, 'required', DATE)
  return clinic.the('NURSE')
}
const afterTheDate = () => house.clock.set('2026-03-10T09:00:00Z')
const state = async (visitor: Visitor) => {
  const { state: now, must, mayEnrol } = await visitor.must(whoAmI)
  return { state: now, must, mayEnrol }
}

async function setUpApp(at: House, visitor: Visitor): Promise<string> {
  const { challengeId, secret } = await visitor.must(beginTotp)
  await visitor.must(confirmTotp, { body: { challengeId, code: codeOf(at, { totpSecret: secret }) } })
  return secret
}

async function mailedCode(visitor: Visitor): Promise<string> {
  await visitor.must(sendEnrolmentCode)
  return (await house.outbox.take('enrolment_code')).values['code'] ?? ''
}

describe('after the date', () => {
  it('a code sent to one’s own mail lets set up, and the Owners are told who did and how', async () => {
    const nurse = await announced()
    afterTheDate()
    const visitor = await signIn(house, nurse)
    expect(await state(visitor)).toEqual({ state: 'enrolling', must: 'two_factors', mayEnrol: false })
    expect((await visitor.call(beginTotp)).code).toBe('identity.vouch_needed')
    expect(await visitor.must(getEnrolment)).toMatchObject({
      must: 'two_factors',
      since: '2026-03-09T00:00:00.000Z',
      mail: 'smtp',
      sentTo: expect.stringMatching(/^n….@clinic\d+\.example$/),
      keepers: ['ADMIN Person1', 'OWNER Person0'],
    })
    await visitor.must(vouch, { body: { way: 'mail', code: await mailedCode(visitor) } })
    expect(await state(visitor)).toMatchObject({ state: 'enrolling', mayEnrol: true })
    await setUpApp(house, visitor)
    expect(await state(visitor)).toEqual({ state: 'full', must: null, mayEnrol: true })
    const told = await house.outbox.take('enrolled', clinic.the('OWNER').email)
    expect(told.values).toMatchObject({ person: nurse.name, factor: 'app', way: 'mail_code', why: 'rule' })
    await house.outbox.take('totp_added', nurse.email)
    const events = (await house.events()).filter(({ actorId }) => actorId === nurse.id)
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['enrolment.code_sent', 'enrolment.vouched', 'auth.2fa.enrolled']),
    )
    // What is used up is nowhere in clear any more.
    const [kept] = await house.database.ask<{ code: string }>(
      'admin',
      `SELECT "values" ->> 'code' AS code FROM mail WHERE template = 'enrolment_code' ORDER BY created_at DESC LIMIT 1`,
    )
    expect(kept?.code).toBe('–')
  })

  it('a browser they were known on before the date vouches by itself', async () => {
    const nurse = await announced()
    const visitor = await signIn(house, nurse)
    afterTheDate()
    await visitor.must(signOut)
    await signInAt(house, visitor, nurse)
    expect(await state(visitor)).toEqual({ state: 'enrolling', must: 'two_factors', mayEnrol: true })
    await setUpApp(house, visitor)
    expect((await house.outbox.take('enrolled')).values).toMatchObject({ way: 'known_device' })
    await house.outbox.takeAll()
  })

  it('a browser first seen after the date does not, however often it comes', async () => {
    const nurse = await announced()
    afterTheDate()
    const visitor = await signIn(house, nurse)
    for (const hours of [1, 24]) {
      house.clock.advance({ hours })
      await signInAt(house, visitor, nurse)
      expect(await state(visitor)).toMatchObject({ mayEnrol: false })
    }
  })

  it('a shared computer does not either: others sit there', async () => {
    const nurse = await announced()
    const visitor = await signIn(house, nurse)
    await house.database.ask(
      'admin',
      `INSERT INTO shared_computer (clinic_id, id, device_id, name, place, marked_at, marked_by)
       SELECT clinic_id, id, device_id, 'Front desk 1', 'Front desk', started_at, person_id FROM session WHERE person_id = $1`,
      [nurse.id],
    )
    afterTheDate()
    await signInAt(house, visitor, nurse)
    expect(await state(visitor)).toMatchObject({ mayEnrol: false })
  })

  it('a code from an Admin beside them lets set up, once', async () => {
    const nurse = await announced()
    afterTheDate()
    const visitor = await signIn(house, nurse)
    const ctx = house.system(clinic.id as ClinicId)
    const { code, hash } = await drawCode(ctx)
    await unaudited(ctx, 'made by the page of an Admin', (tx) =>
      keepCode(tx, ctx, {
        personId: nurse.id as PersonId,
        purpose: 'enrol.beside',
        hash,
        madeBy: clinic.the('ADMIN').id,
      }),
    )
    expect((await visitor.call(vouch, { body: { way: 'mail', code } })).code).toBe('enforcement.code_over')
    await visitor.must(vouch, { body: { way: 'beside', code } })
    const other = await signIn(house, nurse)
    expect((await other.call(vouch, { body: { way: 'beside', code } })).code).toBe('enforcement.code_over')
    await addPasskeyTo(house, visitor)
    expect((await house.outbox.take('enrolled')).values).toMatchObject({
      way: 'beside_code',
      factor: 'passkey',
    })
    expect(await state(other)).toMatchObject({ state: 'half' })
  })

  it('somebody in a grace of 24 hours works on, and not a minute longer', async () => {
    const nurse = await announced()
    afterTheDate()
    await house.database.ask(
      'admin',
      "UPDATE membership SET grace_ends_at = '2026-03-11T09:00:00Z' WHERE person_id = $1",
      [nurse.id],
    )
    const visitor = await signIn(house, nurse)
    expect(await visitor.must(whoAmI)).toMatchObject({ state: 'full', deadline: '2026-03-11T09:00:00.000Z' })
    house.clock.set('2026-03-11T08:40:00Z')
    const again = await signIn(house, nurse)
    house.clock.set('2026-03-11T09:00:00Z')
    expect(await state(again)).toMatchObject({ state: 'enrolling', must: 'two_factors', mayEnrol: false })
  })

  it('a session opened before the date reaches no more than one opened after it', async () => {
    const nurse = await announced()
    house.clock.set('2026-03-08T23:55:00Z')
    const visitor = await signIn(house, nurse)
    expect((await visitor.call(getChecklist)).status).toBe(200)
    house.clock.set('2026-03-09T00:00:01Z')
    expect((await visitor.call(getChecklist)).status).toBe(403)
    expect((await visitor.call(beginPasskey)).code).toBe('identity.vouch_needed')
    expect((await visitor.call(reportActivity)).status).toBe(200)
  })

  it('who has an app is not touched', async () => {
    const nurse = await announced(true)
    afterTheDate()
    expect(await state(await signIn(house, nurse))).toEqual({ state: 'full', must: null, mayEnrol: true })
  })
})

describe('after a reset by a colleague', () => {
  async function reset(nurse: Person, factorsGone = true) {
    await house.database.ask('admin', 'UPDATE membership SET renew_factor_since = $2 WHERE person_id = $1', [
      nurse.id,
      house.clock.now(),
    ])
    if (factorsGone) await house.database.ask('admin', 'DELETE FROM totp WHERE person_id = $1', [nurse.id])
  }

  it('only a browser vouches that was proven by two factors before it', async () => {
    const nurse = await announced(true)
    const proven = await signIn(house, nurse)
    await reset(nurse)
    const stranger = await signIn(house, { ...nurse, totpSecret: undefined })
    expect(await state(stranger)).toEqual({ state: 'enrolling', must: 'renew', mayEnrol: false })
    await signInAt(house, proven, { ...nurse, totpSecret: undefined })
    expect(await state(proven)).toEqual({ state: 'enrolling', must: 'renew', mayEnrol: true })
    await setUpApp(house, proven)
    expect(await state(proven)).toEqual({ state: 'full', must: null, mayEnrol: true })
    expect((await house.outbox.take('enrolled', clinic.the('OWNER').email)).values).toMatchObject({
      why: 'renew',
    })
    const [row] = await house.database.ask<{ since: Date | null }>(
      'admin',
      'SELECT renew_factor_since AS since FROM membership WHERE person_id = $1',
      [nurse.id],
    )
    expect(row?.since).toBe(null)
    await house.outbox.takeAll()
  })

  it('who keeps their app for another clinic renews it here, with one proof more', async () => {
    const nurse = await announced(true)
    await reset(nurse, false)
    const visitor = await signIn(house, nurse)
    expect(await state(visitor)).toEqual({ state: 'enrolling', must: 'renew', mayEnrol: false })
    expect((await visitor.call(beginTotp)).code).toBe('identity.vouch_needed')
    await visitor.must(vouch, { body: { way: 'mail', code: await mailedCode(visitor) } })
    const secret = await setUpApp(house, visitor)
    expect(await state(visitor)).toMatchObject({ state: 'full' })
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    house.clock.advance({ seconds: 30 })
    expect((await half.call(signInWithCode, { body: { code: codeOf(house, nurse) } })).code).toBe(
      'identity.wrong_code',
    )
    await half.must(signInWithCode, { body: { code: codeOf(house, { totpSecret: secret }) } })
    await house.outbox.takeAll()
  })
})

describe('where a passkey is asked for', () => {
  const askForPasskey = () =>
    house.database.ask(
      'admin',
      `UPDATE role_rule SET passkey = true, passkey_since = $2, passkey_from = $2 WHERE clinic_id = $1`,
      [clinic.id, DATE],
    )

  it('who has an app adds one, and is in by that', async () => {
    const nurse = await announced(true)
    await askForPasskey()
    afterTheDate()
    const visitor = await signIn(house, nurse)
    expect(await state(visitor)).toEqual({ state: 'enrolling', must: 'passkey', mayEnrol: true })
    await addPasskeyTo(house, visitor)
    expect(await state(visitor)).toEqual({ state: 'full', must: null, mayEnrol: true })
    expect((await house.outbox.take('enrolled')).values).toMatchObject({ way: 'two_factors' })
  })

  it('who has one shows it: the second step takes no code, from the first screen on', async () => {
    const nurse = await announced(true)
    const visitor = await signIn(house, nurse)
    const passkey: SoftPasskey = await addPasskeyTo(house, visitor)
    expect(passkey).toBeDefined()
    await askForPasskey()
    afterTheDate()
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    expect(await state(half)).toEqual({ state: 'half', must: 'passkey', mayEnrol: false })
    house.clock.advance({ seconds: 30 })
    const refused = await half.call(signInWithCode, { body: { code: codeOf(house, nurse) } })
    expect([refused.status, refused.code]).toEqual([403, 'identity.passkey_needed'])
    await house.outbox.takeAll()
  })
})

/** The authenticator app: set up, used once a step, removed. */
import { Secret } from 'otpauth'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  buildClinic,
  type Clinic,
  codeOf,
  confirm,
  type Person,
  signIn,
  setTwoFactorRule,
  vouchFor,
} from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import {
  beginTotp,
  confirmItsYou,
  confirmTotp,
  getSecurity,
  makeBackupCodes,
  removeTotp,
  signInWithCode,
  signInWithPassword,
} from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let withApp: Person[]
let without: Person[]

beforeAll(async () => {
  clinic = await buildClinic(house)
  without = [...clinic.people]
  withApp = [...(await buildClinic(house, { totp: true })).people]
})
afterEach(() => house.outbox.takeAll())

const alphabetically = (a: string, b: string) => (a < b ? -1 : 1)
const enrolled = () => withApp.pop() as Person
const plain = () => without.pop() as Person

async function half({ email, password }: Person): Promise<Visitor> {
  const visitor = house.visitor()
  await visitor.must(signInWithPassword, { body: { email, password } })
  return visitor
}
const enter = (visitor: Visitor, code: string) => visitor.call(signInWithCode, { body: { code } })

/** The app of a challenge: what its code is now. */
const app = (secret: string) => codeOf(house, { totpSecret: secret })

async function begin(visitor: Visitor) {
  const challenge = await visitor.must(beginTotp)
  return {
    ...challenge,
    confirm: (code = app(challenge.secret), at = visitor) =>
      at.call(confirmTotp, { body: { challengeId: challenge.challengeId, code } }),
  }
}

describe('a code', () => {
  it('is taken from the step before as well, and not from the next', async () => {
    const who = enrolled()
    house.clock.set('2026-03-02T12:00:10Z')
    const earlier = codeOf(house, who)
    house.clock.set('2026-03-02T12:01:10Z')
    const next = codeOf(house, who)
    house.clock.set('2026-03-02T12:00:40Z')
    const visitor = await half(who)
    expect((await enter(visitor, next)).code).toBe('identity.wrong_code')
    expect((await enter(visitor, earlier)).status).toBe(200)
  })

  it('works once, also in another browser', async () => {
    const who = enrolled()
    house.clock.advance({ seconds: 30 })
    const code = codeOf(house, who)
    const [first, second] = [await half(who), await half(who)]
    expect((await enter(first, code)).status).toBe(200)
    const again = await enter(second, code)
    expect([again.status, again.code]).toEqual([422, 'identity.code_used'])
  })

  it('is not taken from a step before the last one used', async () => {
    const who = enrolled()
    house.clock.set('2026-03-02T13:00:20Z')
    const earlier = codeOf(house, who)
    house.clock.set('2026-03-02T13:00:50Z')
    const first = await half(who)
    expect((await enter(first, codeOf(house, who))).status).toBe(200)
    expect((await enter(await half(who), earlier)).code).toBe('identity.code_used')
  })

  it('works once when several browsers send it in the same moment; the others are refused and logged', async () => {
    const who = enrolled()
    house.clock.advance({ seconds: 30 })
    const code = codeOf(house, who)
    const browsers: Visitor[] = []
    for (let count = 0; count < 4; count++) browsers.push(await half(who))
    const before = (await house.events()).at(-1)?.seq
    const replies = await whileHeld(house.database, `SELECT FROM totp WHERE person_id = '${who.id}'`, 4, () =>
      Promise.all(browsers.map((browser) => enter(browser, code))),
    )
    expect(replies.map(({ code: problem }) => problem ?? 'in').toSorted(alphabetically)).toEqual([
      'identity.code_used',
      'identity.code_used',
      'identity.code_used',
      'in',
    ])
    const states = await Promise.all(browsers.map(async (browser) => (await browser.must(whoAmI)).state))
    expect(states.toSorted(alphabetically)).toEqual(['full', 'half', 'half', 'half'])
    house.clock.advance({ minutes: 1 })
    await house.settle()
    const events = await house.events(before)
    expect(events.filter(({ action }) => action === 'auth.signin.ok')).toHaveLength(1)
    const denied = events.filter(({ action }) => action === 'auth.2fa.deny')
    expect(denied.map(({ personal, count }) => [personal['reason'], count])).toEqual([
      ['identity.code_used', 1],
      ['identity.code_used', 2],
    ])
  })

  it('works once when one browser sends it twice in the same moment', async () => {
    const who = enrolled()
    house.clock.advance({ seconds: 30 })
    const visitor = await half(who)
    const code = codeOf(house, who)
    const replies = await Promise.all([enter(visitor, code), enter(visitor, code)])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await visitor.must(whoAmI)).state).toBe('full')
  })
})

describe('setting up an app', () => {
  it('wants its first code, tells the person by mail, and asks for it from then on', async () => {
    const who = plain()
    const visitor = await signIn(house, who)
    const token = visitor.cookies.get('__Host-enamel')
    const challenge = await begin(visitor)
    expect(Buffer.from(Secret.fromBase32(challenge.secret).bytes)).toHaveLength(20)
    expect((await visitor.must(getSecurity)).totp).toBeNull()
    expect((await challenge.confirm()).status).toBe(200)
    expect(visitor.cookies.get('__Host-enamel')).not.toBe(token)
    await house.outbox.take('totp_added', who.email)
    const events = await house.events()
    expect(events.at(-1)).toMatchObject({ action: 'auth.2fa.factor_added', targetId: who.id })
    expect(
      await house.visitor().must(signInWithPassword, { body: { email: who.email, password: who.password } }),
    ).toEqual({ next: 'second_factor' })
  })

  it('uses its code up: it does not sign in', async () => {
    const who = plain()
    const visitor = await signIn(house, who)
    const challenge = await begin(visitor)
    const code = app(challenge.secret)
    await challenge.confirm(code)
    expect((await enter(await half(who), code)).code).toBe('identity.code_used')
    house.clock.advance({ seconds: 30 })
    expect((await enter(await half(who), app(challenge.secret))).status).toBe(200)
  })

  it('does not begin without the first code: a wrong one leaves sign-in as it was', async () => {
    const who = plain()
    const visitor = await signIn(house, who)
    const challenge = await begin(visitor)
    const right = Number(app(challenge.secret))
    const wrong = String((right + 500_000) % 1_000_000).padStart(6, '0')
    expect((await challenge.confirm(wrong)).code).toBe('identity.wrong_code')
    expect(
      await house.visitor().must(signInWithPassword, { body: { email: who.email, password: who.password } }),
    ).toEqual({ next: 'home' })
    expect((await challenge.confirm()).status).toBe(200)
  })

  it('is bound to the session that began it', async () => {
    const who = plain()
    const [own, other] = [await signIn(house, who), await signIn(house, who)]
    const challenge = await begin(own)
    const stolen = await challenge.confirm(app(challenge.secret), other)
    expect([stolen.status, stolen.code]).toEqual([409, 'identity.challenge_over'])
    const colleague = await signIn(house, plain())
    expect((await challenge.confirm(app(challenge.secret), colleague)).code).toBe('identity.challenge_over')
    expect((await challenge.confirm()).status).toBe(200)
  })

  it('is over after a quarter of an hour', async () => {
    const who = plain()
    const visitor = await signIn(house, who)
    const challenge = await begin(visitor)
    house.clock.advance({ minutes: 15 })
    await confirm(house, visitor, who)
    expect((await challenge.confirm()).code).toBe('identity.challenge_over')
  })

  it('is over when it is begun anew', async () => {
    const visitor = await signIn(house, plain())
    const [first, second] = [await begin(visitor), await begin(visitor)]
    expect(first.secret).not.toBe(second.secret)
    expect((await first.confirm()).code).toBe('identity.challenge_over')
    expect((await second.confirm()).status).toBe(200)
  })

  it('is begun once when two requests begin it in the same moment', async () => {
    const visitor = await signIn(house, plain())
    const both = await Promise.all([visitor.call(beginTotp), visitor.call(beginTotp)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const confirmed = []
    for (const { body } of both)
      confirmed.push(
        await visitor.call(confirmTotp, {
          body: { challengeId: body.challengeId, code: app(body.secret) },
        }),
      )
    expect(confirmed.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('works once, also when two requests confirm it in the same moment', async () => {
    const visitor = await signIn(house, plain())
    const challenge = await begin(visitor)
    const replies = await Promise.all([challenge.confirm(), challenge.confirm()])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.every(({ status }) => status < 500)).toBe(true)
    await house.outbox.take('totp_added')
    const again = await visitor.call(beginTotp)
    expect([again.status, again.code]).toEqual([409, 'identity.totp_exists'])
  })

  it('keeps its secret sealed: the database holds it nowhere in clear', async () => {
    const who = plain()
    const visitor = await signIn(house, who)
    const challenge = await begin(visitor)
    const secret = Buffer.from(Secret.fromBase32(challenge.secret).bytes)
    const read = () =>
      house.database.ask<{ secret: Buffer }>(
        'admin',
        'SELECT secret FROM challenge UNION SELECT secret FROM totp',
      )
    await challenge.confirm()
    const rows = await read()
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.some((row) => row.secret.includes(secret))).toBe(false)
  })

  it('cannot be moved to somebody else’s account inside the database', async () => {
    const [who, thief] = [enrolled(), enrolled()]
    await house.database.ask(
      'admin',
      'UPDATE totp SET secret = (SELECT secret FROM totp WHERE person_id = $2) WHERE person_id = $1',
      [who.id, thief.id],
    )
    house.clock.advance({ seconds: 30 })
    const reply = await enter(await half(who), codeOf(house, thief))
    expect(reply.status).not.toBe(200)
    house.takeComplaints()
  })
})

describe('where the clinic requires a second factor', () => {
  it('a sign-in with the password alone reaches nothing but the setting up of one', async () => {
    const required = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    await setTwoFactorRule(house, required.id, 'required')
    const visitor = await signIn(house, required.the('NURSE'))
    expect((await visitor.must(whoAmI)).state).toBe('enrolling')
    const closed = await visitor.call(getChecklist)
    expect([closed.status, closed.code]).toEqual([403, 'request.not_allowed'])
    expect((await visitor.call(beginTotp)).code).toBe('identity.vouch_needed')
    await vouchFor(house, required.the('NURSE').id)
    const challenge = await begin(visitor)
    expect((await challenge.confirm()).status).toBe(200)
    await house.outbox.take('enrolled', required.the('OWNER').email)
    expect((await visitor.must(whoAmI)).state).toBe('full')
    expect((await visitor.call(getChecklist)).status).toBe(200)
    await confirm(house, visitor, { ...required.the('NURSE'), totpSecret: challenge.secret })
    const removed = await visitor.call(removeTotp)
    expect([removed.status, removed.code]).toEqual([409, 'identity.totp_required'])
  })
})

describe('removing the app', () => {
  it('takes its backup codes along, tells by mail, and asks for the password alone from then on', async () => {
    const who = enrolled()
    const visitor = await signIn(house, who)
    await visitor.must(makeBackupCodes)
    await house.outbox.takeAll()
    for (let tries = 0; tries < 6; tries++)
      await visitor.call(confirmItsYou, { body: { password: who.password, code: '000000' } })
    expect((await visitor.call(removeTotp)).status).toBe(200)
    await house.outbox.take('totp_removed', who.email)
    expect(await visitor.must(getSecurity)).toMatchObject({ totp: null, backupCodes: null })
    expect(
      await house.visitor().must(signInWithPassword, { body: { email: who.email, password: who.password } }),
    ).toEqual({ next: 'home' })
    // What was guessed at the old app is not held against the next.
    const challenge = await begin(visitor)
    expect((await challenge.confirm()).status).toBe(200)
    await visitor.must(removeTotp)
    const again = await visitor.call(removeTotp)
    expect([again.status, again.code]).toEqual([409, 'identity.totp_missing'])
  })
})

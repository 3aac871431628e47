/** "This wasn't me": what it does at once, what it leaves, and what somebody who reads the mail gains by it. */
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
  tryPasskey,
} from '../../test/builders.ts'
import { readable } from '../../test/outbox.ts'
import type { Visitor } from '../../test/visitor.ts'
import { listSessions, whoAmI } from '../sessions/contract.ts'
import { Secret, TOTP } from 'otpauth'
import {
  beginTotp,
  confirmTotp,
  makeBackupCodes,
  signInWithBackupCode,
  signInWithPassword,
} from '../identity/contract.ts'
import { finishForgot } from './contract.ts'
import { mailMayVouch } from './not-me.ts'
import { vouch } from '../enforcement/contract.ts'
import { finishNotMe, openNotMe, sayNotMe } from './contract.ts'
import { chooseClinic } from '../identity/choosing-contract.ts'
import { read } from '../../server/db/database.ts'
import type { ClinicId, PersonId } from '../../server/context.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

let networks = 0
const stranger = () => house.visitor({ address: `203.0.113.${++networks}` })
const clinicOf = (wish: { totp?: boolean } = {}) =>
  buildClinic(house, { roles: ['OWNER', 'OWNER', 'DENTIST'], ...wish })
const enter = (visitor: Visitor, who: Person, password = PASSWORD) =>
  visitor.call(signInWithPassword, { body: { email: who.email, password } })
const finish = (token: string) => stranger().call(finishNotMe, { body: { token } })
const open = (token: string) => stranger().call(openNotMe, { body: { token } })
const said = ({ status, code }: { status: number; code: string | undefined }) => [status, code]
const OVER = [410, 'identity.not_me_over']
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
const NEW = 'seven brisk kettles hum'

async function tokenOf(template: string, who: Person, path = 'not-me'): Promise<string> {
  await house.settle()
  const text = readable(house.outbox.read(await house.outbox.take(template, who.email)))
  return new RegExp(`/${path}#([\\w-]+)`).exec(text)?.[1] ?? ''
}
/** What a thief with the password left in the person's mail; of several clinics they went into `into`. */
async function theft(who: Person, into?: { id: string }): Promise<{ thief: Visitor; token: string }> {
  const thief = stranger()
  await enter(thief, who)
  if (into) await thief.must(chooseClinic, { body: { clinicId: into.id } })
  return { thief, token: await tokenOf('new_device', who) }
}
async function setUpApp(visitor: Visitor): Promise<string> {
  const { challengeId, secret } = await visitor.must(beginTotp)
  const app = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 })
  await visitor.must(confirmTotp, {
    body: { challengeId, code: app.generate({ timestamp: house.clock.now().getTime() }) },
  })
  return secret
}
const secondFactors = async (who: Person) => {
  const [row] = await house.database.ask<{ totp: boolean; passkeys: number; renew: boolean }>(
    'admin',
    `SELECT EXISTS (SELECT FROM totp WHERE person_id = $1) AS totp,
            (SELECT count(*)::integer FROM passkey WHERE person_id = $1) AS passkeys,
            (SELECT bool_or(renew_factor_since IS NOT NULL) FROM membership WHERE person_id = $1) AS renew`,
    [who.id],
  )
  return row
}

describe('the link of a notice', () => {
  it('is kept as a hash, and its mail keeps it no longer than until it is sent', async () => {
    const who = (await clinicOf()).the('DENTIST')
    const { token } = await theft(who)
    expect(token).toMatch(/^[\w-]{43}$/)
    const rows = await house.database.ask(
      'admin',
      `SELECT l.about::text, encode(token_hash, 'escape') AS hash, m."values"::text, m.sealed
         FROM one_time_link l JOIN mail m ON m.person_id = l.person_id WHERE l.person_id = $1`,
      [who.id],
    )
    expect(JSON.stringify([rows, await house.events()])).not.toContain(token)
    expect(rows).toMatchObject([{ sealed: null }])
    // Ids and words of closed lists only.
    expect(JSON.stringify(rows)).not.toMatch(/"about":"[^}]*(?:203\.0|Firefox|@)/)
  })

  it('says what it will do as often as it is looked at, and does nothing by that', async () => {
    const who = (await clinicOf()).the('DENTIST')
    const { thief, token } = await theft(who)
    const before = await seq()
    for (let times = 0; times < 3; times++)
      expect((await open(token)).body).toMatchObject({ name: who.name, kinds: ['new_device'] })
    expect((await stranger().send({ method: 'GET', url: `/not-me?token=${token}` })).status).toBe(404)
    expect(await house.events(before)).toEqual([])
    expect((await thief.must(whoAmI)).state).toBe('full')
  })

  it('ends every session, forgets every browser, closes the password, tells the Owners, and signs nobody in', async () => {
    const clinic = await clinicOf({ totp: true })
    const who = clinic.the('DENTIST')
    const own = await signIn(house, who)
    const half = stranger()
    await enter(half, who)
    await half.call(signInWithBackupCode, { body: { code: 'AAAA-AAAA-AAAA-AAAA-AAAA' } })
    const token = await tokenOf('second_factor_failed', who)
    const before = await seq()
    const presser = stranger()
    const done = await presser.call(finishNotMe, { body: { token } })
    expect(done.body).toMatchObject({ sessionsEnded: 2, removed: null, kept: false, needsColleague: false })
    expect([...presser.cookies.keys()]).toEqual([])
    for (const one of [own, half])
      expect(await one.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'not_me' })
    expect((await enter(own, who)).code).toBe('identity.not_matching')
    expect(
      await house.database.ask(
        'admin',
        'SELECT FROM known_device WHERE person_id = $1 AND forgotten_at IS NULL',
        [who.id],
      ),
    ).toEqual([])
    expect(await secondFactors(who)).toMatchObject({ totp: true })
    await house.settle()
    for (const owner of clinic.people.filter(({ role }) => role === 'OWNER')) {
      const mail = await house.outbox.take('not_me_owner', owner.email)
      expect(readable(house.outbox.read(mail))).toContain('Any second step they have had for longer stays')
    }
    const events = await house.events(before)
    expect(events.filter(({ action }) => action === 'auth.not_me')).toMatchObject([
      { clinicId: clinic.id, actorKind: 'link', personal: { what: 'second_factor_failed', ended: '2' } },
    ])

    // Recovery has begun: a new password, and the second step as ever.
    const forgot = await tokenOf('not_me_done', who, 'forgot')
    const again = { token: forgot, password: PASSWORD }
    expect((await stranger().call(finishForgot, { body: again })).code).toBe('identity.password_used_before')
    await stranger().must(finishForgot, { body: { token: forgot, password: NEW } })
    expect((await enter(own, who, NEW)).body).toEqual({ next: 'second_factor' })
  })

  it('works once, also for two at the same instant, and answers every earlier notice', async () => {
    const who = (await clinicOf()).the('DENTIST')
    const { token } = await theft(who)
    const { token: later } = await theft(who)
    const both = await Promise.all([finish(token), finish(token)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410])
    expect(said(await finish(token))).toEqual(OVER)
    expect(said(await open(later))).toEqual(OVER)
    expect(said(await finish(later))).toEqual(OVER)
    expect(said(await finish('invented-invented-invented-invented-invente'))).toEqual(OVER)
    const refused = (await house.events()).filter(({ action }) => action === 'auth.not_me_refused')
    expect(refused.length).toBeGreaterThan(1)
  })

  it('is over after thirty days, and for somebody who is no longer with any clinic', async () => {
    const clinic = await clinicOf()
    const who = clinic.the('DENTIST')
    const { token } = await theft(who)
    house.clock.advance({ days: 29 })
    expect((await open(token)).status).toBe(200)
    await house.database.ask('admin', "UPDATE membership SET state = 'disabled' WHERE person_id = $1", [
      who.id,
    ])
    expect(said(await finish(token))).toEqual(OVER)
    await house.database.ask('admin', "UPDATE membership SET state = 'active' WHERE person_id = $1", [who.id])
    house.clock.advance({ days: 2 })
    expect(said(await finish(token))).toEqual(OVER)
  })

  it('outlives a change of the password by the thief', async () => {
    const who = (await clinicOf()).the('DENTIST')
    const { token } = await theft(who)
    await house.database.ask('admin', 'UPDATE password SET changed_at = $2 WHERE person_id = $1', [
      who.id,
      house.clock.now(),
    ])
    expect((await finish(token)).status).toBe(200)
  })
})

describe('a factor that the notice says was added', () => {
  it('goes while it is new, though it is the only one; and the mailbox alone does not set up the next', async () => {
    const clinic = await clinicOf()
    const who = clinic.the('DENTIST')
    const thief = await signIn(house, who)
    await setUpApp(thief)
    const token = await tokenOf('totp_added', who)
    expect((await finish(token)).body).toMatchObject({ removed: 'app', kept: false, needsColleague: true })
    expect(await secondFactors(who)).toEqual({ totp: false, passkeys: 0, renew: true })
    const ctx = { ...house.system(clinic.id as ClinicId), personId: who.id as PersonId }
    expect(await read(ctx, (tx) => mailMayVouch(tx, ctx, who.id as PersonId))).toBe(false)
    // Whoever reads the mail sets a password, and gets no further than to the question for a colleague’s code.
    const forgot = await tokenOf('not_me_done', who, 'forgot')
    await stranger().must(finishForgot, { body: { token: forgot, password: NEW } })
    const reader = stranger()
    await enter(reader, who, NEW)
    expect(await reader.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'renew', mayEnrol: false })
    const byMail = await reader.call(vouch, { body: { way: 'mail', code: '00000000' } })
    expect(said(byMail)).toEqual([409, 'enforcement.vouch_by_colleague'])
  })

  it('stays when it is the only one and older than a day: an old mail opens nothing', async () => {
    const who = (await clinicOf()).the('DENTIST')
    const own = await signIn(house, who)
    await setUpApp(own)
    const token = await tokenOf('totp_added', who)
    house.clock.advance({ hours: 25 })
    expect((await finish(token)).body).toMatchObject({ removed: null, kept: true })
    expect(await secondFactors(who)).toMatchObject({ totp: true, renew: false })
    await house.settle()
    const [owner] = (await house.outbox.left()).filter(({ template }) => template === 'not_me_owner')
    expect(owner?.values['lines']).toBe('not_me_kept')
  })

  it('goes also later where another is left, and no other with it', async () => {
    const who = (await clinicOf({ totp: true })).the('DENTIST')
    const own = await signIn(house, who)
    await confirm(house, own, who)
    await house.outbox.takeAll()
    const passkey = await addPasskeyAndKeepMail(own)
    house.clock.advance({ days: 3 })
    expect((await finish(passkey.token)).body).toMatchObject({ removed: 'passkey', needsColleague: false })
    expect(await secondFactors(who)).toEqual({ totp: true, passkeys: 0, renew: false })
    expect((await tryPasskey(stranger(), passkey.made)).code).toBe('identity.passkey_not_matching')

    async function addPasskeyAndKeepMail(visitor: Visitor) {
      const take = house.outbox.take.bind(house.outbox)
      let token = ''
      house.outbox.take = async (template, address) => {
        await house.settle()
        const mail = await take(template, address)
        token = /\/not-me#([\w-]+)/.exec(readable(house.outbox.read(mail)))?.[1] ?? ''
        return mail
      }
      const made = await addPasskeyTo(house, visitor)
      house.outbox.take = take
      return { made, token }
    }
  })

  it('leaves a passkey working: it is the person’s own way in', async () => {
    const who = (await clinicOf({ totp: true })).the('DENTIST')
    const own = await signIn(house, who)
    await confirm(house, own, who)
    const passkey = await addPasskeyTo(house, own)
    await house.outbox.takeAll()
    const thief = stranger()
    await enter(thief, who)
    await thief.call(signInWithBackupCode, { body: { code: 'AAAA-AAAA-AAAA-AAAA-AAAA' } })
    await finish(await tokenOf('second_factor_failed', who))
    expect((await tryPasskey(stranger(), passkey)).status).toBe(200)
  })

  it('of backup codes are those codes alone', async () => {
    const who = (await clinicOf({ totp: true })).the('DENTIST')
    const own = await signIn(house, who)
    await confirm(house, own, who)
    await own.must(makeBackupCodes)
    const token = await tokenOf('backup_codes_made', who)
    expect((await finish(token)).body).toMatchObject({ removed: 'backup_codes', needsColleague: false })
    expect(
      await house.database.ask('admin', 'SELECT FROM backup_code WHERE person_id = $1', [who.id]),
    ).toEqual([])
    expect(await secondFactors(who)).toMatchObject({ totp: true })
  })
})

describe('at a session on one’s own list', () => {
  it('does the same after a fresh sign-in, for one’s own sessions alone', async () => {
    const clinic = await clinicOf({ totp: true })
    const who = clinic.the('DENTIST')
    const thief = await signIn(house, who)
    const own = await signIn(house, who)
    const colleague = await signIn(house, clinic.the('OWNER'))
    const sessionId = (await thief.must(listSessions)).sessions.find(({ current }) => current)?.id ?? ''
    expect(said(await colleague.call(sayNotMe, { body: { sessionId } }))).toEqual([404, 'sessions.not_found'])
    house.clock.advance({ minutes: 11 })
    expect((await own.call(sayNotMe, { body: { sessionId } })).code).toBe('request.confirm_needed')
    await confirm(house, own, who)
    await house.outbox.takeAll()
    expect((await own.must(sayNotMe, { body: { sessionId } })).sessionsEnded).toBe(2)
    for (const one of [own, thief]) expect((await one.must(whoAmI)).state).toBe('none')
    await house.settle()
    expect((await house.outbox.takeAll()).map(({ template }) => template).toSorted()).toEqual(
      ['not_me_done', 'not_me_owner', 'not_me_owner'].toSorted(),
    )
    expect(codeOf(house, who)).toHaveLength(6)
  })
})

it('in one clinic is told and logged in each clinic of the person, and what was signed in there ends too', async () => {
  const [here, there] = [await clinicOf(), await clinicOf()]
  const who = here.the('DENTIST')
  await house.database.ask(
    'admin',
    `INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'VIEWER', 'active', $3, $3)`,
    [there.id, who.id, house.clock.now()],
  )
  const { token } = await theft(who, here)
  const before = await seq()
  await finish(token)
  const events = (await house.events(before)).filter(({ action }) => action === 'auth.not_me')
  expect(events.map(({ clinicId }) => clinicId).toSorted()).toEqual([here.id, there.id].toSorted())
  await house.settle()
  const told = (await house.outbox.takeAll()).filter(({ template }) => template === 'not_me_owner')
  expect(told).toHaveLength(4)
})

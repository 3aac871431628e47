/** How Enamel sends, set up and tried by a real SMTP conversation; and the list of mails to oneself. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../test/builders.ts'
import { startMailServer, type TestMailServer } from '../../test/mail-server.ts'
import type { Visitor } from '../../test/visitor.ts'
import { makeBackupCodes } from '../identity/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import {
  getMailServer,
  listMyMails,
  mailProblem,
  removeMailServer,
  saveMailServer,
  testMailServer,
} from './contract.ts'

const PASSWORD = 'wobbly-lanterns-27'
const ACCOUNT = { username: 'front@marshlane.example', password: PASSWORD }

const house = await startTestApp()
let clinic: Clinic
let owner: Person
let visitor: Visitor
let server: TestMailServer

beforeAll(async () => {
  server = await startMailServer({ account: ACCOUNT })
})
beforeEach(async () => {
  clinic = await buildClinic(house, { name: 'Marsh Lane Dental', roles: ['OWNER', 'NURSE'], totp: true })
  owner = clinic.the('OWNER')
  visitor = await signIn(house, owner)
  await confirm(house, visitor, owner)
  await house.settle()
  await house.outbox.takeAll()
  server.behave({})
  server.received.length = 0
  server.tried.length = 0
})

const settings = (more: object = {}) => ({
  provider: 'other' as const,
  host: 'localhost',
  port: server.port,
  security: 'none' as const,
  ...ACCOUNT,
  from: 'enamel@marshlane.example',
  ...more,
})
/** Without a password: the saved one is to be kept. */
const kept = (more: object = {}) => ({ ...settings(), password: undefined, ...more })
const save = (body: object) => visitor.call(saveMailServer, { body: body as never })
const rows = () =>
  house.database.ask<Record<string, unknown>>('admin', 'SELECT * FROM mail_server WHERE clinic_id = $1', [
    clinic.id,
  ])
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'

describe('sending is set up', () => {
  it('once the test has gone to whoever sets it up, and from then on mail goes that way', async () => {
    expect(await visitor.must(getMailServer)).toMatchObject({
      source: 'outbox',
      own: null,
      preset: null,
      revision: 0,
    })
    expect((await visitor.must(whoAmI)).mail).toBe('outbox')
    const before = await seq()
    const { body } = await save({ ...settings(), revision: 0 })
    expect(body).toMatchObject({ saved: true, to: owner.email, tried: { reason: 'sent', smtpStatus: 250 } })
    expect(server.received).toMatchObject([{ from: 'enamel@marshlane.example', to: [owner.email] }])
    expect(server.received[0]?.text).toContain('Subject: A test from Enamel at Marsh Lane Dental')
    const shown = await visitor.must(getMailServer)
    expect(shown).toMatchObject({
      source: 'own',
      revision: 1,
      own: { host: 'localhost', username: ACCOUNT.username, passwordSaved: true, changedBy: owner.name },
      last: { reason: 'sent' },
    })
    expect((await visitor.must(whoAmI)).mail).toBe('smtp')
    expect(await house.events(before)).toMatchObject([
      {
        action: 'mail_server.changed',
        actorId: owner.id,
        personal: {
          after: `localhost:${server.port} (none), ${ACCOUNT.username}, from enamel@marshlane.example`,
        },
      },
    ])
    await visitor.must(makeBackupCodes)
    await house.settle()
    expect(server.received).toHaveLength(2)
    await house.outbox.take('test')
    await house.outbox.take('backup_codes_made')
  })

  it('not at all while the test does not go: what held before holds', async () => {
    const before = await seq()
    const { body } = await save({ ...settings({ password: 'not the one' }), revision: 0 })
    expect(body).toMatchObject({
      saved: false,
      retried: 0,
      tried: { reason: 'password_wrong', smtpStatus: 535 },
    })
    expect(body.tried.line).toMatch(/^535 5\.7\.8 /)
    expect(await rows()).toEqual([])
    expect(await house.events(before)).toMatchObject([
      {
        action: 'mail_server.tested',
        outcome: 'failed',
        personal: { reason: 'password_wrong', to: owner.email },
      },
    ])
    await save({ ...settings(), revision: 0 })
    const [works] = await rows()
    server.behave({ mailFrom: '553 5.7.1 Not your address' })
    expect((await save({ ...settings({ from: 'boss@elsewhere.example' }), revision: 1 })).body.saved).toBe(
      false,
    )
    expect(await rows()).toEqual([works])
    await house.outbox.take('test')
  })

  it('once of two who do it at the same instant, and not over somebody else’s newer one', async () => {
    const both = await Promise.all([
      save({ ...settings(), revision: 0 }),
      save({ ...settings(), revision: 0 }),
    ])
    expect(both.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['mail.changed_meanwhile', undefined]),
    )
    const late = await save({ ...settings(), revision: 0 })
    expect([late.status, late.code]).toEqual([409, 'mail.changed_meanwhile'])
    expect(server.received).toHaveLength(2)
    await visitor.must(removeMailServer)
    const stale = await save({ ...settings(), revision: 1 })
    expect([stale.status, stale.code]).toEqual([409, 'mail.changed_meanwhile'])
    await house.outbox.takeAll()
  })

  it('and what waited goes at once', async () => {
    await save({ ...settings(), revision: 0 })
    server.behave({ auth: '535 5.7.8 Username and Password not accepted' })
    await visitor.must(makeBackupCodes)
    await house.settle()
    const unsent = await visitor.must(getMailServer)
    expect(unsent).toMatchObject({
      waiting: 1,
      last: { reason: 'password_wrong', line: expect.stringMatching(/^535 /) as string },
      unsent: [{ person: owner.name, reason: 'password_wrong', givenUp: false }],
    })
    expect(unsent.unsent[0]?.nextAt).not.toBeNull()
    expect((await visitor.must(whoAmI)).mail).toBe('not_working')
    server.behave({})
    server.received.length = 0
    expect((await save({ ...kept(), revision: 1 })).body).toMatchObject({ saved: true, retried: 1 })
    await house.settle()
    expect(server.received).toHaveLength(3)
    expect(await visitor.must(getMailServer)).toMatchObject({
      waiting: 0,
      unsent: [],
      last: { reason: 'sent' },
    })
    await house.outbox.takeAll()
  })

  it('and taken back: mail goes into the outbox again, the password is forgotten', async () => {
    await save({ ...settings(), revision: 0 })
    await visitor.must(removeMailServer)
    expect(await rows()).toMatchObject([{ in_use: false, password: null }])
    expect((await visitor.must(whoAmI)).mail).toBe('outbox')
    const again = await visitor.call(removeMailServer)
    expect([again.status, again.code]).toEqual([404, 'mail.no_server'])
    await visitor.must(makeBackupCodes)
    await house.settle()
    expect(house.outbox.read(await house.outbox.take('backup_codes_made'))).toContain('Hello')
    await house.outbox.takeAll()
  })
})

describe('a test', () => {
  it('goes to oneself alone by what is saved, is on one’s list, and what waited follows', async () => {
    await save({ ...settings(), revision: 0 })
    server.behave({ auth: '535 5.7.8 Username and Password not accepted' })
    await visitor.must(makeBackupCodes)
    await house.settle()
    const failed = await visitor.must(testMailServer)
    expect(failed).toMatchObject({ to: owner.email, tried: { reason: 'password_wrong', smtpStatus: 535 } })
    expect((await visitor.must(whoAmI)).mail).toBe('not_working')
    server.behave({})
    house.clock.advance({ seconds: 5 })
    const { tried, to } = await visitor.must(testMailServer)
    expect([tried.reason, to]).toEqual(['sent', owner.email])
    expect((await visitor.must(whoAmI)).mail).toBe('smtp')
    await house.settle()
    expect(server.received.at(-1)?.text).toContain('backup codes')
    expect((await visitor.must(listMyMails)).mails).toMatchObject([
      { subject: 'A test from Enamel at Marsh Lane Dental', to: owner.email, state: 'sent' },
      { subject: 'New backup codes were made for you at Marsh Lane Dental', state: 'sent' },
      { subject: 'A test from Enamel at Marsh Lane Dental' },
      {},
    ])
    await house.outbox.takeAll()
  })

  it('goes nowhere where no server is set up', async () => {
    const reply = await visitor.call(testMailServer)
    expect([reply.status, reply.code]).toEqual([404, 'mail.no_server'])
  })

  it('is refused for what would leave the computer unencrypted', async () => {
    for (const host of [
      'mail.marshlane.example',
      '192.0.2.1',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
    ]) {
      const reply = await save({ ...settings({ host }), revision: 0 })
      expect([host, reply.status, reply.code]).toEqual([host, 422, 'mail.encryption_needed'])
    }
    expect(Object.keys(mailProblem.codes)).toContain('mail.encryption_needed')
  })
})

describe('the saved password', () => {
  beforeEach(async () => {
    await save({ ...settings(), revision: 0 })
    await house.outbox.take('test')
    server.tried.length = 0
  })

  it('is kept when it is not typed again', async () => {
    const { body } = await save({ ...kept({ from: 'front@marshlane.example' }), revision: 1 })
    expect(body.saved).toBe(true)
    expect(server.tried).toEqual([PASSWORD])
    await house.outbox.take('test')
  })

  it('is never said to another server, port, account or kind of encryption', async () => {
    const evil = await startMailServer({ account: ACCOUNT })
    for (const other of [
      { port: evil.port },
      { host: '127.0.0.1' },
      { security: 'starttls' },
      { username: 'somebody@else.example' },
    ]) {
      const reply = await save({ ...kept(other), revision: 1 })
      expect([other, reply.status, reply.code]).toEqual([other, 422, 'mail.password_needed'])
    }
    await visitor.must(removeMailServer)
    const after = await save({ ...kept(), revision: 2 })
    expect(after.code).toBe('mail.password_needed')
    expect([evil.tried, server.tried]).toEqual([[], []])
  })

  it('stands nowhere: not in an answer, an event, the database or the log', async () => {
    const said = [
      await visitor.must(getMailServer),
      await visitor.must(testMailServer),
      await save({ ...settings({ password: `${PASSWORD}\u0000` }), revision: 1 }),
      await visitor.must(saveMailServer, { body: { ...settings(), revision: 1 } }),
      await house.events(),
      house.takeComplaints(),
    ]
    server.behave({ auth: `535 5.7.8 ${PASSWORD} is wrong, ${Buffer.from(PASSWORD).toString('base64')} too` })
    said.push(await visitor.must(testMailServer), await save({ ...settings(), revision: 2 }))
    await visitor.must(makeBackupCodes)
    await house.settle()
    said.push(await visitor.must(getMailServer), await house.events())
    for (const table of ['mail_server', 'mail_health', 'mail_attempt', 'mail', 'event_pii', 'event'])
      said.push(
        (await house.database.ask<{ row: string }>(
          'admin',
          `SELECT t::text AS row FROM ${table} t`,
        )) as never,
      )
    const text = JSON.stringify(said)
    expect(text.length).toBeGreaterThan(5_000)
    const encoded = Buffer.from(PASSWORD).toString('base64').replace(/=+$/, '')
    const hex = Buffer.from(PASSWORD).toString('hex')
    for (const form of [PASSWORD, encoded, hex]) expect(text).not.toContain(form)
    await house.outbox.takeAll()
  })

  it('stands in no line of the log, however much is logged', async () => {
    const other = await startAnother(house)
    const person = other.visitor()
    const { cookies } = visitor
    cookies.forEach((value, name) => person.cookies.set(name, value))
    server.behave({ auth: `535 5.7.8 ${PASSWORD} is wrong` })
    const { tried } = await person.must(saveMailServer, { body: { ...settings(), revision: 1 } })
    expect(tried.reason).toBe('password_wrong')
    await person.must(makeBackupCodes)
    await other.enamel.worker.settle(20_000)
    await house.settle()
    await person.call(saveMailServer, { body: { ...settings(), revision: 9 } })
    await other.close()
    expect(other.lines.length).toBeGreaterThan(0)
    expect(other.lines.join('\n')).not.toContain(PASSWORD)
    await house.outbox.takeAll()
  })

  it('of one clinic is of no use to another', async () => {
    const other = await buildClinic(house, { roles: ['OWNER'] })
    await house.database.ask(
      'admin',
      `INSERT INTO mail_server SELECT $1, provider, host, port, security, username, password, from_address, in_use, changed_at, changed_by, revision
         FROM mail_server WHERE clinic_id = $2`,
      [other.id, clinic.id],
    )
    const stranger = await signIn(house, other.the('OWNER'))
    await confirm(house, stranger, other.the('OWNER'))
    const body = { ...kept(), revision: 1 }
    const reply = await stranger.call(saveMailServer, { body })
    expect(reply.code).toBe('mail.password_needed')
    expect((await stranger.must(testMailServer)).tried.reason).toBe('password_unreadable')
    await house.settle()
    await house.database.ask('admin', 'DELETE FROM mail_server WHERE clinic_id = $1', [other.id])
    house.clock.advance({ minutes: 2 })
    await house.settle()
    await house.outbox.takeAll()
    expect(server.tried).toEqual([])
  })
})

describe('who may', () => {
  it('change it wants to have confirmed who they are, ten minutes ago at most', async () => {
    house.clock.advance({ minutes: 11 })
    for (const reply of [
      await visitor.call(testMailServer),
      await save({ ...settings(), revision: 0 }),
      await visitor.call(removeMailServer),
    ])
      expect([reply.status, reply.code]).toEqual([403, 'request.confirm_needed'])
    expect(server.received).toEqual([])
  })
})

describe('mails from Enamel', () => {
  it('are listed to whom they went, the newest 20, with where each stands; nobody sees another’s', async () => {
    await house.database.ask('admin', 'DELETE FROM mail_attempt')
    await house.database.ask('admin', 'DELETE FROM mail WHERE person_id = $1', [owner.id])
    for (let made = 0; made < 22; made++) {
      house.clock.advance({ minutes: 1 })
      if (made % 8 === 7) await confirm(house, visitor, owner)
      await visitor.must(makeBackupCodes)
      if (made === 20) await house.settle()
    }
    const { mails } = await visitor.must(listMyMails)
    expect(mails).toHaveLength(20)
    expect(mails[1]).toMatchObject({
      subject: 'New backup codes were made for you at Marsh Lane Dental',
      to: owner.email,
      state: 'outbox',
    })
    expect(mails.map(({ orderedAt }) => orderedAt)).toEqual(
      mails.map(({ orderedAt }) => orderedAt).toSorted((a, b) => b.localeCompare(a)),
    )
    const nurse = await signIn(house, clinic.the('NURSE'))
    await house.settle()
    const own = (await nurse.must(listMyMails)).mails
    expect(own.map(({ subject }) => subject)).toEqual(['A new browser signed in as you at Marsh Lane Dental'])
    await house.outbox.takeAll()
  })

  it('say when they wait and when they were given up', async () => {
    await save({ ...settings(), revision: 0 })
    server.behave({ rcptTo: '451 4.7.1 Greylisted' })
    await visitor.must(makeBackupCodes)
    await house.settle()
    expect((await visitor.must(listMyMails)).mails[0]).toMatchObject({ state: 'waiting', sentAt: null })
    server.behave({ rcptTo: '550 5.1.1 No such user' })
    house.clock.advance({ minutes: 2 })
    await house.settle()
    expect((await visitor.must(listMyMails)).mails[0]).toMatchObject({ state: 'given_up', sentAt: null })
    await house.outbox.takeAll()
  })
})

describe('whoever is gone while the test of a save runs', () => {
  it.each([
    ['is an Admin no more', "UPDATE membership SET role = 'NURSE'", 'request.not_allowed'],
    ['is disabled', "UPDATE membership SET state = 'disabled'", 'session.ended'],
    ['is signed out', "UPDATE session SET state = 'ended', ended_why = 'signed_out'", 'session.ended'],
  ])('saves nothing: %s', async (_what, change, code) => {
    server.behave({
      beforeAccepted: async () => {
        await house.database.ask('admin', `${change} WHERE person_id = $1`, [owner.id])
      },
    })
    const before = await seq()
    expect(await save({ ...settings(), revision: 0 })).toMatchObject({ code })
    expect(await rows()).toEqual([])
    expect((await house.events(before)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'request.refused refused',
    ])
  })
})

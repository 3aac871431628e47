/** Outgoing mail: a row, sent once, complete or not there at all. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { changePassword, signInWithPassword } from '../../features/identity/contract.ts'
import { whoAmI } from '../../features/sessions/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, PASSWORD, type Person, signIn } from '../../test/builders.ts'
import { type ClinicId, type Context, INSTALLATION, type PersonId, speakingFor } from '../context.ts'
import { unaudited } from '../db/database.ts'
import { createMailSender } from '../outside/mail-sender.ts'
import { deliverMail } from './deliver-mail.ts'
import { keepHouse } from './housekeeping.ts'
import { orderMail } from './mail.ts'

const house = await startTestApp()
const { kernel } = house.enamel
const folder = join(kernel.config.dataFolder, 'outbox')
let clinic: Clinic
let free: Person[]

beforeAll(async () => {
  clinic = await buildClinic(house, { name: 'Zähne & Söhne' })
  await house.database.ask('admin', "UPDATE clinic SET zone = 'Africa/Lagos' WHERE id = $1", [clinic.id])
  free = [...clinic.people]
})
afterEach(async () => {
  vi.restoreAllMocks()
  await house.settle()
  await house.outbox.takeAll()
})

const person = () => free.pop() as Person
const speaker = (who: Person): Context =>
  speakingFor(house.system(clinic.id as ClinicId), { personId: who.id as PersonId })

const order = (who: Person, cause: string, address = who.email) => {
  const ctx = speaker(who)
  return unaudited(ctx, 'ordered by this test alone', (tx) =>
    orderMail(tx, ctx, {
      personId: who.id as PersonId,
      address,
      cause,
      template: 'new_device',
      values: { name: who.name, clinic: clinic.name, agent: '', address: '192.0.2.10' },
    }),
  )
}
const rows = (who: Person) =>
  house.database.ask<{ id: string; sent_at: Date | null }>(
    'admin',
    'SELECT id, sent_at FROM mail WHERE person_id = $1 ORDER BY created_at',
    [who.id],
  )
const attempts = (who: Person) =>
  house.database.ask<{ outcome: string; reason: string; server: string }>(
    'admin',
    'SELECT t.outcome, t.reason, t.server FROM mail_attempt t JOIN mail m ON m.id = t.mail_id WHERE m.person_id = $1 ORDER BY t.at',
    [who.id],
  )

describe('a mail', () => {
  it('says what happened, when by the clinic’s clock, from where, and that nobody asks for a password', async () => {
    const who = person()
    house.clock.set('2026-03-02T12:00:00Z')
    await house
      .visitor({ address: '203.0.113.4' })
      .must(signInWithPassword, { body: { email: who.email, password: PASSWORD } })
    await house.settle()
    const mail = await house.outbox.take('new_device', who.email)
    const [head = '', ...body] = house.outbox.read(mail).split('\r\n\r\n')
    expect(head).toContain(`To: ${who.email}`)
    expect(head).toContain('From: Enamel <enamel@localhost>')
    expect(head).toContain(`Message-ID: <${mail.id}@localhost>`)
    expect(head).toContain('Auto-Submitted: auto-generated')
    expect(head).toMatch(/^Date: Mon, 0?2 Mar 2026 12:00:00 \+0000$/m)
    expect(head).toMatch(/^Subject: .*=\?UTF-8\?/m)
    const text = body.join('\n').replaceAll('=\r\n', '')
    expect(text).toContain('13:00')
    expect(text).toContain('Firefox on Linux')
    expect(text).toContain('203.0.113.4')
    expect(text).toContain('Enamel never asks for your password')
    expect(text).toContain('My profile, Mails from Enamel')
    // One link, which signs nobody in and stands nowhere in our rows once the mail is gone.
    const links = text.match(/https?:\S+/g) ?? []
    expect(links).toEqual([expect.stringMatching(/^http:\/\/localhost:3000\/not-me#[\w-]{43}$/)])
    expect(JSON.stringify(mail)).not.toContain('not-me')
  })

  it('is told once of one cause, to each address of a person', async () => {
    const [who, other] = [person(), person()]
    await Promise.all([order(who, 'the same'), order(who, 'the same'), order(who, 'the same')])
    await order(who, 'the same', 'second@clinic1.example')
    await order(who, 'another')
    await order(other, 'the same')
    await house.settle()
    expect(await rows(who)).toHaveLength(3)
    expect(await rows(other)).toHaveLength(1)
    expect((await rows(who)).every(({ sent_at }) => sent_at !== null)).toBe(true)
  })

  it('is not sent a second time, however often it is asked for', async () => {
    const who = person()
    const send = vi.spyOn(kernel.mail, 'send')
    await order(who, 'once')
    await house.settle()
    const [mail] = await rows(who)
    for (let again = 0; again < 3; again++) await deliverMail(kernel, clinic.id as ClinicId, mail?.id ?? '')
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('is nobody’s when its row is not there, or is another clinic’s', async () => {
    const send = vi.spyOn(kernel.mail, 'send')
    const who = person()
    await order(who, 'once')
    await house.settle()
    const [mail] = await rows(who)
    send.mockClear()
    await deliverMail(kernel, INSTALLATION, mail?.id ?? '')
    await deliverMail(kernel, clinic.id as ClinicId, '0195a000-0000-7000-8000-000000000000')
    expect(send).not.toHaveBeenCalled()
  })
})

describe('when it cannot be written', () => {
  it('the act it tells of stands, the try is kept, and the mail is tried again until it goes', async () => {
    const who = person()
    const visitor = await signIn(house, who)
    await house.settle()
    const before = await attempts(who)
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'in the way')
    await visitor.must(changePassword, { body: { password: 'marble kites sing low' } })
    await house.settle()
    expect((await rows(who)).at(-1)?.sent_at).toBeNull()
    expect((await attempts(who)).slice(before.length)).toEqual([
      { outcome: 'failed', reason: 'outbox_not_written', server: 'outbox' },
    ])
    expect((await visitor.must(whoAmI)).mail).toBe('not_working')
    rmSync(folder)
    house.clock.advance({ minutes: 1 })
    await house.settle()
    const mail = await house.outbox.take('password_changed', who.email)
    expect(mail.sentAt).not.toBeNull()
    expect(house.outbox.read(mail)).toContain('All your other sessions')
    expect((await visitor.must(whoAmI)).mail).toBe('outbox')
  })

  it('and its job and its date are lost, the daily run orders it again', async () => {
    const who = person()
    vi.spyOn(kernel.mail, 'send').mockResolvedValue({
      outcome: 'failed',
      reason: 'outbox_not_written',
      line: '',
    })
    await order(who, 'lost')
    await house.settle()
    vi.restoreAllMocks()
    await house.database.ask('admin', "DELETE FROM due WHERE kind = 'mail.retry'")
    expect((await rows(who))[0]?.sent_at).toBeNull()
    house.clock.advance({ hours: 2 })
    await keepHouse(kernel, INSTALLATION, 'daily')
    await house.settle()
    expect((await rows(who))[0]?.sent_at).not.toBeNull()
  })
})

describe('the queue', () => {
  it('goes on by itself when the database ended its connections', async () => {
    const who = person()
    const lost = await house.database.ask(
      'admin',
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'enamel jobs'",
    )
    expect(lost.length).toBeGreaterThan(0)
    await order(who, 'after the loss')
    await vi.waitFor(async () => expect((await rows(who))[0]?.sent_at).toBeInstanceOf(Date), {
      timeout: 15_000,
      interval: 50,
    })
    house.takeComplaints()
  })
})

describe('the outbox', () => {
  const outbox = mkdtempSync(join(tmpdir(), 'enamel-outbox-'))
  const sender = createMailSender(join(outbox, 'out'))
  const OUTBOX = { kind: 'outbox' } as const
  afterAll(() => rmSync(outbox, { recursive: true }))
  const mail = {
    id: '0195a000-0000-7000-8000-000000000001',
    from: 'enamel@practice.example',
    to: 'ada@marshlane.example',
    subject: 'Ünusual: a subject',
    text: 'Hello Ada,\n\n.\nFrom here on\n',
    date: new Date('2026-03-02T09:00:00Z'),
    messageId: '0195a000-0000-7000-8000-000000000001@practice.example',
  }

  it('holds whole files that their owner alone reads', async () => {
    await sender.send(OUTBOX, mail)
    await sender.send(OUTBOX, mail)
    expect(readdirSync(join(outbox, 'out'))).toEqual([`${mail.id}.eml`])
    expect(statSync(join(outbox, 'out')).mode & 0o777).toBe(0o700)
    expect(statSync(join(outbox, 'out', `${mail.id}.eml`)).mode & 0o777).toBe(0o600)
  })

  it('holds nothing of a mail that could not be written to its end', async () => {
    const id = '0195a000-0000-7000-8000-000000000002'
    mkdirSync(join(outbox, 'out', `${id}.eml`))
    expect(await sender.send(OUTBOX, { ...mail, id })).toMatchObject({
      outcome: 'failed',
      reason: 'outbox_not_written',
      line: 'EISDIR',
    })
    expect(readdirSync(join(outbox, 'out'))).toEqual([`${mail.id}.eml`, `${id}.eml`])
    rmSync(join(outbox, 'out', `${id}.eml`), { recursive: true })
    await sender.send(OUTBOX, { ...mail, id })
    expect(readFileSync(join(outbox, 'out', `${id}.eml`), 'utf8')).toContain('Hello Ada')
  })

  it('lets no line break of a subject or an address become a header', async () => {
    const id = '0195a000-0000-7000-8000-000000000003'
    await sender.send(OUTBOX, {
      ...mail,
      id,
      subject: 'Hello\r\nBcc: everybody@evil.example',
      to: 'ada@marshlane.example\r\nBcc: everybody@evil.example',
    })
    const [head = ''] = readFileSync(join(outbox, 'out', `${id}.eml`), 'utf8').split('\r\n\r\n')
    expect(head).not.toMatch(/^Bcc:/im)
  })
})

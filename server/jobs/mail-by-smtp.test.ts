/** Delivery by a real SMTP conversation: after each end the mail's row and its attempts are right, and the clock goes on. */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { whoAmI } from '../../features/sessions/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, type Person, signIn } from '../../test/builders.ts'
import {
  type Authority,
  createAuthority,
  startMailServer,
  type TestMailServer,
  trust,
} from '../../test/mail-server.ts'
import { type ClinicId, type PersonId, speakingFor } from '../context.ts'
import { unaudited } from '../db/database.ts'
import { deliverMail } from './deliver-mail.ts'
import { orderMail } from './mail.ts'
import { sealMailPassword } from './mail-way.ts'

const ACCOUNT = { username: 'front@marshlane.example', password: 'wobbly-lanterns-27' }

const house = await startTestApp()
const { kernel } = house.enamel
let clinic: Clinic
let who: Person
let trusted: Authority
let server: TestMailServer

beforeAll(async () => {
  clinic = await buildClinic(house, { name: 'Marsh Lane Dental', roles: ['OWNER', 'NURSE'] })
  who = clinic.the('NURSE')
  trusted = await createAuthority()
  trust(trusted)
})
beforeEach(async () => {
  server = await startMailServer({ account: ACCOUNT })
  await sendBy(server.port)
})

/** The clinic's own server from now on. */
async function sendBy(port: number, security = 'none', password = ACCOUNT.password): Promise<void> {
  await house.database.ask(
    'admin',
    `INSERT INTO mail_server (clinic_id, provider, host, port, security, username, password, from_address, in_use, changed_at, changed_by)
     VALUES ($1, 'other', 'localhost', $2, $3, $4, $5, 'enamel@marshlane.example', true, $6, $7)
     ON CONFLICT (clinic_id) DO UPDATE SET port = excluded.port, security = excluded.security, password = excluded.password,
       revision = mail_server.revision + 1`,
    [
      clinic.id,
      port,
      security,
      ACCOUNT.username,
      sealMailPassword(kernel.keys, clinic.id as ClinicId, password),
      house.clock.now(),
      who.id,
    ],
  )
}

let ordered = 0
/** Orders a mail and lets it be tried; its id. */
async function order(): Promise<string> {
  const ctx = speakingFor(house.system(clinic.id as ClinicId), { personId: who.id as PersonId })
  const cause = `cause ${++ordered}`
  await unaudited(ctx, 'ordered by this test alone', (tx) =>
    orderMail(tx, ctx, {
      personId: who.id as PersonId,
      address: who.email,
      cause,
      template: 'new_device',
      values: { name: who.name, clinic: clinic.name, agent: '', address: '192.0.2.10' },
    }),
  )
  const [row] = await house.database.ask<{ id: string }>('admin', 'SELECT id FROM mail WHERE cause = $1', [
    cause,
  ])
  return row?.id ?? ''
}
async function orderAndTry(): Promise<string> {
  const id = await order()
  await house.settle()
  return id
}

const rowOf = async (id: string) => {
  const [row] = await house.database.ask<{
    attempts: number
    sent_at: Date | null
    given_up_at: Date | null
  }>('admin', 'SELECT attempts, sent_at, given_up_at FROM mail WHERE id = $1', [id])
  return row
}
const attemptsOf = (id: string) =>
  house.database.ask<{
    number: number
    outcome: string
    reason: string
    smtp_status: number | null
    server: string
    at: Date
  }>('admin', 'SELECT * FROM mail_attempt WHERE mail_id = $1 ORDER BY number', [id])
const nextOf = async (id: string) => {
  const [row] = await house.database.ask<{ at: Date }>(
    'admin',
    "SELECT at FROM due WHERE kind = 'mail.retry' AND key = $1",
    [id],
  )
  return row?.at
}
const messageIds = () => server.received.map(({ text }) => /^Message-ID: (.*)\r$/m.exec(text)?.[1])
const minutesUntil = async (id: string) => {
  const last = (await attemptsOf(id)).at(-1)?.at
  return Math.round((Number(await nextOf(id)) - Number(last)) / 60_000)
}

/** All mail of this file is its own: none is left to be taken. */
const takeMail = () => house.outbox.takeAll()

describe('a mail that the server takes', () => {
  it('is sent, with one attempt and nothing in the calendar', async () => {
    const id = await orderAndTry()
    expect(await rowOf(id)).toMatchObject({
      attempts: 1,
      sent_at: expect.any(Date) as Date,
      given_up_at: null,
    })
    expect(await attemptsOf(id)).toMatchObject([
      { number: 1, outcome: 'sent', reason: 'sent', smtp_status: 250, server: `localhost:${server.port}` },
    ])
    expect(await nextOf(id)).toBeUndefined()
    expect(server.received).toHaveLength(1)
    expect(server.received[0]).toMatchObject({ from: 'enamel@marshlane.example', to: [who.email] })
    expect(messageIds()).toEqual([`<${id}@localhost>`])
    await takeMail()
  })
})

describe('a mail that does not go', () => {
  const strangersServer = async () => {
    const wrong = await startMailServer({
      security: 'tls',
      certificate: await (await createAuthority()).issue(),
    })
    await sendBy(wrong.port, 'tls')
  }
  const serverOfAnotherName = async () => {
    const certificate = await trusted.issue({ name: 'mail.elsewhere.example' })
    await sendBy((await startMailServer({ security: 'starttls', certificate })).port, 'starttls')
  }
  const slow = async () => {
    const send = kernel.mail.send.bind(kernel.mail)
    vi.spyOn(kernel.mail, 'send').mockImplementation((way, mail) =>
      send(way, mail, { connect: 60, silence: 60, total: 5_000 }),
    )
    server.behave({ connect: 'silence' })
  }
  const cases: [string, () => unknown, object][] = [
    [
      'deferred',
      () => server.behave({ rcptTo: '451 4.7.1 Greylisted' }),
      { outcome: 'deferred', reason: 'wait', smtp_status: 451 },
    ],
    [
      'dropped in the middle of the message',
      () => server.behave({ data: 'drop' }),
      { outcome: 'failed', reason: 'dropped', smtp_status: null },
    ],
    [
      'password wrong',
      () => sendBy(server.port, 'none', 'not the one'),
      { outcome: 'refused', reason: 'password_wrong', smtp_status: 535 },
    ],
    [
      'sender not allowed',
      () => server.behave({ mailFrom: '553 5.7.1 Not your address' }),
      { outcome: 'refused', reason: 'sender_refused', smtp_status: 553 },
    ],
    [
      'STARTTLS missing',
      () => sendBy(server.port, 'starttls'),
      { outcome: 'refused', reason: 'starttls_missing' },
    ],
    ['certificate of a stranger', strangersServer, { outcome: 'failed', reason: 'tls_not_trusted' }],
    ['certificate of another name', serverOfAnotherName, { outcome: 'failed', reason: 'tls_other_name' }],
    ['too slow', slow, { outcome: 'failed', reason: 'too_slow', smtp_status: null }],
    [
      'sealed with another key',
      () => house.database.ask('admin', "UPDATE mail_server SET password = '\\x0102'"),
      { outcome: 'failed', reason: 'password_unreadable', smtp_status: null },
    ],
  ]

  it.each(cases)('keeps its attempt and goes a minute later: %s', async (_name, hinder, attempt) => {
    await hinder()
    const id = await orderAndTry()
    expect(await rowOf(id)).toEqual({ attempts: 1, sent_at: null, given_up_at: null })
    expect(await attemptsOf(id)).toMatchObject([{ number: 1, ...attempt }])
    expect(await minutesUntil(id)).toBe(1)
    expect(server.received).toEqual([])

    house.clock.advance({ seconds: 50 })
    await house.settle()
    expect(await attemptsOf(id)).toHaveLength(1)

    vi.restoreAllMocks()
    server.behave({})
    await sendBy(server.port)
    house.clock.advance({ seconds: 15 })
    await house.settle()
    expect(await rowOf(id)).toMatchObject({ attempts: 2, sent_at: expect.any(Date) as Date })
    expect(await attemptsOf(id)).toMatchObject([{ ...attempt }, { number: 2, outcome: 'sent' }])
    expect(await nextOf(id)).toBeUndefined()
    expect(messageIds()).toEqual([`<${id}@localhost>`])
    await takeMail()
  })

  it('because its recipient is refused is given up at once, which is an event', async () => {
    server.behave({ rcptTo: '550 5.1.1 No such user here' })
    const before = (await house.events()).at(-1)?.seq ?? '0'
    const id = await orderAndTry()
    expect(await rowOf(id)).toEqual({ attempts: 1, sent_at: null, given_up_at: expect.any(Date) as Date })
    expect(await attemptsOf(id)).toMatchObject([
      { outcome: 'refused', reason: 'recipient_refused', smtp_status: 550 },
    ])
    expect(await nextOf(id)).toBeUndefined()
    expect((await house.events(before)).filter(({ action }) => action === 'mail.given_up')).toMatchObject([
      {
        outcome: 'failed',
        targetId: who.id,
        personal: { to: who.email, mail: 'new_device', reason: 'recipient_refused' },
      },
    ])
    server.behave({})
    house.clock.advance({ days: 2 })
    await house.settle()
    expect(await attemptsOf(id)).toHaveLength(1)
    expect(server.received).toEqual([])
    await takeMail()
  })

  it('because of our own password is tried for three days, ever less, and then given up', async () => {
    await sendBy(server.port, 'none', 'not the one')
    const id = await orderAndTry()
    for (let next = await nextOf(id); next; next = await nextOf(id)) {
      house.clock.set(next)
      await house.settle()
    }
    const tries = await attemptsOf(id)
    const begun = Number(tries[0]?.at)
    expect(tries.slice(0, 7).map(({ at }) => Math.round((Number(at) - begun) / 60_000))).toEqual([
      0, 1, 6, 21, 81, 261, 621,
    ])
    expect(tries.length).toBe(17)
    expect((Number(tries.at(-1)?.at) - begun) / 3_600_000).toBeLessThan(72)
    expect(await rowOf(id)).toMatchObject({ attempts: 17, given_up_at: expect.any(Date) as Date })
    expect(server.tried.every((password) => password === 'not the one')).toBe(true)
    await takeMail()
  })
})

describe('a mail is sent once', () => {
  it('while another job comes for it too', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    server.behave({ beforeAccepted: () => held })
    const id = await order()
    await vi.waitFor(() => expect(server.received).toHaveLength(1), { timeout: 10_000 })
    // If the process died now, somebody else would go on by then.
    expect(Number(await nextOf(id)) - house.clock.now().getTime()).toBeGreaterThan(9 * 60_000)
    await deliverMail(kernel, clinic.id as ClinicId, id)
    await deliverMail(kernel, clinic.id as ClinicId, id)
    expect(server.received).toHaveLength(1)
    release()
    await house.settle()
    expect(await attemptsOf(id)).toHaveLength(1)
    expect(await nextOf(id)).toBeUndefined()
    await takeMail()
  })

  it('or twice when we died between the server’s 250 and our commit, then with the same Message-ID', async () => {
    server.behave({
      beforeAccepted: async () => {
        server.behave({})
        const ended = await house.database.ask(
          'admin',
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'enamel' AND state = 'idle in transaction'",
        )
        expect(ended).toHaveLength(1)
      },
    })
    const id = await order()
    await vi.waitFor(async () => expect((await rowOf(id))?.sent_at).toBeInstanceOf(Date), { timeout: 20_000 })
    expect(house.takeComplaints().join('\n')).toContain('mail.deliver')
    expect(messageIds()).toEqual([`<${id}@localhost>`, `<${id}@localhost>`])
    expect(server.received[0]?.text).toBe(server.received[1]?.text)
    expect(await attemptsOf(id)).toMatchObject([{ number: 1, outcome: 'sent' }])
    await house.settle()
    await takeMail()
  })

  it('and at once by the new way, when the way was changed while it failed by the old one', async () => {
    const other = await startMailServer({ account: ACCOUNT })
    server.behave({ rcptTo: '451 4.7.1 Greylisted' })
    const send = kernel.mail.send.bind(kernel.mail)
    vi.spyOn(kernel.mail, 'send').mockImplementationOnce(async (way, mail) => {
      const ended = await send(way, mail)
      await sendBy(other.port)
      return ended
    })
    const id = await orderAndTry()
    expect(await attemptsOf(id)).toMatchObject([
      { outcome: 'deferred', server: `localhost:${server.port}` },
      { outcome: 'sent', server: `localhost:${other.port}` },
    ])
    await takeMail()
  })
})

describe('everybody is told whether mail goes', () => {
  it('by the last try that says so; one refused recipient says nothing', async () => {
    const nurse = await signIn(house, who)
    await house.settle()
    const told = async () => (await nurse.must(whoAmI)).mail
    expect(await told()).toBe('smtp')
    await sendBy(server.port, 'none', 'not the one')
    await orderAndTry()
    expect(await told()).toBe('not_working')
    await sendBy(server.port)
    server.behave({ rcptTo: '550 5.1.1 No such user here' })
    await orderAndTry()
    expect(await told()).toBe('not_working')
    server.behave({})
    await orderAndTry()
    expect(await told()).toBe('smtp')
    await house.database.ask('admin', 'UPDATE mail_server SET in_use = false')
    expect(await told()).toBe('outbox')
    await house.database.ask('admin', 'UPDATE mail_server SET in_use = true')
    house.clock.advance({ minutes: 2 })
    await house.settle()
    await takeMail()
  })
})

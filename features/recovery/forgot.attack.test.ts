/** Forgot password in the wrong hands: who is here, whose link, how often, how many at once. */
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { INSTALLATION, type PersonId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, confirm, PASSWORD, signIn } from '../../test/builders.ts'
import { forgotToken } from '../../test/endpoints/valid-calls.ts'
import type { Visitor } from '../../test/visitor.ts'
import { seedClinic } from '../clinics/seed.ts'
import { changePassword } from '../identity/contract.ts'
import { askForLink, finishForgot, finishRecovery, openForgot, openRecovery } from './contract.ts'
import { newForgotLink } from './forgot.ts'
import { newRecoveryLink } from './recovery.ts'

const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

const NEW = 'seven brisk kettles hum'
const OVER = [410, 'identity.forgot_link_over']
const said = ({ status, code }: { status: number; code: string | undefined }) => [status, code]
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
const change = (sql: string, values: unknown[] = []) => house.database.ask('admin', sql, values)
const one = async (wish: { totp?: boolean } = {}) =>
  (await buildClinic(house, { roles: ['OWNER'], ...wish })).the('OWNER')
const finish = (token: string, visitor: Visitor = house.visitor(), password = NEW) =>
  visitor.call(finishForgot, { body: { token, password } })
const ask = (email: string, visitor = house.visitor()) => visitor.call(askForLink, { body: { email } })
/** What may differ from one answer to the next by itself. */
const comparable = ({ status, headers, body }: Awaited<ReturnType<typeof ask>>) => {
  const { date: _date, 'enamel-now': _now, 'request-id': _id, ...same } = headers
  same['content-security-policy'] = String(same['content-security-policy']).replace(/'nonce-[^']+'/, '')
  return { status, same, body }
}

describe('who asks for a link', () => {
  it('is answered alike whether the address is known, disabled, invited, asked for too often, or nobody’s', async () => {
    const [known, disabled, invited, often] = [
      await one(),
      await one(),
      await one(),
      await one({ totp: true }),
    ]
    await change("UPDATE membership SET state = 'disabled' WHERE person_id = $1", [disabled.id])
    await change("UPDATE membership SET state = 'invited' WHERE person_id = $1", [invited.id])
    for (let times = 0; times < 3; times++) await ask(often.email)
    await house.settle()
    await house.outbox.takeAll()
    const before = await seq()
    const emails = [known.email, disabled.email, invited.email, often.email, 'nobody@nowhere.example']
    const answers = []
    for (const email of emails) answers.push(comparable(await ask(email)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ status: 200, body: {} })
    await house.settle()
    expect((await house.outbox.takeAll()).map(({ template, address }) => [template, address])).toEqual([
      ['password_forgot', known.email],
    ])
    const refused = (await house.events(before)).filter(({ action }) => action === 'password.reset_refused')
    expect(
      refused.map(({ personal, clinicId }) => [
        personal['tried'],
        personal['reason'],
        clinicId === INSTALLATION,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [disabled.email, 'not_active', false],
        [invited.email, 'not_active', false],
        [often.email, 'identity.slowed', false],
        ['nobody@nowhere.example', 'unknown_address', true],
      ]),
    )
  })

  it('is answered before anybody is looked for: nobody can be asked about, and the answer comes all the same', async () => {
    const person = await one()
    const holder = new pg.Client(house.database.admin)
    await holder.connect()
    try {
      await holder.query(
        'BEGIN; LOCK TABLE person, person_email, membership, one_time_link IN ACCESS EXCLUSIVE MODE',
      )
      for (const email of [person.email, 'nobody@nowhere.example'])
        expect((await ask(email)).status).toBe(200)
      await holder.query('ROLLBACK')
    } finally {
      await holder.end()
    }
    await house.settle()
    await house.outbox.take('password_forgot', person.email)
  })

  it('hands the queue as much for a short address as for a long one, and none in clear', async () => {
    const holder = new pg.Client(house.database.admin)
    await holder.connect()
    try {
      // No job ends while its person cannot be looked for.
      await holder.query('BEGIN; LOCK TABLE person_email IN ACCESS EXCLUSIVE MODE')
      await ask('a@b.example')
      await ask(`${'long'.repeat(12)}@${'practice'.repeat(6)}.example`)
      const jobs = await change('SELECT payload::text AS payload FROM graphile_worker._private_jobs')
      const payloads = (jobs as { payload: string }[]).map(({ payload }) => payload)
      expect(payloads).toHaveLength(2)
      expect(payloads[0]?.length).toBe(payloads[1]?.length)
      expect(payloads.join()).not.toMatch(/example|practice/)
      await holder.query('ROLLBACK')
    } finally {
      await holder.end()
    }
    await house.settle()
  })

  it('waits when their network asks for too many, whoever they ask for', async () => {
    const visitor = house.visitor({ address: '203.0.113.77' })
    for (let times = 0; times < 21; times++)
      expect((await ask(`n${times}@nowhere.example`, visitor)).status).toBe(200)
    const [person, slowed] = [await one(), await ask('n@nowhere.example', visitor)]
    expect([slowed.status, slowed.code, Number(slowed.headers['retry-after']) > 0]).toEqual([
      429,
      'identity.slowed',
      true,
    ])
    expect((await ask(person.email, visitor)).code).toBe('identity.slowed')
    expect((await ask(person.email)).status).toBe(200)
    await house.settle()
    await house.outbox.take('password_forgot', person.email)
  })

  it('gets three links an hour, the newest of which works', async () => {
    const person = await one()
    const tokens = [await forgotToken(house, person.email), await forgotToken(house, person.email)]
    tokens.push(await forgotToken(house, person.email))
    await ask(person.email)
    await house.settle()
    expect(await house.outbox.left()).toEqual([])
    expect(said(await finish(tokens[0] ?? ''))).toEqual(OVER)
    expect(said(await finish(tokens[1] ?? ''))).toEqual(OVER)
    expect((await finish(tokens[2] ?? '')).status).toBe(200)
    house.clock.advance({ minutes: 61 })
    expect(await forgotToken(house, person.email)).not.toBe('')
  })
})

describe('a link for a new password that is tried out of turn', () => {
  it('works for exactly one of fifty at the same instant', async () => {
    const person = await one()
    const token = await forgotToken(house, person.email)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => finish(token, undefined, `${NEW} number ${n}`)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 410]))
    const rows = await change('SELECT FROM password_history WHERE person_id = $1', [person.id])
    expect(rows).toHaveLength(1)
  })

  it('is over after an hour, after use, after a change of the password elsewhere, and when it was never made', async () => {
    const person = await one()
    const late = await forgotToken(house, person.email)
    house.clock.advance({ minutes: 60 })
    expect(said(await finish(late))).toEqual(OVER)
    const used = await forgotToken(house, person.email)
    expect((await finish(used)).status).toBe(200)
    expect(said(await finish(used, undefined, `${NEW} anew`))).toEqual(OVER)

    const other = await one()
    const token = await forgotToken(house, other.email)
    const visitor = await signIn(house, other)
    await confirm(house, visitor, other)
    await visitor.must(changePassword, { body: { password: NEW } })
    expect(said(await finish(token, undefined, `${NEW} anew`))).toEqual(OVER)
    const before = await seq()
    expect(said(await finish('A'.repeat(43)))).toEqual(OVER)
    expect((await house.events(before)).map(({ clinicId, action }) => [clinicId, action])).toEqual([
      [INSTALLATION, 'password.reset_refused'],
    ])
  })

  it('is no recovery link, and a recovery link is none of these', async () => {
    const person = await one({ totp: true })
    const token = await forgotToken(house, person.email)
    const made = await newRecoveryLink(house.system(), person.email)
    const recovery = made?.link.split('#')[1] ?? ''
    const visitor = house.visitor()
    expect((await visitor.call(finishRecovery, { body: { token, password: NEW } })).code).toBe(
      'identity.recovery_link_over',
    )
    expect(said(await finish(recovery))).toEqual(OVER)
    expect((await visitor.call(openRecovery, { body: { token } })).status).toBe(410)
    // Both set the password: when one did, the other is over.
    expect((await finish(token)).status).toBe(200)
    expect((await visitor.call(openRecovery, { body: { token: recovery } })).status).toBe(410)
  })

  it('gives somebody who was disabled meanwhile nothing', async () => {
    const person = await one()
    const token = await forgotToken(house, person.email)
    await change("UPDATE membership SET state = 'disabled' WHERE person_id = $1", [person.id])
    expect(said(await finish(token))).toEqual(OVER)
    expect((await house.visitor().call(openForgot, { body: { token } })).status).toBe(410)
  })
})

describe('a link that an Owner hands to a colleague', () => {
  const handed = async (clinicId: string, owner: string, personId: string) => {
    const ctx = { ...house.system(clinicId as never), personId: owner as PersonId }
    return write(ctx, async (tx) => {
      const made = await newForgotLink(tx, ctx, { personId: personId as PersonId, by: owner as PersonId })
      return audited(
        made.ok ? made.event : { action: 'password.reset_refused', category: 'auth', outcome: 'refused' },
        made,
      )
    })
  }
  const tokenOf = (made: Awaited<ReturnType<typeof handed>>) =>
    made.ok ? (made.link.split('#')[1] ?? '') : ''

  it('works, and no stranger who asks for mails can end it', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const [owner, nurse] = [clinic.the('OWNER'), clinic.the('NURSE')]
    const earlier = await handed(clinic.id, owner.id, nurse.id)
    const made = await handed(clinic.id, owner.id, nurse.id)
    for (let times = 0; times < 4; times++) await ask(nurse.email)
    await house.settle()
    expect(said(await finish(tokenOf(earlier)))).toEqual(OVER)
    expect((await finish(tokenOf(made))).status).toBe(200)
  })

  it('is refused for somebody of another clinic too, of another clinic alone, or not active', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
    const [owner, nurse] = [clinic.the('OWNER'), clinic.the('NURSE')]
    const elsewhere = await one()
    expect(await handed(clinic.id, owner.id, elsewhere.id)).toEqual({ ok: false, why: 'not_active' })
    const { kernel } = house.enamel
    await seedClinic(
      kernel,
      {
        name: 'Hill Dental',
        country: 'GB',
        zone: 'Europe/London',
        locale: 'en-GB',
        people: [{ name: nurse.name, email: nurse.email, role: 'NURSE', password: PASSWORD }],
      },
      (password) => kernel.hashing.hash(password),
    )
    expect(await handed(clinic.id, owner.id, nurse.id)).toEqual({ ok: false, why: 'elsewhere' })
  })
})

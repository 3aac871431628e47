/** A colleague's second step is reset: by whom it is not, what is left afterwards, and who hears of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { addPasskeyTo, codeOf, type Person, signIn, tryPasskey } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { makeBackupCodes, signInWithCode, signInWithPassword } from '../identity/contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { listProtected, makePasswordLink, resetFactor } from './protected-contract.ts'
import { BECAUSE, joinElsewhere, openPractice, type Practice } from './testing/practice.ts'

const house = await startTestApp()
let clinic: Practice
beforeEach(async () => {
  clinic = await openPractice(house)
})
afterEach(() => house.outbox.takeAll())

const reset = (visitor: Visitor, { id }: Person) =>
  visitor.call(resetFactor, { params: { personId: id }, body: BECAUSE })
const said = async (reply: ReturnType<typeof reset>) => {
  const { status, code } = await reply
  return [status, code]
}
const ascending = (a: number, b: number) => a - b
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
const proofsOf = async ({ id }: Person) =>
  (
    await house.database.ask<{ n: number }>(
      'admin',
      `SELECT (SELECT count(*) FROM totp WHERE person_id = $1)::integer + (SELECT count(*) FROM passkey WHERE person_id = $1)::integer
            + (SELECT count(*) FROM backup_code WHERE person_id = $1)::integer AS n`,
      [id],
    )
  )[0]?.n

describe('who may not', () => {
  it('an Admin on an Owner, on another Admin or on themselves: refused, recorded, nothing happened', async () => {
    const admin = await clinic.enter(clinic.admin)
    const before = await seq()
    expect(await said(reset(admin, clinic.owner))).toEqual([403, 'staff.rank_too_low'])
    expect(await said(reset(admin, clinic.secondAdmin))).toEqual([403, 'staff.rank_too_low'])
    expect(await said(reset(admin, clinic.admin))).toEqual([403, 'staff.not_yourself'])
    for (const who of [clinic.owner, clinic.secondAdmin, clinic.admin]) expect(await proofsOf(who)).toBe(1)
    const events = (await house.events(before)).map(({ action, outcome }) => [action, outcome])
    expect(events).toHaveLength(3)
    for (const event of events) expect(event).toEqual(['request.refused', 'refused'])
    expect(await house.outbox.left()).toEqual([])
  })

  it('a practice manager or a nurse: their role may not at all', async () => {
    for (const role of ['HR_MANAGER', 'NURSE'] as const) {
      const visitor = await clinic.enter(clinic.the(role))
      expect(await said(reset(visitor, clinic.nurse))).toEqual([403, 'request.not_allowed'])
    }
  })

  it('anybody on a person of another clinic: as unknown as one that never was', async () => {
    const stranger = (await openPractice(house)).nurse
    const owner = await clinic.enter(clinic.owner)
    const foreign = await reset(owner, stranger)
    const invented = await reset(owner, { ...stranger, id: '0195a000-0000-7000-8000-000000000000' })
    expect([foreign.status, foreign.code]).toEqual([404, 'staff.person_not_found'])
    expect([invented.status, invented.code]).toEqual([foreign.status, foreign.code])
    expect(await proofsOf(stranger)).toBe(1)
  })

  it('whoever lost their own role or session while it was under way', async () => {
    const admin = await clinic.enter(clinic.admin)
    const reply = await whileHeld(
      house.database,
      `SELECT FROM membership WHERE clinic_id = '${clinic.id}' AND person_id = '${clinic.nurse.id}'`,
      1,
      () => reset(admin, clinic.nurse),
      async () => {
        await house.database.ask(
          'admin',
          `UPDATE session SET state = 'ended', ended_why = 'ended_by_self', ended_at = started_at WHERE person_id = $1`,
          [clinic.admin.id],
        )
      },
    )
    expect([reply.status, reply.code]).toEqual([401, 'session.ended'])
    expect(await proofsOf(clinic.nurse)).toBe(1)
  })
})

describe('what is left', () => {
  it('nothing that the old phone opened: not the session, not a half sign-in, not a code, not a passkey', async () => {
    const { nurse } = clinic
    const before = await clinic.enter(nurse)
    const passkey = await addPasskeyTo(house, before)
    await before.must(makeBackupCodes)
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    await house.outbox.takeAll()

    const admin = await clinic.enter(clinic.admin)
    expect((await reset(admin, nurse)).body).toEqual({ sessionsEnded: 2, removed: true })

    expect(await proofsOf(nurse)).toBe(0)
    expect((await before.must(whoAmI)).endedWhy).toBe('factor_reset')
    house.clock.advance({ seconds: 30 })
    expect((await half.call(signInWithCode, { body: { code: codeOf(house, nurse) } })).status).toBe(401)
    expect((await tryPasskey(house.visitor(), passkey)).status).toBe(401)
    // The password alone reaches the set-up and nothing else, also at a browser that was known before.
    await before.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    expect(await before.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'renew', mayEnrol: false })
    expect((await before.send({ method: 'GET', url: '/api/checklist' })).status).toBe(403)
  })

  it('is told to the person and to every Owner, with the reason, and stands in the log', async () => {
    const admin = await clinic.enter(clinic.admin)
    const before = await seq()
    await reset(admin, clinic.nurse)
    const mail = await house.outbox.take('factor_reset', clinic.nurse.email)
    expect(mail.values).toMatchObject({ by: clinic.admin.name, reason: BECAUSE.reason })
    for (const { email } of [clinic.owner, clinic.secondOwner])
      await house.outbox.take('factor_reset_owner', email)
    expect(await house.outbox.left()).toEqual([])
    expect(await house.events(before)).toMatchObject([
      {
        action: 'auth.2fa.reset',
        actorId: clinic.admin.id,
        targetId: clinic.nurse.id,
        personal: { reason: BECAUSE.reason, app_removed: '1' },
      },
    ])
  })

  it('is everything, for somebody of another clinic too: the membership here is renewed, and nobody learns where else', async () => {
    const { nurse } = clinic
    const nurseVisitor = await clinic.enter(nurse)
    const other = await joinElsewhere(house, nurse)
    await house.database.ask('admin', 'UPDATE session SET clinic_id = $1 WHERE person_id = $2', [
      clinic.id,
      nurse.id,
    ])
    const admin = await clinic.enter(clinic.admin)
    const shown = await admin.must(listProtected)
    expect(shown.people.find(({ id }) => id === nurse.id)).toMatchObject({ elsewhere: true })
    expect(JSON.stringify(shown)).not.toContain(other.id)
    expect(JSON.stringify(shown)).not.toContain(other.name)
    expect((await reset(admin, nurse)).body).toEqual({ sessionsEnded: 1, removed: false })
    expect(await proofsOf(nurse)).toBe(1)
    expect((await nurseVisitor.must(whoAmI)).endedWhy).toBe('factor_reset')
    await house.outbox.take('renewal_asked', nurse.email)
    const again = await signIn(house, nurse)
    expect(await again.must(whoAmI)).toMatchObject({ state: 'enrolling', must: 'renew', mayEnrol: false })
  })
})

describe('at the same instant', () => {
  it('two Owners reset each other: exactly one succeeds, and an Owner is left who can come in', async () => {
    const [one, two] = [await clinic.enter(clinic.owner), await clinic.enter(clinic.secondOwner)]
    const replies = await whileHeld(
      house.database,
      `SELECT FROM membership WHERE clinic_id = '${clinic.id}' AND role = 'OWNER'`,
      2,
      () => Promise.all([reset(one, clinic.secondOwner), reset(two, clinic.owner)]),
    )
    expect(replies.map(({ status }) => status).toSorted(ascending)).toEqual([200, 401])
    expect(Number(await proofsOf(clinic.owner)) + Number(await proofsOf(clinic.secondOwner))).toBe(1)
    const winner = replies[0].status === 200 ? one : two
    expect((await winner.must(whoAmI)).state).toBe('full')
  })

  it('the person signs in with the old app: no session of it is left, whichever is first', async () => {
    const { nurse } = clinic
    const admin = await clinic.enter(clinic.admin)
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: nurse.email, password: nurse.password } })
    house.clock.advance({ seconds: 30 })
    const code = codeOf(house, nurse)
    await whileHeld(
      house.database,
      `SELECT FROM session WHERE person_id = '${nurse.id}' AND state = 'half'`,
      2,
      () => Promise.all([half.call(signInWithCode, { body: { code } }), reset(admin, nurse)]),
    )
    expect((await half.must(whoAmI)).state).toBe('none')
    const alive = await house.database.ask(
      'admin',
      `SELECT id FROM session WHERE person_id = $1 AND state <> 'ended'`,
      [nurse.id],
    )
    expect(alive).toEqual([])
  })

  it('the person gives the password: the sign-in that is under way ends with the others, or begins after it with nothing', async () => {
    const { nurse } = clinic
    const admin = await clinic.enter(clinic.admin)
    const visitor = house.visitor()
    await whileHeld(house.database, `SELECT FROM password WHERE person_id = '${nurse.id}'`, 2, () =>
      Promise.all([
        visitor.call(signInWithPassword, { body: { email: nurse.email, password: nurse.password } }),
        reset(admin, nurse),
      ]),
    )
    expect(['none', 'half', 'enrolling']).toContain((await visitor.must(whoAmI)).state)
    house.clock.advance({ seconds: 30 })
    await visitor.call(signInWithCode, { body: { code: codeOf(house, nurse) } })
    expect((await visitor.must(whoAmI)).state).not.toBe('full')
  })
})

describe('once one of two Owners was reset', () => {
  it('the list offers to reset neither: one has nothing left, the other is oneself', async () => {
    const { owner, secondOwner } = clinic
    // The second was reset and has nothing yet; the first, an Owner, is beside them.
    const first = await clinic.enter(owner)
    expect((await reset(first, secondOwner)).status).toBe(200)
    const shown = await first.must(listProtected)
    expect(shown.people.find(({ id }) => id === secondOwner.id)?.may.reset).toBe('nothing')
    expect(shown.people.find(({ id }) => id === owner.id)?.may.reset).toBe('self')
  })
})

describe('one Admin alone', () => {
  it('never holds both halves within a day, in either order; another Admin or an Owner can', async () => {
    const admin = await clinic.enter(clinic.admin)
    const link = (visitor: Visitor) =>
      visitor.call(makePasswordLink, { params: { personId: clinic.nurse.id }, body: BECAUSE })
    expect((await reset(admin, clinic.nurse)).status).toBe(200)
    const refused = await link(admin)
    expect([refused.status, refused.code]).toEqual([409, 'protected.other_hand'])
    const { values } = refused.body as unknown as { values: { who: string } }
    for (const { name } of [clinic.owner, clinic.secondAdmin]) expect(values.who).toContain(name)
    expect(values.who).not.toContain(clinic.admin.name)
    expect((await link(await clinic.enter(clinic.secondAdmin))).status).toBe(200)
    expect((await link(await clinic.enter(clinic.owner))).status).toBe(200)
    house.clock.advance({ hours: 24, seconds: 1 })
    expect((await link(await clinic.enter(clinic.admin))).status).toBe(200)
  })

  it('nor the other way round, nor by two requests at the same instant', async () => {
    const admin = await clinic.enter(clinic.admin)
    const params = { personId: clinic.nurse.id }
    const replies = await whileHeld(
      house.database,
      `SELECT FROM membership WHERE clinic_id = '${clinic.id}' AND person_id = '${clinic.nurse.id}'`,
      2,
      () =>
        Promise.all([
          admin.call(makePasswordLink, { params, body: BECAUSE }),
          admin.call(resetFactor, { params, body: BECAUSE }),
        ]),
    )
    expect(replies.map(({ status }) => status).toSorted(ascending)).toEqual([200, 409])
    expect(replies.map(({ code }) => code)).toContain('protected.other_hand')
  })
})

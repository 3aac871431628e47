/** What a night finds, who hears of it, and until when Home says so. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist, stateStep, withdrawStatement } from '../checklist/contract.ts'
import { getLogCheck, lookIntoCheck } from './contract.ts'

const house = await startTestApp()
let clinic: Clinic
let other: Clinic
let owner: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'ADMIN', 'NURSE'], totp: true })
  other = await buildClinic(house, { roles: ['OWNER'], totp: true })
  owner = await signedIn(clinic, 'OWNER')
})
afterEach(() => house.outbox.takeAll())

async function signedIn(of: Clinic, role: 'OWNER' | 'ADMIN'): Promise<Visitor> {
  const visitor = await signIn(house, of.the(role))
  await confirm(house, visitor, of.the(role))
  return visitor
}

async function nextNight(): Promise<void> {
  house.clock.advance({ hours: 24 })
  await house.settle()
}
const stepFive = async (visitor = owner) =>
  (await visitor.must(getChecklist)).lines.find(({ step }) => step === 5)
const verified = async (of: Clinic) => {
  const rows = await house.database.ask<{ n: number }>(
    'admin',
    "SELECT count(*)::integer AS n FROM event WHERE clinic_id = $1 AND action = 'log.verified'",
    [of.id],
  )
  return rows[0]?.n
}

/** Changes the log past the program and its triggers. */
const past = (statement: string) =>
  house.database.ask('admin', `BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`)

describe('before the first night', () => {
  it('step 5 is not measured, and an Owner may state it', async () => {
    expect(await stepFive()).toMatchObject({ how: 'unknown', points: 0, mayState: true, restStated: false })
    expect(await owner.must(getLogCheck)).toMatchObject({ checkedAt: null, findings: [], mayLook: true })
  })
})

describe('a night in which all of it holds', () => {
  it('is on record once, and measures half of step 5', async () => {
    // The first time there is nothing sealed yet.
    await house.settle()
    expect(await verified(clinic)).toBe(0)
    await nextNight()
    owner = await signedIn(clinic, 'OWNER')
    expect(await verified(clinic)).toBe(1)
    const { checkedAt, entries, read, findings } = await owner.must(getLogCheck)
    expect(checkedAt).not.toBeNull()
    expect(entries).toBeGreaterThan(5)
    expect([read, findings]).toEqual([entries, []])
    expect(await stepFive()).toMatchObject({ how: 'measured', points: 5, stated: null, restStated: true })
  })

  it('leaves the other half to an Owner’s word, which is given and taken back as before', async () => {
    await owner.must(stateStep, { params: { step: 5 }, body: { note: 'Ada reads it on Mondays' } })
    expect(await stepFive()).toMatchObject({
      how: 'measured',
      points: 10,
      stated: { points: 5 },
      statement: { note: 'Ada reads it on Mondays' },
    })
    await owner.must(withdrawStatement, { params: { step: 5 }, query: {} })
    expect(await stepFive()).toMatchObject({ points: 5, statement: null })
  })

  it('is not gone through twice', async () => {
    await house.database.ask(
      'owner',
      "UPDATE due SET at = at - interval '20 hours' WHERE kind = 'house.daily'",
    )
    house.clock.advance({ hours: 5 })
    await house.settle()
    expect(await verified(clinic)).toBe(1)
  })

  it('counts for two days, then it fades as any proof', async () => {
    house.clock.advance({ hours: 49 })
    // Nothing ran meanwhile: Enamel was off.
    const back = await signedIn(clinic, 'OWNER')
    expect(await stepFive(back)).toMatchObject({ points: 2, freshness: 'half' })
    await house.settle()
    expect(await stepFive(back)).toMatchObject({ points: 5, freshness: 'fresh' })
    owner = back
  })
})

describe('a night in which something does not', () => {
  let entry: string
  afterAll(() => past(`UPDATE event SET outcome = 'ok' WHERE id = '${entry}'`))

  it('is told once: an event each, one mail to every Owner, red on Home, the number held', async () => {
    const [row] = await house.database.ask<{ event_id: string }>(
      'admin',
      'SELECT event_id FROM ledger WHERE clinic_id = $1 ORDER BY leaf_index LIMIT 1',
      [clinic.id],
    )
    entry = row?.event_id ?? ''
    await past(`UPDATE event SET outcome = 'refused' WHERE id = '${entry}'`)
    const since = await house.lastSeq()
    await nextNight()
    expect(house.takeComplaints().join()).toContain('does not hold')
    const failed = (await house.events(since)).filter(({ action }) => action === 'log.check_failed')
    expect(failed).toMatchObject([
      { clinicId: clinic.id, outcome: 'failed', targetType: 'event', targetId: entry, actorKind: 'system' },
    ])
    expect(failed[0]?.personal['finding']).toContain(
      'Entry 0 is filed otherwise than it was sealed: how it ended.',
    )
    const mails = (await house.outbox.takeAll()).filter(({ template }) => template === 'log_check_failed')
    expect(mails.map(({ address }) => address).toSorted()).toEqual(
      clinic.people.flatMap(({ role, email }) => (role === 'OWNER' ? [email] : [])).toSorted(),
    )
    owner = await signedIn(clinic, 'OWNER')
    const { held, lines } = await owner.must(getChecklist)
    expect(held?.undone).toContainEqual({ step: 5, key: 'checklist.undone.log_check', values: { n: 1 } })
    expect(lines.find(({ step }) => step === 5)).toMatchObject({
      points: 0,
      evidence: { values: { state: 'found' } },
    })
    expect((await owner.must(getLogCheck)).findings).toMatchObject([
      { problem: 'column_changed', values: { n: '0', what: 'outcome' }, looked: null },
    ])
  })

  it('leaves the other clinics as they are', async () => {
    const elsewhere = await signedIn(other, 'OWNER')
    expect((await elsewhere.must(getLogCheck)).findings).toEqual([])
    expect((await elsewhere.must(getChecklist)).held).toBeNull()
  })

  it('is not told again in the nights after, and is not forgotten', async () => {
    const since = await house.lastSeq()
    await nextNight()
    expect((await house.events(since)).filter(({ action }) => action.startsWith('log.check'))).toEqual([])
    expect((await house.outbox.takeAll()).filter(({ template }) => template === 'log_check_failed')).toEqual(
      [],
    )
    owner = await signedIn(clinic, 'OWNER')
    expect((await owner.must(getChecklist)).held?.undone).toMatchObject([
      { key: 'checklist.undone.log_check' },
    ])
  })

  it('is looked into by an Owner alone, freshly signed in, and by none of another clinic', async () => {
    const [finding] = (await owner.must(getLogCheck)).findings
    const sent = { body: { findingIds: [finding?.id ?? ''], note: 'The IT firm mended a disk' } }
    const admin = await signedIn(clinic, 'ADMIN')
    expect((await admin.must(getLogCheck)).mayLook).toBe(false)
    expect((await admin.call(lookIntoCheck, sent)).status).toBe(403)
    const stranger = await signedIn(other, 'OWNER')
    expect(await stranger.call(lookIntoCheck, sent)).toMatchObject({
      status: 409,
      code: 'log_check.changed_meanwhile',
    })
    const since = await house.lastSeq()
    await owner.must(lookIntoCheck, sent)
    expect((await house.events(since)).map(({ action, personal }) => [action, personal['reason']])).toEqual([
      ['log.check_looked_into', 'The IT firm mended a disk'],
    ])
    expect(await owner.call(lookIntoCheck, sent)).toMatchObject({ status: 409 })
    const { held, lines } = await owner.must(getChecklist)
    expect(held).toBeNull()
    expect(lines.find(({ step }) => step === 5)?.points).toBe(5)
    expect((await owner.must(getLogCheck)).findings).toMatchObject([
      { looked: { by: clinic.the('OWNER').name, note: 'The IT firm mended a disk' } },
    ])
  })
})

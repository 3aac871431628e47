/** How long the log is kept is set by Owners within what the law asks; holds hold; what names somebody is erased a day later. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { keepingRule } from '../../pure/law/keeping.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { stateStep } from '../checklist/contract.ts'
import { carryOut } from './carrying-out.ts'
import {
  getKeepingTimes,
  liftHold,
  orderRedaction,
  placeHold,
  setKeepingTime,
  withdrawRedaction,
} from './contract.ts'
import { ofDetails, readRows } from './testing/rows.ts'

const house = await startTestApp()
const { clock, database } = house
let clinic: Clinic
let owner: Visitor

const ANYTHING = { personId: null, patientId: null, category: null, first: null, last: null, until: null }
const hold = (more: Record<string, unknown>) => ({ body: { ...ANYTHING, reason: 'A letter', ...more } })
const time = (kind: string, months: number, more: Record<string, unknown> = {}) => ({
  params: { kind: kind as 'details' },
  body: { months, reason: 'Asked for', longMeant: false, revision: 0, ...more },
})
const shown = () => owner.must(getKeepingTimes)
const freshly = () => confirm(house, owner, clinic.the('OWNER'))

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  owner = await signIn(house, clinic.the('OWNER'))
  await freshly()
})
afterEach(() => house.outbox.takeAll())

describe('how long', () => {
  it('is seven years and twelve months when nobody said, with why', async () => {
    const { kinds, holds, redactions, people } = await shown()
    expect(kinds.map(({ kind, months, revision }) => [kind, months, revision])).toEqual([
      ['details', 12, 0],
      ['patient', 84, 0],
      ['decisions', 84, 0],
    ])
    expect(kinds.map(({ laws }) => laws[0]?.regime)).toEqual(['uk_gdpr', 'uk_gdpr', 'uk_gdpr'])
    expect([holds, redactions]).toEqual([[], []])
    expect(people).toHaveLength(3)
  })

  it('is refused below what Enamel asks for, with how long at least', async () => {
    expect(await owner.call(setKeepingTime, time('details', 2))).toMatchObject({
      status: 422,
      body: { code: 'keeping_times.too_short', values: { n: 3 } },
    })
  })

  it('is refused below what the law of the country asks for, with the section', async () => {
    await database.ask('admin', "UPDATE clinic SET country = 'US' WHERE id = $1", [clinic.id])
    expect(await owner.call(setKeepingTime, time('patient', 71))).toMatchObject({
      status: 422,
      body: { code: 'keeping_times.too_short_by_law', values: { n: 72, section: '45 CFR 164.528(a)(1)' } },
    })
    await database.ask('admin', "UPDATE clinic SET country = 'GB' WHERE id = $1", [clinic.id])
  })

  it('is asked about when it is far longer than usual', async () => {
    expect(await owner.call(setKeepingTime, time('details', 60))).toMatchObject({
      status: 409,
      body: { code: 'keeping_times.far_longer' },
    })
    await owner.must(setKeepingTime, time('details', 60, { longMeant: true }))
    expect((await shown()).kinds[0]).toMatchObject({
      months: 60,
      next: null,
      revision: 1,
      reason: 'Asked for',
    })
  })

  it('is shorter only a week later, and every Owner is told', async () => {
    await house.outbox.takeAll()
    const { begins } = await owner.must(setKeepingTime, time('details', 6, { revision: 1 }))
    expect(Date.parse(begins) - clock.now().getTime()).toBeGreaterThan(6.9 * 24 * 3_600_000)
    expect((await shown()).kinds[0]).toMatchObject({ months: 60, next: { months: 6 }, revision: 2 })
    await house.settle()
    expect((await house.outbox.takeAll()).length).toBe(1)
    clock.advance({ days: 7, minutes: 1 })
    owner = await signIn(house, clinic.the('OWNER'))
    await freshly()
    expect((await shown()).kinds[0]).toMatchObject({ months: 6, next: null })
  })

  it('is not saved over what somebody saved meanwhile', async () => {
    expect(await owner.call(setKeepingTime, time('details', 12, { revision: 1 }))).toMatchObject({
      status: 409,
      body: { code: 'keeping_times.changed_meanwhile' },
    })
  })

  it('is seen by an Admin and changed by Owners alone', async () => {
    const admin = await signIn(house, clinic.the('ADMIN'))
    await confirm(house, admin, clinic.the('ADMIN'))
    expect((await admin.must(getKeepingTimes)).kinds).toHaveLength(3)
    for (const refused of [
      await admin.call(setKeepingTime, time('details', 12, { revision: 2 })),
      await admin.call(placeHold, hold({})),
    ])
      expect(refused.status).toBe(403)
  })

  it('asks for six years in the United States and names no number elsewhere', () => {
    expect(keepingRule('US', 'decisions')).toMatchObject({
      least: 72,
      asks: { section: '45 CFR 164.316(b)(2)(i)' },
    })
    expect(keepingRule('DE', 'patient')).toMatchObject({
      least: 12,
      asks: undefined,
      laws: [{ regime: 'gdpr' }],
    })
    expect(keepingRule('JP', 'details')).toMatchObject({ least: 3, laws: [] })
  })
})

describe('a hold', () => {
  it('is placed with what it covers, and lifted with a reason, once', async () => {
    const nurse = clinic.the('NURSE')
    const { holdId } = await owner.must(
      placeHold,
      hold({ personId: nurse.id, first: '2026-03-01', last: '2026-03-31', until: '2026-12-31' }),
    )
    expect((await shown()).holds).toMatchObject([
      {
        holdId,
        person: { id: nurse.id, name: nurse.name },
        first: '2026-03-01',
        last: '2026-03-31',
        until: '2026-12-31',
        lifted: null,
        over: false,
      },
    ])
    await owner.must(liftHold, { params: { holdId }, body: { reason: 'Settled' } })
    expect((await shown()).holds).toMatchObject([{ over: true, lifted: { reason: 'Settled' } }])
    expect((await owner.call(liftHold, { params: { holdId }, body: { reason: 'Again' } })).status).toBe(404)
  })

  it.each([
    ['days the wrong way round', { first: '2026-03-02', last: '2026-03-01' }, 'keeping_times.ends_before'],
    ['a last day that has passed', { until: '2026-03-01' }, 'keeping_times.over_already'],
    ['a person of nobody', { personId: '0195a000-0000-7000-8000-000000000000' }, 'keeping_times.not_found'],
  ])('is not placed with %s', async (_what, wanted, code) => {
    expect((await owner.call(placeHold, hold(wanted))).body).toMatchObject({ code })
  })

  it('that was answered covers, also against erasing that begins at the same instant', async () => {
    const stated = await signIn(house, clinic.the('OWNER'), { address: '198.51.100.7' })
    await stated.must(stateStep, { params: { step: 3 }, body: { note: 'Held' } })
    await house.settle()
    clock.advance({ days: 250 })
    owner = await signIn(house, clinic.the('OWNER'))
    await freshly()
    const before = (await readRows(house, clinic.id)).flatMap(ofDetails).length
    const [{ holdId }] = await Promise.all([owner.must(placeHold, hold({})), carryOut(house.enamel.kernel)])
    const after = (await readRows(house, clinic.id)).flatMap(ofDetails).length
    await carryOut(house.enamel.kernel)
    // Whatever went, went before the answer.
    expect((await readRows(house, clinic.id)).flatMap(ofDetails).length).toBeGreaterThanOrEqual(after)
    expect(before).toBeGreaterThan(0)
    await owner.must(liftHold, { params: { holdId }, body: { reason: 'Settled' } })
  })
})

describe('what names somebody', () => {
  const ofNurse = async () => {
    const { id } = clinic.the('NURSE')
    const rows = await database.ask<{ id: string }>(
      'admin',
      'SELECT id FROM event WHERE clinic_id = $1 AND actor_id = $2',
      [clinic.id, id],
    )
    const ids = new Set(rows.map((row) => row.id))
    return (await readRows(house, clinic.id)).filter((row) => ids.has(row.id))
  }
  const order = () =>
    owner.must(orderRedaction, {
      body: {
        personId: clinic.the('NURSE').id,
        patientId: null,
        basis: 'asked',
        reference: 'Letter 12',
        also: null,
        others: [],
      },
    })

  it('can be taken back for a day, and then nothing is erased', async () => {
    await signIn(house, clinic.the('NURSE'), { address: '198.51.100.9' })
    await house.settle()
    const { redactionId } = await order()
    expect((await shown()).redactions).toMatchObject([
      { redactionId, person: { id: clinic.the('NURSE').id } },
    ])
    await carryOut(house.enamel.kernel)
    await owner.must(withdrawRedaction, { params: { redactionId } })
    clock.advance({ days: 2 })
    owner = await signIn(house, clinic.the('OWNER'))
    await freshly()
    await carryOut(house.enamel.kernel)
    expect((await ofNurse()).some(({ fields }) => fields.includes('actor_name'))).toBe(true)
    expect((await owner.call(withdrawRedaction, { params: { redactionId } })).status).toBe(404)
  })

  it('is erased a day later; its lines stay, other people’s say what they said, and no event has the name', async () => {
    const before = await readRows(house, clinic.id)
    const seq = await house.lastSeq()
    await order()
    clock.advance({ hours: 25 })
    owner = await signIn(house, clinic.the('OWNER'))
    await freshly()
    await house.settle()
    await carryOut(house.enamel.kernel)
    const after = await readRows(house, clinic.id)
    expect((await ofNurse()).flatMap(({ fields }) => fields)).not.toContain('actor_name')
    expect((await ofNurse()).flatMap(ofDetails)).toEqual([])
    const mine = new Set((await ofNurse()).map(({ id }) => id))
    const others = (rows: typeof before) =>
      rows
        .filter(({ id }) => !mine.has(id))
        .map(({ id, leaf, fields }) => [id, leaf, fields.includes('actor_name')])
    expect(others(after).slice(0, others(before).length)).toEqual(others(before))
    expect((await shown()).redactions).toMatchObject([{ person: null, done: { held: 0 } }])
    const events = (await house.events(seq)).filter(({ clinicId }) => clinicId === clinic.id)
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['redaction.ordered', 'event.redacted']),
    )
    const about = events.filter(({ action }) => /^(redaction|event)\./.test(action))
    expect(JSON.stringify(about)).not.toContain(clinic.the('NURSE').name)
    expect(JSON.stringify(about)).not.toContain(clinic.the('NURSE').id)
  })

  it('is not had at once by whoever writes the order into the database', async () => {
    const ago = (hours: number) => new Date(clock.now().getTime() - hours * 3_600_000)
    const written = (ordered: Date, begins: Date) =>
      database
        .ask(
          'admin',
          `INSERT INTO redaction (clinic_id, id, about_person, basis, reference, person_id, ordered_at, begins_at, rows, held)
           VALUES ($1, gen_random_uuid(), $2, 'asked', 'x', $2, $3, $4, 0, 0) RETURNING begins_at > $5 AS waits`,
          [clinic.id, clinic.the('NURSE').id, ordered, begins, ago(-23)],
        )
        .catch((error: { code: string }) => error.code)
    expect(await written(clock.now(), clock.now())).toBe('23514')
    // As if it had been ordered the day before yesterday: the log has received something since, and it waits from then.
    expect(await written(ago(48), ago(24))).toEqual([{ waits: true }])
    expect(await written(clock.now(), ago(-24))).toEqual([{ waits: true }])
  })
})

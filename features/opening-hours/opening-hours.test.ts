/** Opening hours through HTTP: who may, what is refused and why, what other features are answered. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { read } from '../../server/db/database.ts'
import type { ClinicId } from '../../server/context.ts'
import { systemContext } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import { requestOf, type Visitor } from '../../test/visitor.ts'
import { addPlace, closePlace } from '../staff/places-contract.ts'
import {
  addClosedDay,
  chooseHolidays,
  endOwnHours,
  getOpeningHours,
  removeClosedDay,
  setWeek,
} from './contract.ts'
import { readOpening } from './service.ts'

const house = await startTestApp()

let clinic: Clinic
let owner: Visitor
beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER'] })
  owner = await signIn(house, clinic.the('OWNER'))
})

const span = (opens: string, closes: string) => ({ opens, closes })
const weekdays = (...spans: { opens: string; closes: string }[]) =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => (day <= 5 ? spans : []))
const WEEK = weekdays(span('08:30', '13:00'), span('14:00', '17:30'))

/** What is sent may be anything. */
const put = (visitor: Visitor, body: Record<string, unknown>) =>
  visitor.send(requestOf(setWeek, { body: { placeId: null, week: WEEK, revision: 0, ...body } }))
const shown = (visitor = owner) => visitor.must(getOpeningHours)
const opening = () => {
  const ctx = systemContext(house.enamel.kernel, clinic.id as ClinicId)
  return read(ctx, (tx) => readOpening(tx, ctx))
}

/** A clinic of its own for each group, where others would be in the way. */
async function another() {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER'] })
  owner = await signIn(house, clinic.the('OWNER'))
}

describe('the week', () => {
  it('is unknown until somebody says it, and then what was typed, in order and in full', async () => {
    expect((await shown()).clinic).toEqual({ week: null, part: '', years: [], revision: 0 })
    expect((await opening()).isOpenAt(null, new Date('2026-06-15T10:00Z'))).toBeUndefined()
    expect((await put(owner, { week: weekdays(span('14', '17.30'), span('8:30', '13')) })).status).toBe(200)
    expect((await shown()).clinic).toMatchObject({ week: WEEK, revision: 1 })
    const after = await house.events()
    expect(after.map(({ action }) => action)).toContain('opening_hours.changed')
  })

  it('says at its field what is wrong with a time', async () => {
    const week = [
      [span('22:00', '02:00')],
      [span('09:00', '09:00')],
      [span('09:00', '13:00'), span('12:30', '17:00')],
      [span('soon', '17:00')],
      [],
      [],
      [],
    ]
    const { status, code, fields } = await put(owner, { week, revision: 1 })
    expect(status).toBe(422)
    expect(code).toBe('opening_hours.week_not_good')
    expect(fields.map(({ path, expected }) => `${path} ${expected}`)).toEqual([
      'body.week.0.0.closes opening_hours.why.over_midnight',
      'body.week.1.0.closes opening_hours.why.empty',
      'body.week.2.1.opens opening_hours.why.overlap',
      'body.week.3.0.opens opening_hours.why.time',
    ])
    expect((await shown()).clinic).toMatchObject({ week: WEEK, revision: 1 })
  })

  it.each([
    ['six days', WEEK.slice(1)],
    ['five spans on a day', [[1, 2, 3, 4, 5].map((n) => span(`${n}:00`, `${n}:30`)), ...WEEK.slice(1)]],
    ['no list', 'always'],
  ])('is refused with %s', async (_what, week) => {
    expect((await put(owner, { week, revision: 1 })).status).toBe(422)
  })

  it('of two people who save at one instant, one is told that the other was quicker', async () => {
    const admin = await signIn(house, clinic.the('ADMIN'))
    const { revision } = (await shown()).clinic
    const both = await Promise.all([put(owner, { revision }), put(admin, { revision })])
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]))
    expect((await shown()).clinic.revision).toBe(revision + 1)
  })

  it('is nothing for a practice manager, nor for somebody of another clinic', async () => {
    const manager = await signIn(house, clinic.the('HR_MANAGER'))
    expect((await manager.call(getOpeningHours)).status).toBe(403)
    const there = await buildClinic(house, { roles: ['OWNER'] })
    const stranger = await signIn(house, there.the('OWNER'))
    expect((await shown(stranger)).clinic.week).toBeNull()
    const { placeId } = await owner.must(addPlace, { body: { name: 'Harbour Street' } })
    expect((await put(stranger, { placeId })).status).toBe(404)
    expect((await stranger.call(endOwnHours, { params: { placeId } })).status).toBe(404)
  })
})

describe('a place', () => {
  let placeId: string
  beforeEach(another)
  beforeEach(async () => {
    ;({ placeId } = await owner.must(addPlace, { body: { name: 'Harbour Street' } }))
    await owner.must(setWeek, { body: { placeId: null, week: WEEK, revision: 0 } })
  })

  it('is open as the clinic, until it has hours of its own, and again when they are taken away', async () => {
    const monday = new Date('2026-06-15T18:00:00Z')
    expect((await opening()).isOpenAt(placeId, monday)).toBe(false)
    await owner.must(setWeek, { body: { placeId, week: weekdays(span('12:00', '20:00')), revision: 0 } })
    expect((await opening()).isOpenAt(placeId, monday)).toBe(true)
    expect((await opening()).isOpenAt(null, monday)).toBe(false)
    await owner.must(endOwnHours, { params: { placeId } })
    expect((await opening()).isOpenAt(placeId, monday)).toBe(false)
    expect((await owner.call(endOwnHours, { params: { placeId } })).status).toBe(404)
  })

  it('takes the clinic’s public holidays along, and may keep others', async () => {
    const newYear = '2027-01-01'
    const second = '2027-01-04'
    const days = [{ key: 'new_year', day: newYear }]
    await owner.must(chooseHolidays, { body: { placeId: null, year: 2027, part: 'EAW', days, revision: 1 } })
    await owner.must(setWeek, { body: { placeId, week: WEEK, revision: 0 } })
    expect((await opening()).openSpans(placeId, newYear)).toEqual([])
    await owner.must(chooseHolidays, {
      body: { placeId, year: 2027, part: 'SCT', days: [{ key: 'new_year_2', day: second }], revision: 1 },
    })
    const now = await opening()
    expect(now.openSpans(placeId, newYear)).toHaveLength(2)
    expect(now.openSpans(placeId, second)).toEqual([])
    expect(now.openSpans(null, newYear)).toEqual([])
    expect((await shown()).places[0]?.own).toMatchObject({ part: 'SCT', years: [2027] })
  })

  it('that is closed for good takes no hours', async () => {
    await owner.must(closePlace, { params: { placeId } })
    expect((await put(owner, { placeId })).status).toBe(404)
    expect((await shown()).places).toEqual([])
  })
})

describe('closed days', () => {
  beforeEach(another)

  it('close the place that they name, or all', async () => {
    const { placeId } = await owner.must(addPlace, { body: { name: 'Harbour Street' } })
    await owner.must(setWeek, { body: { placeId: null, week: WEEK, revision: 0 } })
    const closed = { first: '2026-12-28', last: '2026-12-30', reason: 'Between the years' }
    const { closedDayId } = await owner.must(addClosedDay, { body: { placeId, ...closed } })
    expect((await opening()).openSpans(placeId, '2026-12-30')).toEqual([])
    expect((await opening()).openSpans(placeId, '2026-12-31')).toHaveLength(2)
    expect((await opening()).openSpans(null, '2026-12-30')).toHaveLength(2)
    await owner.must(removeClosedDay, { params: { closedDayId } })
    expect((await opening()).openSpans(placeId, '2026-12-30')).toHaveLength(2)
    expect((await owner.call(removeClosedDay, { params: { closedDayId } })).status).toBe(404)
  })

  it.each([
    ['that end before they begin', { first: '2026-12-30', last: '2026-12-28' }, 422],
    ['of more than a year', { first: '2026-12-30', last: '2028-01-01' }, 422],
    ['that are no days', { first: '2026-02-30', last: '2026-03-01' }, 422],
  ])('%s are refused', async (_what, days, status) => {
    const reply = await owner.call(addClosedDay, { body: { placeId: null, reason: '', ...days } })
    expect(reply.status).toBe(status)
  })
})

describe('public holidays', () => {
  beforeEach(another)
  const choose = (days: { key: string; day: string }[], year = 2026, revision = 0) =>
    owner.call(chooseHolidays, { body: { placeId: null, year, part: 'EAW', days, revision } })

  it('close nothing before they are chosen; choosing anew puts others in their place', async () => {
    await owner.must(setWeek, { body: { placeId: null, week: WEEK, revision: 0 } })
    expect((await opening()).openSpans(null, '2026-12-25')).toHaveLength(2)
    expect((await choose([{ key: 'christmas', day: '2026-12-25' }], 2026, 1)).status).toBe(200)
    expect((await opening()).openSpans(null, '2026-12-25')).toEqual([])
    expect((await choose([], 2026, 2)).status).toBe(200)
    expect((await opening()).openSpans(null, '2026-12-25')).toHaveLength(2)
    expect((await shown()).clinic).toMatchObject({ years: [2026], revision: 3, part: 'EAW' })
  })

  it('of the next year are asked for from 1 December on, once those of this one were chosen', async () => {
    const due = async () => {
      const ctx = systemContext(house.enamel.kernel, clinic.id as ClinicId)
      const cadence = house.enamel.kernel.cadences.find(({ name }) => name === 'public_holidays')
      const found = await read(ctx, async (tx) => cadence?.list(tx, ctx))
      return found?.map(({ key, at }) => `${key} ${at.toISOString()}`)
    }
    expect(await due()).toEqual([])
    await choose([])
    expect(await due()).toEqual(['2027 2026-12-01T00:00:00.000Z'])
    await choose([], 2027, 1)
    expect(await due()).toEqual(['2028 2027-12-01T00:00:00.000Z'])
  })

  it('may lie on another day than proposed, once announced, but in their year, and known by name', async () => {
    expect((await choose([{ key: 'eid_al_fitr', day: '2026-03-21' }])).status).toBe(200)
    expect((await choose([{ key: 'eid_al_fitr', day: '2027-03-21' }], 2026, 1)).status).toBe(422)
    expect((await choose([{ key: 'talk_like_a_pirate', day: '2026-09-19' }], 2026, 1)).status).toBe(422)
  })

  it('may be chosen before anybody said the week, and a part of another country is none', async () => {
    await owner.must(chooseHolidays, {
      body: { placeId: null, year: 2026, part: 'BY', days: [], revision: 0 },
    })
    expect((await shown()).clinic).toMatchObject({ week: null, part: '', years: [2026] })
  })
})

import { expect, it } from 'vitest'
import { isNarrowed, listedOf, overOf, periodOf, readLogSearch, withOne, without } from './log-search.ts'

const ID = '01a20037-942c-7001-8b88-27504ec9cb10'
const NOW = new Date('2026-06-08T10:02:00Z')

it('takes what an address says, and leaves out what is none of it', () => {
  expect(
    readLogSearch({
      days: '7',
      category: 'config,nonsense,auth',
      action: 'staff.role_changed',
      person: ID,
      target: 'x',
      from: '2026-06-04T00:00:00+01:00',
      to: 'never',
      address: '198.51.100.24',
      text: '  Marsh ',
      session: 12,
      other: 'y',
    }),
  ).toEqual({
    days: 7,
    category: 'config,auth',
    action: 'staff.role_changed',
    person: ID,
    from: '2026-06-03T23:00:00.000Z',
    address: '198.51.100.24',
    text: 'Marsh',
  })
  expect(readLogSearch({ days: 30, category: '', from: '9999-01-01', text: ' ', action: '<b>' })).toEqual({})
  expect(readLogSearch({ days: 1.5, from: '2026-06-05T00:00:00Z', to: '2026-06-04T00:00:00Z' })).toEqual({})
  expect(readLogSearch({ text: 2026 })).toEqual({ text: '2026' })
})

it('adds one of several and takes it out again', () => {
  const both = withOne({ category: 'auth' }, 'category', 'config')
  expect(both).toEqual({ category: 'auth,config' })
  expect(without(both, 'category', 'auth')).toEqual({ category: 'config' })
  expect(without({ category: 'config' }, 'category', 'config')).toEqual({})
  expect(without({ text: 'a', days: 7 }, 'text')).toEqual({ days: 7 })
  expect(isNarrowed({ days: 7 })).toBe(false)
  expect(isNarrowed({ days: 7, text: 'a' })).toBe(true)
})

it('looks back over whole days of the clinic’s', () => {
  expect(periodOf({}, NOW, 'Africa/Lagos')).toEqual({ from: '2026-05-09T23:00:00.000Z', to: undefined })
  expect(periodOf({ days: 1 }, NOW, 'Africa/Lagos').from).toBe('2026-06-07T10:02:00.000Z')
})

it('spans what was picked within the period, and moves to what lies outside of it', () => {
  const day = { from: '2026-06-03T23:00:00.000Z', to: '2026-06-04T23:00:00.000Z' }
  const period = periodOf(day, NOW, 'Africa/Lagos')
  expect(period).toEqual(periodOf({}, NOW, 'Africa/Lagos'))
  expect(listedOf({ ...day, days: 7, text: 'a' }, period)).toEqual({ ...day, text: 'a', hourly: 'hidden' })
  expect(listedOf({}, period)).toEqual({ from: period.from, hourly: 'hidden' })
  const old = { from: '2025-06-03T23:00:00.000Z', to: '2025-06-04T23:00:00.000Z' }
  expect(periodOf(old, NOW, 'Africa/Lagos')).toEqual(old)
})

it('leaves the hourly signs of life out of list and chart alike, unless they are wanted', () => {
  const day = { from: '2026-06-03T23:00:00.000Z', to: '2026-06-04T23:00:00.000Z' }
  const period = periodOf(day, NOW, 'Africa/Lagos')
  expect(overOf({ ...day, days: 7, text: 'a' }, period)).toEqual({
    from: period.from,
    text: 'a',
    hourly: 'hidden',
  })
  const wanted = readLogSearch({ hourly: 'shown' })
  expect([listedOf(wanted, period), overOf(wanted, period)]).toEqual([
    { from: period.from },
    { from: period.from },
  ])
  expect([readLogSearch({ hourly: 'hidden' }), isNarrowed(wanted)]).toEqual([{}, false])
})

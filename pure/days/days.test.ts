import { describe, expect, it } from 'vitest'
import { dayAfter, dayOf, daysBetween, instantOf, isDay, startOfDay, weekOf } from './days.ts'

describe('the day of a clinic', () => {
  it.each([
    ['2026-11-22T23:30:00Z', 'Europe/London', '2026-11-22'],
    ['2026-11-22T23:30:00Z', 'Africa/Lagos', '2026-11-23'],
    ['2026-06-30T23:30:00Z', 'Europe/London', '2026-07-01'],
    ['2026-01-01T04:59:00Z', 'America/New_York', '2025-12-31'],
  ])('at %s in %s is %s', (at, zone, day) => {
    expect(dayOf(new Date(at), zone)).toBe(day)
  })

  it.each([
    ['2026-11-22T23:30:00Z', 'Europe/London', '2026-11-16'],
    ['2026-11-22T23:30:00Z', 'Africa/Lagos', '2026-11-23'],
    ['2026-11-23T00:00:00Z', 'Europe/London', '2026-11-23'],
    ['2027-01-01T12:00:00Z', 'Europe/London', '2026-12-28'],
  ])('begins its week, at %s in %s, on %s', (at, zone, monday) => {
    expect(weekOf(new Date(at), zone)).toBe(monday)
  })

  it('is counted over the change of clocks and the end of a year', () => {
    expect(dayAfter('2026-10-24', 2)).toBe('2026-10-26')
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28')
  })
})

describe('a time of a day', () => {
  it.each([
    ['2026-06-15', '17:30', 'Europe/London', '2026-06-15T16:30:00.000Z'],
    ['2026-11-22', '00:00', 'Africa/Lagos', '2026-11-21T23:00:00.000Z'],
    // The clocks went back at 02:00, and on at 01:00.
    ['2026-10-25', '17:30', 'Europe/London', '2026-10-25T17:30:00.000Z'],
    ['2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29', '17:30', 'Europe/London', '2026-03-29T16:30:00.000Z'],
    ['2026-03-29', '01:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
    ['2026-11-01', '12:00', 'America/New_York', '2026-11-01T17:00:00.000Z'],
  ])('%s at %s in %s is %s', (day, time, zone, instant) => {
    expect(instantOf(day, time, zone).toISOString()).toBe(instant)
  })
})

describe('the first instant of a day', () => {
  it.each([
    ['London in winter', '2026-01-15', 'Europe/London', '2026-01-15T00:00:00.000Z'],
    ['London in summer', '2026-06-15', 'Europe/London', '2026-06-14T23:00:00.000Z'],
    ['London, the day the clocks go forward', '2026-03-29', 'Europe/London', '2026-03-29T00:00:00.000Z'],
    ['London, the day after', '2026-03-30', 'Europe/London', '2026-03-29T23:00:00.000Z'],
    ['London, the day the clocks go back', '2026-10-25', 'Europe/London', '2026-10-24T23:00:00.000Z'],
    ['Lagos, which has no summer time', '2026-06-15', 'Africa/Lagos', '2026-06-14T23:00:00.000Z'],
    ['Kiritimati, 14 hours ahead', '2026-06-15', 'Pacific/Kiritimati', '2026-06-14T10:00:00.000Z'],
    ['Niue, 11 hours behind', '2026-06-15', 'Pacific/Niue', '2026-06-15T11:00:00.000Z'],
    ['Cairo, where summer begins at midnight', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['Havana, where midnight is left out', '2026-03-08', 'America/Havana', '2026-03-08T05:00:00.000Z'],
    ['Apia, which left the day out: the next', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s', (_name, day, zone, instant) => {
    const start = startOfDay(day, zone)
    expect(start.toISOString()).toBe(instant)
    expect(dayOf(new Date(start.getTime() - 1), zone) < day).toBe(true)
    expect(dayOf(start, zone) >= day).toBe(true)
  })
})

describe('days of the calendar', () => {
  it('are counted over months, leap years and changes of the clock', () => {
    expect(dayAfter('2026-12-30', 3)).toBe('2027-01-02')
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29')
    expect(dayAfter('2026-03-30', -2)).toBe('2026-03-28')
    expect(daysBetween('2026-03-28', '2026-04-04')).toBe(7)
  })

  it.each(['2026-02-29', '2026-13-01', '2026-6-15', '15.06.2026', '', '2026-06-15T00:00:00Z', '0000-00-00'])(
    'are not: %j',
    (text) => {
      expect(isDay(text)).toBe(false)
    },
  )
})

import { describe, expect, it } from 'vitest'
import { dayAfter, dayOf, weekOf } from './days.ts'

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

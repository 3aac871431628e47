import { describe, expect, it } from 'vitest'
import { bucketsOf } from './buckets.ts'
import { changesOf } from './one-event.ts'

const time = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) })
const starts = (...asked: Parameters<typeof bucketsOf>) =>
  bucketsOf(...asked).starts.map((at) => at.toISOString())

describe('a time is cut', () => {
  it('into days of the clinic’s, also where the clocks change', () => {
    expect(starts(time('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'), 'Europe/London', 'day')).toEqual([
      '2026-03-28T00:00:00.000Z',
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
    ])
    expect(starts(time('2026-06-01T00:00:00Z', '2026-06-02T00:00:00Z'), 'Asia/Kolkata', 'day')).toEqual([
      '2026-05-31T18:30:00.000Z',
      '2026-06-01T18:30:00.000Z',
    ])
  })

  it('into months, and into hours where the time is short', () => {
    expect(starts(time('2026-01-31T23:30:00Z', '2026-04-01T00:00:00Z'), 'America/New_York', 'month')).toEqual(
      ['2026-01-01T05:00:00.000Z', '2026-02-01T05:00:00.000Z', '2026-03-01T05:00:00.000Z'],
    )
    const {
      size,
      starts: hours,
      end,
    } = bucketsOf(time('2026-01-01T10:20:00Z', '2026-01-01T12:20:00Z'), 'UTC')
    expect([size, hours.length, end.toISOString()]).toEqual(['hour', 3, '2026-01-01T13:00:00.000Z'])
  })

  it('coarser than asked where it would be more than four hundred parts', () => {
    const year = time('2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
    expect(bucketsOf(year, 'UTC', 'hour').size).toBe('day')
    expect(bucketsOf(time('2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z'), 'UTC', 'day').size).toBe('month')
    expect(bucketsOf(year, 'UTC').size).toBe('month')
    expect(bucketsOf(time('2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'), 'UTC').size).toBe('day')
  })

  it('into at least one part', () => {
    expect(starts(time('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'), 'UTC')).toHaveLength(1)
  })
})

describe('a change', () => {
  it.each([
    [undefined, undefined, []],
    ['Optional', 'Required', [[null, 'Optional', 'Required']]],
    [undefined, 'OWNER', [[null, null, 'OWNER']]],
    ['idle: 30 min\nlongest: 12 h', 'idle: 10 min\nlongest: 12 h', [['idle', '30 min', '10 min']]],
    ['leader: Ada', 'leader: Ada\ninsurer: Marsh: Lane', [['insurer', null, 'Marsh: Lane']]],
    [
      'off\n203.0.113.0/24',
      'on\n203.0.113.0/24',
      [
        [null, 'off', null],
        [null, null, 'on'],
      ],
    ],
  ])('from %j to %j is told part by part', (before, after, changes) => {
    expect(changesOf(before, after).map(({ what, before: was, after: is }) => [what, was, is])).toEqual(
      changes,
    )
  })
})

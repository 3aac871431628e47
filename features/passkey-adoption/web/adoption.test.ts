import { describe, expect, it } from 'vitest'
import { placedIn, seriesOf } from './adoption.ts'

const count = (role: 'OWNER' | 'NURSE', able: number, withPasskey: number) => ({
  role,
  people: able,
  able,
  withPasskey,
})
const DAYS = [
  { day: '2026-03-01', roles: [count('OWNER', 1, 0)] },
  { day: '2026-03-03', roles: [count('OWNER', 1, 1), count('NURSE', 2, 0)] },
  { day: '2026-03-11', roles: [count('OWNER', 1, 1), count('NURSE', 2, 2)] },
]

describe('the line of adoption', () => {
  it('is the sum of all roles, or one of them', () => {
    expect(seriesOf(DAYS, undefined).map(({ withPasskey, able }) => [withPasskey, able])).toEqual([
      [0, 1],
      [1, 3],
      [3, 3],
    ])
    expect(seriesOf(DAYS, 'NURSE').map(({ day, withPasskey }) => [day, withPasskey])).toEqual([
      ['2026-03-03', 0],
      ['2026-03-11', 2],
    ])
  })

  it('stands by the calendar, so that days nobody counted do not shorten it', () => {
    expect(placedIn(seriesOf(DAYS, undefined)).map(({ at }) => at)).toEqual([0, 0.2, 1])
    expect(placedIn(seriesOf(DAYS.slice(2), undefined))).toEqual([{ at: 1, value: 3 }])
    expect(placedIn([])).toEqual([])
  })
})

import { expect, it } from 'vitest'
import { barAt, firstOf, has, lastOf, pickedBy, stepBy, topOf } from './brush.ts'

const by = (key: string, grows = false, rightToLeft = false) =>
  stepBy(key, { anchor: 3, at: 5 }, { bars: 8, grows, rightToLeft })

it('goes from bar to bar, and with Shift takes them along', () => {
  expect(by('ArrowRight')).toEqual({ anchor: 6, at: 6 })
  expect(by('ArrowLeft', true)).toEqual({ anchor: 3, at: 4 })
  expect(by('ArrowRight', true, true)).toEqual({ anchor: 3, at: 4 })
  expect(by('Home', true)).toEqual({ anchor: 3, at: 0 })
  expect(by('PageUp')).toEqual({ anchor: 7, at: 7 })
  expect(by('PageDown')).toEqual({ anchor: 0, at: 0 })
  expect(by('a')).toBeUndefined()
})

it('is the same picked from either end', () => {
  const back = { anchor: 5, at: 3 }
  expect([firstOf(back), lastOf(back)]).toEqual([3, 5])
  expect([2, 3, 4, 5, 6].map((index) => has(back, index))).toEqual([false, true, true, true, false])
  expect(has(undefined, 3)).toBe(false)
})

it('finds the bar below a pointer, also beyond the edge and from right to left', () => {
  const box = { left: 100, width: 200 }
  expect([90, 100, 119, 120, 299, 300, 900].map((x) => barAt(x, box, 10, false))).toEqual([
    0, 0, 0, 1, 9, 9, 9,
  ])
  expect(barAt(101, box, 10, true)).toBe(9)
  expect(barAt(5, { left: 0, width: 0 }, 10, false)).toBe(0)
})

it('has round numbers at the axis, and no bar above it', () => {
  expect([0, 1, 4, 5, 9, 78, 131, 140, 141, 999, 1001].map(topOf)).toEqual([
    4, 4, 4, 6, 10, 80, 140, 140, 160, 1000, 1200,
  ])
})

it('shows what two moments picked, also a part of a bar, and open ends', () => {
  const bars = ['01', '02', '03'].map((day) => ({ from: `2026-06-${day}T00`, to: `2026-06-${day}T24` }))
  expect(pickedBy(bars, '2026-06-02T00', '2026-06-02T24')).toEqual({ anchor: 1, at: 1 })
  expect(pickedBy(bars, '2026-06-02T10', '2026-06-03T01')).toEqual({ anchor: 1, at: 2 })
  expect(pickedBy(bars, '2026-06-02T10', undefined)).toEqual({ anchor: 1, at: 2 })
  expect(pickedBy(bars, '2027-06-02T10', undefined)).toBeUndefined()
  expect(pickedBy(bars, undefined, undefined)).toBeUndefined()
})

import { expect, it } from 'vitest'
import { medianOf } from './median.ts'

const rows = (...pairs: [seconds: number, count: number][]) =>
  pairs.map(([seconds, count]) => ({ seconds, count }))

it.each([
  ['of none, is none', rows(), undefined],
  ['of one, is that', rows([11, 1]), 11],
  ['is the middle one, counted', rows([5, 3], [40, 1], [9, 1]), 5],
  ['of two is the lower', rows([20, 1], [10, 1]), 10],
  ['does not follow one that stood open for long', rows([600, 1], [8, 2]), 8],
])('the median %s', (_what, counted, median) => {
  expect(medianOf(counted)).toBe(median)
})

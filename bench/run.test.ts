import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figure, lineOf, median, percentile } from './figure.ts'

const bench = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], { encoding: 'utf8' })

test('--list names every bench, and an unknown one or an odd number is wrong use', () => {
  const { status, stdout } = bench('--list')
  expect(status).toBe(0)
  expect(stdout.match(/^[\w-]+/gm)).toEqual([
    'start',
    'crash',
    'session',
    'sign-in',
    'web',
    'switch',
    'disable',
    'audit',
  ])
  for (const args of [[], ['jump'], ['start', 'crash'], ['crash', '--times', 'many'], ['start', '--fast']]) {
    expect(bench(...args)).toMatchObject({ status: 2, stdout: '' })
  }
})

test('a figure stands beside its limit, with the ratio and whether the target is reached', () => {
  const reached = figure('warm start to ready', 0.61239, 's', { limit: 0.204, target: 3 })
  expect(reached).toEqual({
    name: 'warm start to ready',
    value: 0.6124,
    unit: 's',
    limit: 0.204,
    ratio: 3.002,
    target: 3,
    bound: 'value at most',
    ok: true,
  })
  expect(lineOf(reached)).toMatch(
    /^warm start to ready +0\.6124 s +limit 0\.204 s +ratio 3\.002 +target at most 3 s +ok$/,
  )
  expect(lineOf(figure('starts failed', 1, 'starts', { limit: 20, target: 0 }))).toMatch(/ MISSED$/)
})

test('a target may be a share of the limit, or none: then the figure is only told', () => {
  const rate = (perSecond: number) => figure('sessions', perSecond, '/s', { limit: 1_000, atLeast: 0.6 })
  expect(rate(600)).toMatchObject({ ratio: 0.6, target: 0.6, bound: 'ratio at least', ok: true })
  expect(rate(599)).toMatchObject({ ok: false })
  expect(lineOf(rate(599))).toMatch(/ ratio 0\.599 +target ratio at least 0\.6 +MISSED$/)
  const told = figure('to be used', 0.4, 's', { limit: 0.2 })
  expect(told).toEqual({ name: 'to be used', value: 0.4, unit: 's', limit: 0.2, ratio: 2, ok: true })
  expect(lineOf(told)).toMatch(/ no target +ok$/)
})

test('the median of an even number of values lies between the two in the middle', () => {
  expect(median([9, 1, 3])).toBe(3)
  expect(median([4, 1, 2, 8])).toBe(3)
  expect(() => median([])).toThrow(RangeError)
})

test('a percentile is a value that was there, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(hundred, 99)).toBe(99)
  expect(percentile(hundred, 100)).toBe(100)
  expect(percentile([7], 99)).toBe(7)
  expect(() => percentile([], 99)).toThrow(RangeError)
})

import { describe, expect, test } from 'vitest'
import { datesFrom } from './dates.ts'
import { fold } from './fold.ts'
import { periodOf, repeatsFrom } from './repeats.ts'
import { runsFrom } from './walks.ts'

const longestRun = (text: string) => Math.max(0, ...runsFrom(fold(text).chars, 0).map((run) => run.length))

describe('runs over keys and alphabets', () => {
  test.each([
    'qwertyuiop[]',
    'lkjhgfdsa',
    '1qaz',
    'zse4',
    '4rfv',
    'mju7',
    'qwertgfdsazxcvb',
    '1q2w3e4r5t',
    'qaz',
    '/.,mnbvcxz',
    '-098765',
    'azertyuiop',
    'qwertzuiop',
    '741',
    '14789632',
    '2580',
    '890123',
    '321098',
    'abcdef',
    'zyx',
    'acegik',
    'aabbcc',
    'a1b2c3',
    '1a1b1c',
    'αβγδ',
  ])('%s is one from end to end', (text) => {
    expect(longestRun(text)).toBe(text.length)
  })

  test.each(['otter', 'lamp', 'dressed', 'house', 'street', 'canal', 'violin', '5927', 'xa', 'za', ''])(
    '%j holds none at its beginning',
    (text) => {
      expect(longestRun(text)).toBe(0)
    },
  )
})

describe('repeats', () => {
  test.each([
    ['aaaa', 4],
    ['ababab', 6],
    ['abcabcab', 8],
    ['abcdabcd', 8],
    ['aa', 0],
    ['abab', 0],
    ['banana', 0],
  ])('%s repeats over %i characters', (text, length) => {
    expect(Math.max(0, ...repeatsFrom([...text], 0).map((run) => run.length))).toBe(length)
  })

  test.each([
    ['otterotter', 5],
    ['otterotterott', 5],
    ['aaaa', 1],
    ['otterott', undefined],
    ['otter', undefined],
    ['a', undefined],
    ['', undefined],
  ])('%j has a unit of %s', (text, period) => {
    expect(periodOf([...text])).toBe(period)
  })
})

describe('dates', () => {
  test.each([
    ['1987', 4],
    ['12/05/1987', 10],
    ['12.5.87', 7],
    ['1987-05-12', 10],
    ['19870512', 8],
    ['05121987', 8],
    ['120587', 6],
    ['31december', 10],
    ['december 31', 11],
    ['friday13th', 10],
    ['1887', 0],
    ['99/99/2020', 0],
    ['december', 0],
    ['otter', 0],
  ])('%s: %i characters', (text, length) => {
    expect(Math.max(0, ...datesFrom(text, 0).map((run) => run.length))).toBe(length)
  })
})

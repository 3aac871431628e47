import { expect, test } from 'vitest'
import { standing, warningMs } from './deadline.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('an idle sign-in is warned about 60 seconds before its end and is over on the millisecond', () => {
  const deadlines = { idleEndsAt: 30 * MINUTE, endsAt: 12 * HOUR, idleMinutes: 30 }
  expect(standing(0, deadlines)).toEqual({
    phase: 'calm',
    why: 'idle',
    at: 30 * MINUTE,
    nextInMs: 29 * MINUTE,
  })
  expect(standing(29 * MINUTE - 1, deadlines).phase).toBe('calm')
  expect(standing(29 * MINUTE, deadlines)).toMatchObject({ phase: 'warn', nextInMs: MINUTE })
  expect(standing(30 * MINUTE - 1, deadlines).phase).toBe('warn')
  expect(standing(30 * MINUTE, deadlines)).toMatchObject({ phase: 'over', why: 'idle' })
})

test('a busy person is warned of the longest time a sign-in may last, and that it was not idleness', () => {
  const deadlines = { idleEndsAt: 12 * HOUR + 20 * MINUTE, endsAt: 12 * HOUR, idleMinutes: 30 }
  expect(standing(12 * HOUR - 30_000, deadlines)).toMatchObject({ phase: 'warn', why: 'too_long' })
})

test.each([
  [1, 30_000],
  [2, 60_000],
  [3, 60_000],
  [240, 60_000],
])('an idle timeout of %i minutes warns %i ms before its end', (minutes, ms) => {
  expect(warningMs(minutes)).toBe(ms)
})

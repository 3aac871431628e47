import { describe, expect, it } from 'vitest'
import { nextTry } from './retries.ts'

const ORDERED = new Date('2026-03-02T09:00:00Z')

/** Minutes after the order at which a mail that never goes is tried, each try lasting no time. */
function tries(): number[] {
  const found = [0]
  for (let now: Date | undefined = ORDERED; now;) {
    now = nextTry(ORDERED, found.length, now)
    if (now) found.push((now.getTime() - ORDERED.getTime()) / 60_000)
  }
  return found
}

describe('a mail that never goes', () => {
  it('is tried soon at first, then ever less, and not after three days', () => {
    const minutes = tries()
    expect(minutes.slice(0, 6)).toEqual([0, 1, 6, 21, 81, 261])
    expect(minutes.slice(6).map((minute, index) => minute - (minutes[index + 5] ?? 0))).toEqual(
      Array.from({ length: minutes.length - 6 }, () => 6 * 60),
    )
    expect(minutes.at(-1)).toBeLessThanOrEqual(72 * 60)
    expect(minutes.at(-1)).toBeGreaterThan(66 * 60)
  })

  it('is given up at once when it was found three days later, as after a long time switched off', () => {
    expect(nextTry(ORDERED, 1, new Date('2026-03-05T09:00:00Z'))).toBeUndefined()
  })
})

import type { Clock } from '../server/outside/clock.ts'
import { TEST_EPOCH } from './epoch.ts'

export interface TestClock extends Clock {
  /** The next reading is exactly this. */
  set(at: Date | string): void
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

/** Stands still but for one millisecond a reading, so that nothing happens at the same time as something else. */
export function createTestClock(begin: string = TEST_EPOCH): TestClock {
  const first = new Date(begin).getTime()
  let next = first
  return {
    now: () => new Date(next++),
    get offsetMs() {
      return next - first
    },
    setOffset: (offsetMs) => void (next = first + offsetMs),
    set: (at) => void (next = new Date(at).getTime()),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      next += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}

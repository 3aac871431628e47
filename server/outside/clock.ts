/**
 * The one clock. All time in Enamel comes from here; its value is a parameter of every statement. Lint keeps
 * `Date.now()`, `new Date()` and SQL's now() out of everywhere else.
 */
export interface Clock {
  now(): Date
  /** Milliseconds the test clock stands ahead of the computer's; 0 outside tests. */
  readonly offsetMs: number
  setOffset(offsetMs: number): void
}

export function createClock(): Clock {
  let offset = 0
  return {
    now: () => new Date(Date.now() + offset),
    get offsetMs() {
      return offset
    },
    setOffset(offsetMs) {
      offset = offsetMs
    },
  }
}

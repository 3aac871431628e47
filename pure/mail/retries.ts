/** When a mail that did not go is tried again: soon at first, then ever less, for three days. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** After the first try, the second and so on; after the last of these every six hours. */
const DELAYS_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS] as const
const THEN_EVERY_MS = 6 * HOUR_MS
/** RFC 5321 §4.5.4.1 names four to five days for mail at large; what ours tell of is stale by then. */
const GIVE_UP_AFTER_MS = 72 * HOUR_MS

/**
 * The next try of a mail ordered at `orderedAt` that was tried `attempts` times (1 or more), the last time at `now`;
 * undefined when it is given up.
 */
export function nextTry(orderedAt: Date, attempts: number, now: Date): Date | undefined {
  const next = now.getTime() + (DELAYS_MS[attempts - 1] ?? THEN_EVERY_MS)
  return next <= orderedAt.getTime() + GIVE_UP_AFTER_MS ? new Date(next) : undefined
}

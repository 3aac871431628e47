/**
 * When this sign-in ends: by idleness or by its absolute limit, whichever comes first. Times are absolute and in
 * the server's clock; nothing is counted down.
 */

export interface Deadlines {
  /** Milliseconds since 1970, as are all times here. */
  idleEndsAt: number
  endsAt: number
  idleMinutes: number
}

export interface Standing {
  phase: 'calm' | 'warn' | 'over'
  /** What ends it: nothing was touched, or the longest time a sign-in may last. */
  why: 'idle' | 'too_long'
  at: number
  /** Until the phase changes; 0 when it is over. */
  nextInMs: number
}

const MINUTE = 60_000

/** How long before its end somebody is warned: 60 s, or half of an idle timeout of two minutes and less. */
export function warningMs(idleMinutes: number): number {
  return idleMinutes <= 2 ? (idleMinutes * MINUTE) / 2 : MINUTE
}

export function standing(now: number, { idleEndsAt, endsAt, idleMinutes }: Deadlines): Standing {
  const why = idleEndsAt < endsAt ? 'idle' : 'too_long'
  const at = Math.min(idleEndsAt, endsAt)
  const warnAt = at - warningMs(idleMinutes)
  if (now >= at) return { phase: 'over', why, at, nextInMs: 0 }
  if (now >= warnAt) return { phase: 'warn', why, at, nextInMs: at - now }
  return { phase: 'calm', why, at, nextInMs: warnAt - now }
}

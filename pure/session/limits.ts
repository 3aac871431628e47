/** How long a sign-in lasts: facts.md's limits, and what a set of rules makes of an open one. */

export const IDLE = { min: 1, max: 240, normal: 30 } as const
/** Above 15 minutes step 3 is not met. */
export const SHARED_IDLE = { min: 1, max: 60, normal: 15 } as const
export const ABSOLUTE_HOURS = { min: 1, max: 24, normal: 12 } as const

export interface SessionRules {
  /** Minutes without a key or a touch. */
  idleMinutes: number
  sharedIdleMinutes: number
  /** Of a browser that is somebody's own; null: as everywhere. */
  ownIdleMinutes: number | null
  absoluteHours: number
}

export interface OpenSession {
  deviceClass: 'own' | 'other' | 'shared'
  /** The name of the shared computer; null where there is none: it locks instead of signing out. */
  deviceName: string | null
  startedAt: Date
  lastActiveAt: Date
  endsAt: Date
}

const MINUTE_MS = 60_000

export function idleMinutesOf(
  { deviceClass }: Pick<OpenSession, 'deviceClass'>,
  rules: SessionRules,
): number {
  if (deviceClass === 'shared') return rules.sharedIdleMinutes
  return deviceClass === 'own' ? (rules.ownIdleMinutes ?? rules.idleMinutes) : rules.idleMinutes
}

/** When a session ends under these rules at the latest: a longer limit gives no open session more time. */
export function endUnder(session: Pick<OpenSession, 'startedAt' | 'endsAt'>, rules: SessionRules): Date {
  const last = session.startedAt.getTime() + rules.absoluteHours * 60 * MINUTE_MS
  return new Date(Math.min(session.endsAt.getTime(), last))
}

/** Why these rules end an open session now; undefined: it goes on. */
export function whyOverUnder(
  session: OpenSession,
  rules: SessionRules,
  now: Date,
): 'idle' | 'too_long' | undefined {
  if (endUnder(session, rules) <= now) return 'too_long'
  const idle = session.lastActiveAt.getTime() + idleMinutesOf(session, rules) * MINUTE_MS
  return idle <= now.getTime() && session.deviceName === null ? 'idle' : undefined
}

/** Times as they are typed: whole numbers as text, an own device's may be left empty. */
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import {
  ABSOLUTE_HOURS,
  IDLE,
  type OpenSession,
  type SessionRules,
  SHARED_IDLE,
  whyOverUnder,
} from '../../../pure/session/limits.ts'
import type { getSessionRules, listSignedIn } from '../contract.ts'

export type Rules = Answer<typeof getSessionRules>
export type Signed = Answer<typeof listSignedIn>['sessions'][number]

const typedWhole = ({ min, max }: { min: number; max: number }) =>
  z.string().refine((text) => /^\d{1,5}$/.test(text.trim()) && Number(text) >= min && Number(text) <= max, {
    error: `whole_to:${max}`,
  })

export const typedRules = z.object({
  idleMinutes: typedWhole(IDLE),
  sharedIdleMinutes: typedWhole(SHARED_IDLE),
  ownIdleMinutes: typedWhole(IDLE).or(z.literal('', { error: `whole_to:${IDLE.max}` })),
  absoluteHours: typedWhole(ABSOLUTE_HOURS),
})

export type Typed = z.output<typeof typedRules>

export const asTyped = (rules: SessionRules): Typed => ({
  idleMinutes: String(rules.idleMinutes),
  sharedIdleMinutes: String(rules.sharedIdleMinutes),
  ownIdleMinutes: rules.ownIdleMinutes === null ? '' : String(rules.ownIdleMinutes),
  absoluteHours: String(rules.absoluteHours),
})

/** Undefined while something typed is no such time. */
export function readTyped(typed: Typed): SessionRules | undefined {
  if (!typedRules.safeParse(typed).success) return undefined
  return {
    idleMinutes: Number(typed.idleMinutes),
    sharedIdleMinutes: Number(typed.sharedIdleMinutes),
    ownIdleMinutes: typed.ownIdleMinutes.trim() === '' ? null : Number(typed.ownIdleMinutes),
    absoluteHours: Number(typed.absoluteHours),
  }
}

const openOf = (one: Signed): OpenSession => ({
  deviceClass: one.deviceClass,
  deviceName: one.deviceName,
  startedAt: new Date(one.startedAt),
  lastActiveAt: new Date(one.lastActiveAt),
  endsAt: new Date(one.endsAt),
})

/** Who would be signed out by these times now, each name once; and whether this very browser would. */
export function outBy(
  sessions: readonly Signed[],
  rules: SessionRules,
  now: Date,
): { names: string[]; you: boolean } {
  const over = sessions.filter((one) => !one.locked && whyOverUnder(openOf(one), rules, now) !== undefined)
  return {
    names: [...new Set(over.filter(({ current }) => !current).map(({ person }) => person.name))],
    // Whoever saves is at work: only the longest time can end this browser's own.
    you: over.some(
      (one) =>
        one.current &&
        whyOverUnder(
          openOf(one),
          { ...rules, idleMinutes: 9_999, sharedIdleMinutes: 9_999, ownIdleMinutes: null },
          now,
        ) === 'too_long',
    ),
  }
}

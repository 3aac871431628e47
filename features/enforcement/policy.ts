/**
 * From when a rule holds for a role, and what it means for a person. Nothing here reads a clock or a database.
 *
 * A date is computed once, when a rung is first announced to a role, and nothing opens the window again: not switching
 * the rung off and on, not a change of role, a reset, a new sign-in, nor taking one's own factor away (identity.md, trap 3).
 */
import { dayAfter, dayOf, startOfDay } from '../../pure/days/days.ts'
import type { Role } from '../../pure/roles/roles.ts'

/** Days from the announcement to the last date it may be given. */
export const LONGEST_DAYS = 30
/** What is proposed. */
export const DEFAULT_DAYS = 7

export const LEVELS = ['optional', 'recommended', 'required'] as const
export type Level = (typeof LEVELS)[number]

/** Kanidm's ladder: any, two factors, a passkey. */
export const RUNGS = ['any', 'two_factors', 'passkey'] as const
export type Rung = (typeof RUNGS)[number]

/** One rung of one role. `since` and `from` stay when it is off; null: it was never announced. */
export interface Announced {
  on: boolean
  since: Date | null
  from: Date | null
}

export interface RoleRule {
  role: Role
  twoFactors: Announced
  passkey: Announced
}

export const NEVER_ANNOUNCED: Announced = { on: false, since: null, from: null }

/** What somebody wants from now on. `day` is the first day on which it holds, in the clinic's zone. */
export interface Wish {
  level: Level
  /** For whom Required holds; empty for the other levels. */
  roles: ReadonlySet<Role>
  /** Of these, who is asked for a passkey. */
  passkeyRoles: ReadonlySet<Role>
  day: string | undefined
}

/** The wish as it comes in a request. */
export const wishOf = (asked: {
  level: Level
  roles: readonly Role[]
  passkeyRoles: readonly Role[]
  from?: string | undefined
}): Wish => ({
  level: asked.level,
  roles: new Set(asked.roles),
  passkeyRoles: new Set(asked.passkeyRoles),
  day: asked.from,
})

export interface Moment {
  now: Date
  zone: string
}

/** The last day that this rung's date may still be given; undefined when its date is over and stays. */
export function latestDay({ since, from }: Announced, { now, zone }: Moment): string | undefined {
  if (from && from <= now) return undefined
  return dayAfter(dayOf(from && since ? since : now, zone), LONGEST_DAYS)
}

export type Refused = 'date_needed' | 'date_past' | 'date_too_late'

/** The rules after the wish, or why the date is refused; `latest` is the last day that it may be. */
export function planned(
  before: readonly RoleRule[],
  wish: Wish,
  moment: Moment,
): { rules: RoleRule[] } | { refused: Refused; latest: string } {
  const asked = (rule: RoleRule) => [
    ...(isAsked(rule.role, wish) ? [rule.twoFactors] : []),
    ...(isAskedForPasskey(rule.role, wish) ? [rule.passkey] : []),
  ]
  const open = before
    .flatMap(asked)
    .map((rung) => latestDay(rung, moment))
    .filter((day) => day !== undefined)
  const latest = open.toSorted().at(-1)
  // Where every date is over there is none to choose.
  if (latest !== undefined) {
    if (wish.day === undefined) return { refused: 'date_needed', latest }
    if (wish.day < dayOf(moment.now, moment.zone)) return { refused: 'date_past', latest }
    if (wish.day > latest) return { refused: 'date_too_late', latest }
  }
  return {
    rules: before.map((rule) => ({
      role: rule.role,
      twoFactors: after(rule.twoFactors, isAsked(rule.role, wish), wish.day, moment),
      passkey: after(rule.passkey, isAskedForPasskey(rule.role, wish), wish.day, moment),
    })),
  }
}

const isAsked = (role: Role, { level, roles }: Wish) => level === 'required' && roles.has(role)
const isAskedForPasskey = (role: Role, wish: Wish) => isAsked(role, wish) && wish.passkeyRoles.has(role)

function after(before: Announced, on: boolean, day: string | undefined, moment: Moment): Announced {
  if (!on) return { ...before, on: false }
  const latest = latestDay(before, moment)
  // Over is over: it holds again from the moment it is on.
  if (latest === undefined || day === undefined) return { ...before, on: true }
  const chosen = day < latest ? day : latest
  return {
    on: true,
    since: before.from ? before.since : moment.now,
    from: startOfDay(chosen, moment.zone),
  }
}

/** What a person has, as far as a rule asks for it. */
export interface Has {
  app: boolean
  /** One that works at this address. */
  passkey: boolean
}

export const rungOf = (rule: RoleRule): Rung =>
  rule.passkey.on ? 'passkey' : rule.twoFactors.on ? 'two_factors' : 'any'

/** What this person still lacks, and from when it is asked; undefined when they meet what their role is asked for. */
export function lacks(
  has: Has,
  rule: RoleRule,
  passkeysPossible: boolean,
): { rung: 'two_factors' | 'passkey'; from: Date } | undefined {
  const { twoFactors, passkey } = rule
  const open = [
    ...(twoFactors.on && twoFactors.from && !has.app && !has.passkey
      ? [{ rung: 'two_factors' as const, from: twoFactors.from }]
      : []),
    ...(passkey.on && passkey.from && passkeysPossible && !has.passkey
      ? [{ rung: 'passkey' as const, from: passkey.from }]
      : []),
  ]
  return open.toSorted((a, b) => a.from.getTime() - b.from.getTime())[0]
}

/** What somebody has to see to before they may ask others for two factors (identity.md, trap 2). */
export type SaverLacks = 'two_factors_first' | 'second_way_first' | 'passkey_first'

export interface Saver {
  /** Their session is proven by two factors. */
  byTwo: boolean
  byPasskey: boolean
  app: boolean
  passkeys: number
  codesSaved: boolean
}

/** Whoever asks others must not be the first to be locked out: two factors shown now, and a second way in. */
export function objectionTo(saver: Saver, asksOwnRoleForPasskey: boolean): SaverLacks | undefined {
  if (!saver.byTwo) return 'two_factors_first'
  if (Number(saver.app) + saver.passkeys < 2 && !saver.codesSaved) return 'second_way_first'
  return asksOwnRoleForPasskey && !saver.byPasskey ? 'passkey_first' : undefined
}

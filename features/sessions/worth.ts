/**
 * What a session is worth now: rules, dates and factors may have changed since it began, so it is judged on every
 * request (identity.md, rule 2) and never by what was written at sign-in.
 */
import type { SessionView } from '../../server/http/session-view.ts'
import type { SessionRow } from './queries.ts'

export type Judged = Pick<
  SessionRow,
  | 'state'
  | 'password_at'
  | 'code_at'
  | 'passkey_at'
  | 'vouched_at'
  | 'has_totp'
  | 'has_passkey'
  | 'passkeys_elsewhere'
  | 'two_factors_from'
  | 'passkey_from'
  | 'grace_ends_at'
  | 'renew_factor_since'
  | 'password_known_at'
>

export type Worth = Pick<SessionView, 'state' | 'must' | 'mayEnrol' | 'deadline'>

const hasFactor = (row: Pick<Judged, 'has_totp' | 'has_passkey'>) => row.has_totp || row.has_passkey

/**
 * A change of the name of passkeys took every second factor of this person (decision 017): their unused backup codes are
 * one still, or whoever has the password alone would get in by the move.
 */
export const codesStandIn = (row: Pick<Judged, 'has_totp' | 'has_passkey' | 'passkeys_elsewhere'>) =>
  !hasFactor(row) && row.passkeys_elsewhere === 'codes'

/** The same, and no code is left either: they are in by the password, and set up a factor before anything else. */
const hasLostAll = (row: Judged) => !hasFactor(row) && row.passkeys_elsewhere !== null && !byTwo(row)

/** Two factors shown in this session: a passkey with user verification, or the password and a second one. */
const byTwo = (row: Judged) => row.passkey_at !== null || (row.password_at !== null && row.code_at !== null)

/**
 * The one predicate of two factors, over this session alone. An account without a second factor is proven by its
 * password; as soon as there is one, also one set up elsewhere, the password alone is worth half: whoever has only
 * that must not add another factor beside it.
 */
export const isProven = (row: Judged) =>
  byTwo(row) || (row.password_at !== null && !hasFactor(row) && !codesStandIn(row))

/** `passkeysPossible`: Enamel is reached by a name. Where it is not, nobody can keep that rung and two factors do. */
export function worthOf(row: Judged, now: Date, passkeysPossible: boolean): Worth {
  const must = unmet(row, now, passkeysPossible)
  // Whoever has the passkey that is asked for shows it: no code takes its place, in the second step neither.
  const half = { must: must === 'passkey' && row.has_passkey ? must : undefined, mayEnrol: false } as const
  if (row.state === 'locked') return { ...half, state: 'locked', deadline: undefined }
  if ((row.state !== 'full' && row.state !== 'enrolling') || !isProven(row) || half.must)
    return { ...half, state: 'half', deadline: undefined }
  return {
    state: must ? 'enrolling' : 'full',
    must,
    // After the date, or after a reset, a stolen password must not enrol first (identity.md, trap 2).
    mayEnrol: must === undefined || row.vouched_at !== null || (must !== 'renew' && byTwo(row)),
    deadline: must ? undefined : nextDate(row, now, passkeysPossible),
  }
}

/**
 * What keeps this session from everything else until it is done. That a password is known to thieves is no way around the
 * rules: what they ask before it is changed, the second step or the passkey that is there, comes first.
 */
function unmet(row: Judged, now: Date, passkeysPossible: boolean): SessionView['must'] {
  if (row.renew_factor_since || hasLostAll(row)) return 'renew'
  const asked = askedNow(row, now, passkeysPossible)
  if (asked === 'two_factors' || (asked === 'passkey' && row.has_passkey)) return asked
  return row.password_known_at && row.password_at && !row.passkey_at ? 'password' : asked
}

/** What the rules ask that this session has not shown; in a grace nothing. */
function askedNow(row: Judged, now: Date, passkeysPossible: boolean): 'two_factors' | 'passkey' | undefined {
  if (row.grace_ends_at && row.grace_ends_at > now) return undefined
  const holds = (from: Date | null) => from !== null && from <= now
  const passkeyAsked = holds(row.passkey_from)
  if ((holds(row.two_factors_from) || passkeyAsked) && !hasFactor(row)) return 'two_factors'
  return passkeyAsked && passkeysPossible && !row.passkey_at ? 'passkey' : undefined
}

/** The next date that this person does not meet yet: what the banner counts down to. */
function nextDate(row: Judged, now: Date, passkeysPossible: boolean): Date | undefined {
  const open = [
    hasFactor(row) ? null : row.two_factors_from,
    row.has_passkey || !passkeysPossible ? null : row.passkey_from,
  ].filter((date) => date !== null)
  const grace = row.grace_ends_at && row.grace_ends_at > now ? row.grace_ends_at : undefined
  // With a grace the date that is over is asked again when the grace ends.
  return open
    .map((date) => (grace && date < grace ? grace : date))
    .toSorted((a, b) => a.getTime() - b.getTime())[0]
}

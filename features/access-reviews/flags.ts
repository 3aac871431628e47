/** Why a row deserves a second look, computed once, when it is frozen (identity.md, rules of the house). */
import { isSharedAddress } from '../../pure/addresses/shared-address.ts'
import { outranks, type Role } from '../../pure/roles/roles.ts'
import type { Flag, FrozenPerson } from './contract.ts'

const DAY_MS = 24 * 3_600_000
const QUIET_DAYS = 90

/** Somebody who joined within the last week has had no time to sign in. */
const NEW_DAYS = 7

/** `now`: when the review began. */
export function flagsOf(person: FrozenPerson, now: Date): Flag[] {
  const daysSince = (at: string) => (now.getTime() - new Date(at).getTime()) / DAY_MS
  const { lastSignInAt, joinedAt, outsider, accessEndsAt, roleBefore, role, address } = person
  const flags: Flag[] = []
  if (lastSignInAt === null) {
    if (daysSince(joinedAt) >= NEW_DAYS) flags.push('never_signed_in')
  } else if (daysSince(lastSignInAt) >= QUIET_DAYS) flags.push('no_sign_in_90')
  if (outsider !== null && accessEndsAt === null) flags.push('no_end_date')
  if (roleBefore !== null && isAbove(role, roleBefore)) flags.push('rights_raised')
  if (isSharedAddress(address)) flags.push('shared_address')
  return flags
}

const isAbove = (role: Role, other: Role) => role !== other && outranks(role, other)

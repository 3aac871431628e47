/** Pure: who may decide what on a row of a review. */
import { outranks, type Role } from '../../pure/roles/roles.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import type { StoredRow } from './row-queries.ts'

export interface Reviewer {
  personId: string
  role: Role
}

type About = Pick<StoredRow, 'person_id' | 'role_now' | 'frozen'>

/** The role that a row is about: of whose it is, or that an invitation would give. */
export const roleOf = ({ role_now, frozen }: About): Role | undefined =>
  role_now ?? ROLES.find((role) => role === frozen.values['role'])

/**
 * Nobody on themselves; otherwise whoever may act on them. An Admin may confirm an Owner's access: in a clinic of one Owner
 * that is the second person.
 */
export function mayDecide(reviewer: Reviewer, row: About): 'yes' | 'keep_only' | 'self' | 'rank' {
  if (row.person_id === reviewer.personId) return 'self'
  const role = roleOf(row)
  if (role === undefined || outranks(reviewer.role, role)) return 'yes'
  return role === 'OWNER' && reviewer.role === 'ADMIN' ? 'keep_only' : 'rank'
}

/** Whether it is looked at alone: what belongs to an Owner or an Admin. */
export const isAlone = (row: About): boolean => {
  const role = roleOf(row)
  return role === 'OWNER' || role === 'ADMIN'
}

/** A line of another system's list: what is taken away there, Enamel cannot see. */
export const isOutside = ({ kind }: Pick<StoredRow, 'kind'>): boolean => kind === 'list_entry'

/** Whose it is, or what. */
export const nameOf = ({ person_name, frozen }: Pick<StoredRow, 'person_name' | 'frozen'>): string =>
  frozen.person?.name ?? frozen.values['name'] ?? person_name ?? ''

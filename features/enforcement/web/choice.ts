/** What is chosen on the page, and what of it is sent. */
import type { Answer, Sent } from '../../../pure/contract/endpoint.ts'
import { ROLES, type Role } from '../../../pure/roles/roles.ts'
import { type getEnforcement, LEADERS, type previewEnforcement, type saveEnforcement } from '../contract.ts'

export type Present = Answer<typeof getEnforcement>
export type Preview = Answer<typeof previewEnforcement>
export type Rung = Present['roles'][number]['asked']
export type Who = 'all' | 'leaders' | 'some'

export interface Choice {
  level: Present['level']
  who: Who
  asked: Partial<Record<Role, Rung>>
  from: string
}

type Wish = Omit<Sent<typeof saveEnforcement>['body'], 'revision'>

/** Of Owners and Admins no less than a second step, where anything is required at all. */
export const rungFor = (asked: Choice['asked'], role: Role): Rung => {
  const rung = asked[role] ?? 'any'
  return rung === 'any' && LEADERS.includes(role) ? 'two_factors' : rung
}

/** As it stands, ready to be changed. */
export function asItStands({ level, roles, proposed }: Present): Choice {
  const asked = Object.fromEntries(roles.map(({ role, asked: rung }) => [role, rung]))
  const on = roles.filter(({ asked: rung }) => rung !== 'any')
  const plain = on.every(({ asked: rung }) => rung === 'two_factors')
  const who: Who =
    level !== 'required' || (plain && on.length === roles.length)
      ? 'all'
      : plain && on.every(({ role }) => LEADERS.includes(role))
        ? 'leaders'
        : 'some'
  return { level, who, asked, from: proposed }
}

/** Everybody is every role there is, so that whoever joins tomorrow is asked too. */
export function wishOf(choice: Choice): Wish {
  const { level, who, asked, from } = choice
  if (level !== 'required') return { level, roles: [], passkeyRoles: [] }
  const roles = {
    all: [...ROLES],
    leaders: [...LEADERS],
    some: ROLES.filter((role) => rungFor(asked, role) !== 'any'),
  }[who]
  const passkeyRoles = who === 'some' ? roles.filter((role) => asked[role] === 'passkey') : []
  return { level, roles, passkeyRoles, ...(from !== '' && { from }) }
}

/** Whether saving the one would leave everything as the other has it. */
export function sameWish(one: Wish, other: Wish): boolean {
  return (
    one.level === other.level &&
    one.from === other.from &&
    sameRoles(one.roles, other.roles) &&
    sameRoles(one.passkeyRoles, other.passkeyRoles)
  )
}

const sameRoles = (some: readonly Role[], others: readonly Role[]) =>
  some.length === others.length && some.every((role) => others.includes(role))

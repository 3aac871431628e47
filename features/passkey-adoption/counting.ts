/** The arithmetic of adoption; no database, no clock. */
import { type Role, ROLES } from '../../pure/roles/roles.ts'

export interface Counted {
  id: string
  name: string
  role: Role
  /** How many that are a factor. */
  passkeys: number
  answer: 'can' | 'cannot' | null
}

export interface RoleCount {
  role: Role
  people: number
  able: number
  withPasskey: number
}

/** Owners and Admins: one for the day the other is lost. */
export const LEADERS_HAVE = 2
/** Ordered for each of them at once, one to carry and one to lock away. */
const KEYS_FOR_LEADER = 2

export const isLeader = ({ role }: Pick<Counted, 'role'>) => role === 'OWNER' || role === 'ADMIN'

/** Whoever did not answer counts as able, or nobody would ever be asked; whoever has one is, whatever they said. */
export const isAble = ({ answer, passkeys }: Counted) => answer !== 'cannot' || passkeys > 0

const wanted = (person: Counted) => (isLeader(person) ? LEADERS_HAVE : 1)

export function sumOf(people: readonly Counted[]): Omit<RoleCount, 'role'> {
  return {
    people: people.length,
    able: people.filter(isAble).length,
    withPasskey: people.filter(({ passkeys }) => passkeys > 0).length,
  }
}

/** By role, the highest first; roles that nobody has are left out. */
export function byRole(people: readonly Counted[]): RoleCount[] {
  return ROLES.map((role) => ({ role, ...sumOf(people.filter((one) => one.role === role)) })).filter(
    (one) => one.people > 0,
  )
}

/** Who is to add one next: Owners and Admins first, then by name; whose devices cannot are not asked. */
export function stillMissing(people: readonly Counted[]): Counted[] {
  return people
    .filter((person) => isAble(person) && person.passkeys < wanted(person))
    .toSorted(
      (a, b) =>
        Number(isLeader(b)) - Number(isLeader(a)) || a.passkeys - b.passkeys || a.name.localeCompare(b.name),
    )
}

/** What to order: two for each Owner and Admin who has not two passkeys, one for each whose devices cannot, one spare. */
export function keysToOrder(people: readonly Counted[]) {
  const leaders = people.filter((person) => isLeader(person) && person.passkeys < LEADERS_HAVE)
  const others = people.filter((person) => !isLeader(person) && !isAble(person))
  const needed = leaders.length * KEYS_FOR_LEADER + others.length
  const spare = needed > 0 ? 1 : 0
  return {
    leaders: leaders.map(({ name }) => name),
    people: others.map(({ name }) => name),
    spare,
    total: needed + spare,
  }
}

/** Of step 2: half is that Owners and Admins have two, half that everybody able has one. */
export function shareOf(people: readonly Counted[]): number {
  const leaders = people.filter(isLeader)
  const withTwo = leaders.filter(({ passkeys }) => passkeys >= LEADERS_HAVE).length
  const { able, withPasskey } = sumOf(people)
  const part = (some: number, all: number) => (all === 0 ? 1 : some / all)
  return (part(withTwo, leaders.length) + part(withPasskey, able)) / 2
}

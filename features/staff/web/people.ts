/** The staff list as the page asks and says it: what the address holds, whom it shows, in which order. */
import { daysBetween } from '../../../pure/days/days.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { ROLES, type Role } from '../../../pure/roles/roles.ts'
import type { listStaff } from '../roster-contract.ts'

export type Staff = Answer<typeof listStaff>
export type StaffPerson = Staff['people'][number]
export type Pending = Staff['pending'][number]

export const TABS = ['active', 'pending', 'disabled'] as const
export type Tab = (typeof TABS)[number]
export const STEPS = ['has', 'none'] as const
/** Days since the last sign-in: within 30, longer than 30, longer than 90; or never. */
export const SEEN = ['within_30', 'over_30', 'over_90', 'never'] as const
export const ORDERS = ['name', 'role', 'seen', 'since'] as const

/** What the address says. */
export interface PeopleSearch {
  tab?: 'pending' | 'disabled'
  q?: string
  role?: Role
  step?: (typeof STEPS)[number]
  seen?: (typeof SEEN)[number]
  place?: string
  order?: 'role' | 'seen' | 'since'
}

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((one) => one === value)

export function readPeopleSearch(typed: Record<string, unknown>): PeopleSearch {
  const { q, place } = typed
  const tab = oneOf(TABS, typed['tab'])
  const role = oneOf(ROLES, typed['role'])
  const step = oneOf(STEPS, typed['step'])
  const seen = oneOf(SEEN, typed['seen'])
  const order = oneOf(ORDERS, typed['order'])
  return {
    ...(tab && tab !== 'active' && { tab }),
    // The router reads "2024" as a number.
    ...((typeof q === 'string' || typeof q === 'number') && q !== '' && { q: String(q).slice(0, 80) }),
    ...(role && { role }),
    ...(step && { step }),
    ...(seen && { seen }),
    ...(typeof place === 'string' && /^[0-9a-f-]{36}$/.test(place) && { place }),
    ...(order && order !== 'name' && { order }),
  }
}

/** Letters without their marks, so that "Ololade" finds "Ọlọ́ladé". */
const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

const says = (who: { name: string; address: string }, q: string | undefined) =>
  q === undefined ||
  plain(q)
    .split(/\s+/)
    .every((part) => plain(`${who.name} ${who.address}`).includes(part))

const isOfTab = ({ state }: StaffPerson, tab: Tab) =>
  tab === 'active' ? state === 'active' : tab === 'disabled' && state !== 'active'

const worksAt = (placeIds: readonly string[], place: string | undefined) =>
  place === undefined || placeIds.length === 0 || placeIds.includes(place)

function wasSeen({ lastSignInOn }: StaffPerson, seen: PeopleSearch['seen'], today: string): boolean {
  if (seen === undefined) return true
  if (seen === 'never') return lastSignInOn === null
  if (lastSignInOn === null) return seen !== 'within_30'
  const days = daysBetween(lastSignInOn, today)
  return seen === 'within_30' ? days <= 30 : days > (seen === 'over_30' ? 30 : 90)
}

/** Whom a search leaves; `today` is the clinic's day, `locale` has the order of letters. */
export function peopleShown(
  people: readonly StaffPerson[],
  search: PeopleSearch,
  { today, locale }: { today: string; locale: string },
): StaffPerson[] {
  const { tab = 'active', q, role, step, seen, place, order } = search
  const shown = people.filter(
    (person) =>
      isOfTab(person, tab) &&
      says(person, q) &&
      (!role || person.role === role) &&
      (!step || (step === 'has') === (person.secondStep === 'has')) &&
      wasSeen(person, seen, today) &&
      worksAt(person.placeIds, place),
  )
  const letters = new Intl.Collator(locale)
  const byName = shown.toSorted((a, b) => letters.compare(a.name, b.name))
  if (order === 'role') return byName.toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
  // Who was not here for longest first: that is whom somebody looks for.
  if (order === 'seen')
    return byName.toSorted((a, b) => (a.lastSignInOn ?? '').localeCompare(b.lastSignInOn ?? ''))
  if (order === 'since') return byName.toSorted((a, b) => b.joinedAt.localeCompare(a.joinedAt))
  return byName
}

export function pendingShown(pending: readonly Pending[], { q, role, place }: PeopleSearch): Pending[] {
  return pending.filter((one) => says(one, q) && (!role || one.role === role) && worksAt(one.placeIds, place))
}

/** How many each tab has, whatever is searched for. */
export const countsOf = ({ people, pending }: Staff): Record<Tab, number> => ({
  active: people.filter((person) => isOfTab(person, 'active')).length,
  pending: pending.length,
  disabled: people.filter((person) => isOfTab(person, 'disabled')).length,
})

/** Whether anything besides the tab and the order is searched for. */
export const isNarrowed = ({ q, role, step, seen, place }: PeopleSearch): boolean =>
  [q, role, step, seen, place].some((one) => one !== undefined)

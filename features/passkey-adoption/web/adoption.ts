/** What the page is told, and what is drawn of it. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Role } from '../../../pure/roles/roles.ts'
import type { getAdoption } from '../contract.ts'

export type Adoption = Answer<typeof getAdoption>

export interface DaySum {
  day: string
  withPasskey: number
  able: number
}

/** Each day's numbers of one role, or of everybody. Days on which that role was not there are left out. */
export function seriesOf(days: Adoption['days'], role: Role | undefined): DaySum[] {
  return days.flatMap(({ day, roles }) => {
    const counted = role ? roles.filter((one) => one.role === role) : roles
    if (counted.length === 0) return []
    const sum = (of: 'withPasskey' | 'able') => counted.reduce((total, one) => total + one[of], 0)
    return [{ day, withPasskey: sum('withPasskey'), able: sum('able') }]
  })
}

const DAY_MS = 86_400_000
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** Where each day stands between the first and the last, by the calendar: days that were not counted leave a gap. */
export function placedIn(series: readonly DaySum[]): { at: number; value: number }[] {
  const [first, last] = [series[0], series.at(-1)]
  const span = first && last ? daysBetween(first.day, last.day) : 0
  return series.map(({ day, withPasskey }) => ({
    at: first && span > 0 ? daysBetween(first.day, day) / span : 1,
    value: withPasskey,
  }))
}

/** Who sees a run, and how it stands. */
import type { Role } from '../../pure/roles/roles.ts'
import type { PersonId } from '../../server/context.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { RUN_MINUTES } from './contract.ts'

export interface Viewer {
  personId: PersonId
  role: Role
}

export const viewerOf = ({ personId, role }: SessionView): Viewer => ({ personId, role })

export const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)

/** When sign-ins, remote access and mail are to be ended at the latest. */
export const minutesEnd = (plannedFor: Date) => minutesAfter(plannedFor, RUN_MINUTES)

interface Counted {
  state: string
  in_minutes: boolean
  settled_at: Date | null
}

/** When the last of those that the 60 minutes count was done; null while one is open. */
export function minutesDoneAt(items: readonly Counted[]): Date | null {
  const counted = items.filter((one) => one.in_minutes)
  if (counted.some((one) => one.settled_at === null)) return null
  const last = Math.max(...counted.map((one) => one.settled_at?.getTime() ?? 0))
  return Number.isFinite(last) ? new Date(last) : null
}

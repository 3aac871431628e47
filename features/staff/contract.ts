/** Staff: who belongs to the clinic, as what, and how they come and go. */
import { problems } from '../../pure/contract/problem.ts'

export const staffProblem = problems({
  'staff.person_not_found': 404,
  'staff.not_yourself': 409,
  'staff.rank_too_low': 403,
  'staff.last_owner': 409,
  'staff.changed_meanwhile': 409,
})

export const staffActions = ['staff.disabled', 'staff.left'] as const

/** How somebody's access ended. */
export const ENDED_HOW = ['hand', 'end_date', 'leaver', 'review'] as const

/** Staff: who belongs to the clinic, as what, and how they come and go. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const staffProblem = problems({
  /** Nobody of this clinic, in the state that the act wants: also somebody of another. */
  'staff.person_not_found': 404,
  'staff.not_yourself': 403,
  'staff.rank_too_low': 403,
  'staff.last_owner': 409,
  'staff.changed_meanwhile': 409,
})

export const staffActions = ['staff.disabled', 'staff.left'] as const

/** How somebody's access ended. */
export const ENDED_HOW = ['hand', 'end_date', 'leaver', 'review'] as const

export const listColleagues = endpoint({
  method: 'GET',
  url: '/api/staff/colleagues',
  summary: 'Everybody who works here now, by name: to choose from.',
  response: z.object({
    colleagues: z.array(z.object({ personId: z.uuid(), name: z.string(), role: z.enum(ROLES) })),
  }),
})

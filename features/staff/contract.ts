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

/** What a link for somebody without an account may have been made for (server/http/task-link.ts). */
export const LINK_PURPOSES = ['leaver.items', 'review.row'] as const

export const getTask = endpoint({
  method: 'GET',
  url: '/api/task',
  summary:
    'What a link for somebody without an account was made for, and by which clinic; the token is in a header.',
  response: z.object({
    purpose: z.enum(LINK_PURPOSES),
    /** Whom it was given to, in the giver's words. */
    name: z.string(),
    clinic: z.object({ name: z.string(), zone: z.string(), locale: z.string() }),
  }),
})

export const listColleagues = endpoint({
  method: 'GET',
  url: '/api/staff/colleagues',
  summary: 'Everybody who works here now, by name: to choose from.',
  response: z.object({
    colleagues: z.array(z.object({ personId: z.uuid(), name: z.string(), role: z.enum(ROLES) })),
  }),
})

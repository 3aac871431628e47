/** What is done to somebody who works here: another role, the end of access for a time or for good, an end date. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ENDED_HOW, ROLES } from '../../pure/roles/roles.ts'

export const actsProblem = problems({
  /** Nobody gives a role at or above their own; Owners give any. */
  'staff.role_too_high': 403,
  'staff.same_role': 409,
  'staff.disabled_already': 409,
  'staff.not_disabled': 409,
  /** Who left for good is invited anew and begins anew. */
  'staff.left_for_good': 409,
  'staff.end_date_past': 422,
  'staff.end_date_far': 422,
  /** Else the clinic could wake up without an Owner. */
  'staff.owner_has_no_end': 409,
})

export const actsActions = [
  'staff.role_changed',
  'staff.enabled',
  'staff.deleted',
  'staff.end_date_changed',
] as const

const instant = z.iso.datetime()
const params = z.strictObject({ personId: id })
/** Kept in the log and with the role's history. */
const reason = line(200, 3)
const role = z.enum(ROLES, { error: 'one_of' })

export const getActs = endpoint({
  method: 'GET',
  url: '/api/staff/people/:personId/acts',
  summary: 'What whoever asks may do to one person, and how their access stands.',
  params,
  response: z.object({
    name: z.string(),
    role,
    state: z.enum(['active', 'disabled', 'left']),
    /** Why nothing can be done to them by whoever asks; null: it can. */
    not: z.enum(['self', 'rank']).nullable(),
    /** The only Owner who can come in: neither demoted nor disabled. */
    lastOwner: z.boolean(),
    /** What they can be made, the highest first; never what they are. */
    roles: z.array(role),
    outsider: z.boolean(),
    /** The last day of their access, as a day of the clinic; null: it has no end. */
    endsOn: z.string().nullable(),
    today: z.string(),
    ended: z
      .object({
        at: instant,
        /** Null: nobody's hand, as at an end date. */
        by: z.string().nullable(),
        how: z.enum(ENDED_HOW),
        reason: z.string(),
      })
      .nullable(),
    /** The ownership as whoever asks offered it to them; null: they did not. */
    offered: z.object({ endsAt: instant, giverRole: role }).nullable(),
    mayOffer: z.boolean(),
  }),
})

export const setRole = endpoint({
  method: 'PUT',
  url: '/api/staff/people/:personId/role',
  summary: 'Gives somebody another role, at once.',
  params,
  body: z.strictObject({ role, reason }),
  response: nothing,
})

export const disablePerson = endpoint({
  method: 'POST',
  url: '/api/staff/people/:personId/disable',
  summary: 'Ends somebody’s access for a time: every session, PIN and pending link, in one transaction.',
  params,
  body: z.strictObject({ reason }),
  response: z.object({ sessionsEnded: z.number() }),
})

export const enablePerson = endpoint({
  method: 'POST',
  url: '/api/staff/people/:personId/enable',
  summary: 'Lets somebody in again whose access had ended for a time.',
  params,
  body: z.strictObject({ reason, endsOn: day.nullable().default(null) }),
  response: nothing,
})

export const deletePerson = endpoint({
  method: 'POST',
  url: '/api/staff/people/:personId/delete',
  summary: 'Takes the account and the name of somebody whose access ended. The log keeps who acted.',
  params,
  body: z.strictObject({ reason }),
  response: nothing,
})

export const setEndDate = endpoint({
  method: 'PUT',
  url: '/api/staff/people/:personId/end-date',
  summary: 'The last day of somebody’s access, after which it ends by itself; null: it has no end.',
  params,
  body: z.strictObject({ endsOn: day.nullable(), reason }),
  response: nothing,
})

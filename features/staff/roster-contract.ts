/** The staff list and one person's page. Who is seen, and how much of them, follows from who asks (README). */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ENDED_HOW, OUTSIDERS, ROLES } from '../../pure/roles/roles.ts'

export const rosterProblem = problems({
  /** It is theirs alone to change, where the clinic has no say over it. */
  'staff.name_theirs': 409,
  'staff.own_manager': 422,
  /** Nobody of those who work here now. */
  'staff.manager_not_found': 422,
  /** An Owner is of the team, whatever else they are. */
  'staff.owner_not_outsider': 409,
  /** Outside IT sees what a practice manager does not. */
  'staff.it_by_admins': 403,
})

export const rosterActions = ['staff.profile_changed', 'staff.outsider_changed', 'person.renamed'] as const

const instant = z.iso.datetime()
/** The one that was read, so that nobody overwrites what another changed meanwhile. */
const revision = z.number().int().min(1)
const params = z.strictObject({ personId: id })

/** renew: it was reset, and is set up anew at the next sign-in. */
const secondStep = z.enum(['has', 'none', 'renew'])
const place = z.object({ placeId: z.string(), name: z.string() })

/** What everybody may know of a colleague who may see the staff list at all. */
const standing = z.object({
  personId: z.string(),
  name: z.string(),
  /** The one they sign in with. */
  address: z.string(),
  role: z.enum(ROLES),
  /** disabled: for a time. left: for good. */
  state: z.enum(['active', 'disabled', 'left']),
  /** Of whoever can sign in; null: nobody asks for it. */
  secondStep: secondStep.nullable(),
  /** The clinic's day of their last sign-in here; null: never, as far as it is kept. */
  lastSignInOn: z.string().nullable(),
  joinedAt: instant,
  endedAt: instant.nullable(),
  /** The last day of their access. */
  accessEndsOn: z.string().nullable(),
  /** Not of the team: what they are here for. */
  outsider: z.enum(OUTSIDERS).nullable(),
})

export const listStaff = endpoint({
  method: 'GET',
  url: '/api/staff/people',
  summary: 'Everybody of the clinic: who can sign in, who is invited, whose access ended.',
  response: z.object({
    people: z.array(
      standing.extend({
        /** Where they work; empty: everywhere. */
        placeIds: z.array(z.string()),
      }),
    ),
    /** Asked to join and not here yet; none of them is a person of this clinic before they accept. */
    pending: z.array(
      z.object({
        invitationId: z.string(),
        name: z.string(),
        address: z.string(),
        role: z.enum(ROLES),
        outsider: z.enum(OUTSIDERS).nullable(),
        accessEndsOn: z.string().nullable(),
        placeIds: z.array(z.string()),
        sentAt: instant,
        endsAt: instant,
        /** Its link works no longer. */
        over: z.boolean(),
        by: z.string(),
        revision: z.number(),
      }),
    ),
    /** Open ones, by name. */
    places: z.array(place),
  }),
})

const profile = standing.extend({
  roleSince: instant,
  /** The role before, the newest change first. */
  roles: z.array(
    z.object({
      from: z.enum(ROLES),
      to: z.enum(ROLES),
      reason: z.string(),
      by: z.string().nullable(),
      at: instant,
    }),
  ),
  ended: z
    .object({
      at: instant,
      how: z.enum(ENDED_HOW).nullable(),
      by: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  manager: z.object({ personId: z.string(), name: z.string() }).nullable(),
  /** Where they work; none: everywhere. */
  places: z.array(place),
  revision: z.number(),
})

export const getStaffPerson = endpoint({
  method: 'GET',
  url: '/api/staff/people/:personId',
  summary:
    'One person of the clinic; what proves them only for Owners and Admins, never the proofs themselves.',
  params,
  response: profile.extend({
    /** Whether whoever asks may change name and manager. */
    mayEdit: z.boolean(),
    /** Whether they may say what somebody from outside is here for. */
    mayMark: z.boolean(),
    /** Null for whoever may not see it. */
    proofs: z
      .object({
        app: z.boolean(),
        /** Those that work at this address. */
        passkeys: z.number(),
        /** Unused ones. */
        backupCodes: z.number(),
        lastSignIn: z.object({ at: instant, how: z.enum(['passkey', 'two_factors', 'password']) }).nullable(),
      })
      .nullable(),
  }),
})

/** One's own, without what the page shows Owners and Admins: that stands under Security and Sessions. */
export const getMyProfile = endpoint({
  method: 'GET',
  url: '/api/profile/about',
  summary: 'What the clinic has on file of whoever asks.',
  response: profile,
})

export const setStaffProfile = endpoint({
  method: 'PUT',
  url: '/api/staff/people/:personId/profile',
  summary: 'Somebody’s name here, and who looks after them.',
  params,
  body: z.strictObject({ name: line(120), managerId: id.nullable(), revision }),
  response: nothing,
})

export const setOutsider = endpoint({
  method: 'PUT',
  url: '/api/staff/people/:personId/outsider',
  summary: 'Says what somebody from outside is here for, and their last day; null: they are of the team.',
  params,
  body: z.strictObject({ outsider: z.enum(OUTSIDERS).nullable(), endsOn: day.nullable(), revision }),
  response: nothing,
})

export const setMyName = endpoint({
  method: 'PUT',
  url: '/api/profile/about/name',
  summary: 'One’s own name, in every clinic.',
  body: z.strictObject({ name: line(120) }),
  response: nothing,
})

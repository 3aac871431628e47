/** Who is protected, and what an Owner or Admin does for one person: grace, leave, reset, a code, a link. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, line, nothing } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const protectedProblem = problems({
  /** The clinic would have no Owner left who can come in. */
  'protected.last_owner': 409,
  /** Neither app nor passkey nor backup codes. */
  'protected.nothing_to_reset': 409,
  /** No rule keeps this person out. */
  'protected.grace_not_needed': 409,
  /** At most one in 30 days; `from`: when the next may be given. */
  'protected.grace_again': 409,
  'protected.grace_none': 409,
  'protected.leave_date': 422,
  /** They have a second step: what was lost is reset first. */
  'protected.code_not_needed': 409,
  /** They belong to another clinic too, which did not ask for it. */
  'protected.link_elsewhere': 409,
  /** One Admin alone must not have both password and second step in hand; `who`: who else can do it. */
  'protected.other_hand': 409,
})

export const protectedActions = [
  'protected.exported',
  'grace.given',
  'grace.ended',
  'leave.changed',
  'auth.2fa.reset',
  'enrol_code.made',
  'link.shown',
] as const

const instant = z.iso.datetime()
export const WHO_IS_SHOWN = ['all', 'not_yet', 'exceptions'] as const

/** Why an act cannot be done for this person, or `yes`. */
const may = z.enum(['yes', 'self', 'rank', 'not_needed', 'again', 'nothing', 'elsewhere', 'last_owner'])

const protectedPerson = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** not_yet: no second step, and no date is over. overdue: a date is over. renew: it was reset. */
  state: z.enum(['protected', 'not_yet', 'overdue', 'renew']),
  app: z.boolean(),
  /** Those that work at this address. */
  passkeys: z.number(),
  /** Unused ones. */
  backupCodes: z.number(),
  /** Of their last sign-in here: what it was proven with. */
  lastSignIn: z.object({ at: instant, how: z.enum(['passkey', 'two_factors', 'password']) }).nullable(),
  /** The first date that they do not meet; it may be over. */
  deadline: z.object({ at: instant, asks: z.enum(['two_factors', 'passkey']) }).nullable(),
  grace: z.object({ endsAt: instant, by: z.string(), reason: z.string() }).nullable(),
  /** The last day of leave. */
  awayUntil: z.string().nullable(),
  renewSince: instant.nullable(),
  /** They belong to another clinic too. */
  elsewhere: z.boolean(),
  may: z.object({ grace: may, leave: may, reset: may, beside: may, link: may }),
  /** When the next grace may be given, where `may.grace` is `again`. */
  graceFrom: instant.nullable(),
})

const filter = {
  show: z.enum(WHO_IS_SHOWN).default('all'),
  role: z.enum(ROLES).optional(),
}

export const listProtected = endpoint({
  method: 'GET',
  url: '/api/protected',
  summary: 'Every active person: their second step, how they signed in last, dates and exceptions.',
  response: z.object({ people: z.array(protectedPerson) }),
})

/** The rows of the page as it is filtered. Leaves an event. */
export const protectedCsv = fileEndpoint({
  method: 'GET',
  url: '/api/protected.csv',
  summary: 'The same as a table for a spreadsheet.',
  query: z.strictObject(filter),
  type: 'text/csv; charset=utf-8',
})

const params = z.strictObject({ personId: id })
/** Kept in the log, and told to those who are told. */
const because = z.strictObject({ reason: line(200, 3) })

export const giveGrace = endpoint({
  method: 'POST',
  url: '/api/protected/:personId/grace',
  summary: 'For 24 hours the rules of the second step are not asked of one person; once in 30 days.',
  params,
  body: because,
  response: z.object({ endsAt: instant }),
})

export const endGrace = endpoint({
  method: 'DELETE',
  url: '/api/protected/:personId/grace',
  summary: 'Ends these hours early.',
  params,
  response: nothing,
})

/** Changes no right: previews and the list say so. */
export const setLeave = endpoint({
  method: 'PUT',
  url: '/api/protected/:personId/leave',
  summary: 'Says until which day somebody is on leave, or that they are not.',
  params,
  body: z.strictObject({ until: day.nullable() }),
  response: nothing,
})

export const resetFactor = endpoint({
  method: 'POST',
  url: '/api/protected/:personId/reset',
  summary: 'Takes a colleague’s app, passkeys and backup codes away and ends all their sessions.',
  params,
  body: because,
  response: z.object({
    sessionsEnded: z.number(),
    /** Their second step was removed; false: they belong to another clinic too and renew it for this one. */
    removed: z.boolean(),
  }),
})

export const makeBesideCode = endpoint({
  method: 'POST',
  url: '/api/protected/:personId/enrolment',
  summary: 'A code for somebody who sets up their second step beside you, shown once.',
  params,
  response: z.object({
    /** Eight digits in two groups. */
    shown: z.string(),
    endsAt: instant,
  }),
})

export const makePasswordLink = endpoint({
  method: 'POST',
  url: '/api/protected/:personId/password-link',
  summary: 'A link with which a colleague sets a new password by themselves, shown once.',
  params,
  body: because,
  response: z.object({ link: z.string(), endsAt: instant }),
})

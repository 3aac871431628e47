/** Where a second person is asked for and the clinic has none: somebody outside decides by a link, or the Owner says so. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { emailAddress, id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const secondPersonProblem = problems({
  /** Somebody here may decide it; `names`. */
  'access_reviews.second_person_here': 409,
  /** The address of somebody of this clinic, the Owner's own among them. */
  'access_reviews.outsider_is_here': 422,
  /** Only what is one's own, and undecided. */
  'access_reviews.not_own': 409,
})

/** How long the link works. */
export const LINK_DAYS = 14

const row = z.strictObject({ reviewId: id, rowId: id })
const seen = { revision: z.number().int().min(1) }

export const askOutsider = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/rows/:rowId/outsider',
  summary:
    'An Owner without a colleague who may decide names somebody outside, who gets a link to this one thing by mail.',
  params: row,
  body: z.strictObject({ name: line(80, 2), address: emailAddress, ...seen }),
  response: z.object({ endsAt: z.iso.datetime() }),
})

export const sayNobodyElse = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/rows/:rowId/no-second-person',
  summary:
    'An Owner keeps what is their own because nobody else is here to decide: an exception, with the reason.',
  params: row,
  body: z.strictObject({ reason: line(300, 10), ...seen }),
  response: nothing,
})

const instant = z.iso.datetime()

export const getReviewTask = endpoint({
  method: 'GET',
  url: '/api/task/review',
  summary: 'What somebody outside is asked to decide: one person’s own access, and nothing else.',
  response: z.object({
    /** Whose it is, who asks, and at which clinic. */
    name: z.string(),
    clinic: z.string(),
    askedAt: instant,
    role: z.enum(ROLES),
    joinedAt: instant,
    lastSignInAt: instant.nullable(),
    secondStep: z.boolean(),
    flags: z.array(z.string()),
    /** Accounts of theirs in other systems, decided together with it. */
    elsewhere: z.array(z.object({ list: z.string(), name: z.string(), roleThere: z.string() })),
  }),
})

export const decideReviewTask = endpoint({
  method: 'POST',
  url: '/api/task/review',
  summary: 'Keeps it, or says why not: then it stays open and the Owner reads what was said. The link ends.',
  body: z.strictObject({
    decision: z.enum(['keep', 'object'], { error: 'one_of' }),
    /** Wanted where it is not kept. */
    note: line(300, 0).default(''),
  }),
  response: nothing,
})

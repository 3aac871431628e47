/** The quarterly review: everybody's access as it was when it began, and one decision on each of it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const reviewProblem = problems({
  'access_reviews.not_found': 404,
  /** One at a time. */
  'access_reviews.open_already': 409,
  /** It is closed, or was called off. */
  'access_reviews.not_open': 409,
  /** Another reviewer decided it since this one looked; `name`, `by`. */
  'access_reviews.changed_meanwhile': 409,
  'access_reviews.not_yourself': 403,
  'access_reviews.rank_too_low': 403,
  /** An Admin may confirm an Owner's access, never take it. */
  'access_reviews.keep_only': 403,
  /** Rows of Owners and Admins are not kept with others; `names`. */
  'access_reviews.one_by_one': 422,
  /** Taking away or changing wants a reason. */
  'access_reviews.note_needed': 422,
  /** A role for somebody's own access, none for a PIN; another than they have. */
  'access_reviews.decision_wrong': 422,
  /** What is to be kept ended since the review began; `name`. */
  'access_reviews.gone': 409,
  /** It was carried out: what is to be otherwise now is done on the person's page. */
  'access_reviews.carried_out': 409,
  /** `undecided` rows, `waiting` removals in other systems. */
  'access_reviews.not_complete': 409,
  /** What the review took away is there again; `names`. */
  'access_reviews.undone_meanwhile': 409,
  /** Nothing outside of Enamel waits for a statement here. */
  'access_reviews.nothing_to_state': 409,
  'access_reviews.no_manager': 409,
  /** The question was answered, taken back, or is somebody else's. */
  'access_reviews.question_over': 404,
})

export const reviewActions = [
  'review.started',
  'review.rows_added',
  'review.rows_removed',
  'review.decided',
  'review.stated',
  'review.asked',
  'review.answered',
  'review.closed',
  'review.called_off',
  'review.exported',
] as const

/** What may be decided: of people the first three, of everything else the first and the last. */
export const DECISIONS = ['keep', 'change_role', 'disable', 'remove'] as const
export type Decision = (typeof DECISIONS)[number]

/** Why a row deserves a second look (flags.ts computes them when the row is frozen). */
export const FLAGS = [
  'no_sign_in_90',
  'never_signed_in',
  'no_end_date',
  'rights_raised',
  'shared_address',
  'shared_account',
  'no_match',
  'nobody_signed_in',
] as const
export type Flag = (typeof FLAGS)[number]

/** Days from one review to the next, and how far back the first one looks. */
export const REVIEW_DAYS = 92

const instant = z.iso.datetime()
const role = z.enum(ROLES)

/** Somebody's access as it was when the review began. */
export const frozenPerson = z.object({
  name: z.string(),
  address: z.string(),
  role,
  roleSince: instant,
  /** The role they had when the review looks back to; null: they were not here. */
  roleBefore: role.nullable(),
  joinedAt: instant,
  /** Null: never. */
  lastSignInAt: instant.nullable(),
  app: z.boolean(),
  passkeys: z.number(),
  outsider: z.enum(['it', 'locum', 'accountant', 'other']).nullable(),
  accessEndsAt: instant.nullable(),
  manager: z.string().nullable(),
  places: z.array(z.string()),
})
export type FrozenPerson = z.infer<typeof frozenPerson>

/** What is kept of a row as it was: somebody's access, or the values of a grant or of a line of a list. */
export const frozenRow = z.object({
  person: frozenPerson.optional(),
  values: z.record(z.string(), z.string()).default({}),
})
export type Frozen = z.infer<typeof frozenRow>

const reviewRow = z.object({
  id: z.string(),
  /** person, or the kind of a grant, or list_entry. */
  kind: z.string(),
  personId: z.string().nullable(),
  /** Whose it is, or what. */
  name: z.string(),
  person: frozenPerson.nullable(),
  values: z.record(z.string(), z.string()),
  listId: z.string().nullable(),
  listName: z.string().nullable(),
  matchedBy: z.enum(['address', 'name', 'hand', 'none']).nullable(),
  /** Whose account a line of a list is, by name. */
  matchedTo: z.string().nullable(),
  flags: z.array(z.string()),
  /** It ended since the review began, or was never Enamel's to know; the role as it is now. */
  gone: z.boolean(),
  roleNow: role.nullable(),
  /** Another system's: whoever takes it away there states it here. */
  outside: z.boolean(),
  decision: z
    .object({
      what: z.enum(DECISIONS),
      newRole: role.nullable(),
      note: z.string(),
      by: z.string(),
      how: z.enum(['self', 'link', 'no_second_person']),
      at: instant,
    })
    .nullable(),
  question: z
    .object({
      to: z.string(),
      /** manager: somebody else than whose access it is. */
      of: z.enum(['person', 'manager', 'outsider']),
      at: instant,
      /** Null: no answer yet. */
      needed: z.boolean().nullable(),
      answer: z.string().nullable(),
      answeredAt: instant.nullable(),
    })
    .nullable(),
  carriedOutAt: instant.nullable(),
  /** Who stated that it is done in the other system. */
  statedBy: z.string().nullable(),
  checkedAt: instant.nullable(),
  /** self: it is this reviewer's own. rank: somebody above them. keep_only: an Admin on an Owner. */
  may: z.enum(['yes', 'keep_only', 'self', 'rank', 'over']),
  /** Of an Owner or Admin: decided one by one. */
  alone: z.boolean(),
  hasManager: z.boolean(),
  revision: z.number(),
})
export type ReviewRow = z.infer<typeof reviewRow>

const progress = {
  rows: z.number(),
  decided: z.number(),
  /** Taken away in other systems, stated by nobody yet. */
  waiting: z.number(),
}

export const listReviews = endpoint({
  method: 'GET',
  url: '/api/access-reviews',
  summary: 'When the next review is due, the one that is open, and those that were closed.',
  response: z.object({
    dueAt: instant,
    lastClosedAt: instant.nullable(),
    open: z.object({ id: z.string(), startedAt: instant, startedBy: z.string(), ...progress }).nullable(),
    /** The newest first. */
    past: z.array(
      z.object({
        id: z.string(),
        state: z.enum(['closed', 'called_off']),
        startedAt: instant,
        endedAt: instant,
        endedBy: z.string(),
        reason: z.string(),
        kept: z.number(),
        changed: z.number(),
        ended: z.number(),
        proof: z.string().nullable(),
      }),
    ),
    mayCallOff: z.boolean(),
  }),
})

export const startReview = endpoint({
  method: 'POST',
  url: '/api/access-reviews',
  summary: 'Begins a review: freezes who has access to what. One at a time.',
  response: z.object({ reviewId: z.string() }),
})

const review = { params: z.strictObject({ reviewId: id }) }

export const getReview = endpoint({
  method: 'GET',
  url: '/api/access-reviews/:reviewId',
  summary: 'A review: every row as it was, what was decided, and what this person may decide.',
  ...review,
  response: z.object({
    id: z.string(),
    state: z.enum(['open', 'closed', 'called_off']),
    startedAt: instant,
    startedBy: z.string(),
    since: instant,
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
    /** SHA-256 of what was frozen, and of the summary; hexadecimal, as in the log. */
    frozenProof: z.string(),
    summaryProof: z.string().nullable(),
    revision: z.number(),
    ...progress,
    rows: z.array(reviewRow),
    /** Who else may decide what is this reviewer's own; nobody: second-person-contract.ts has the ways on. */
    secondPersons: z.array(z.string()),
    lists: z.array(z.object({ id: z.string(), name: z.string(), rows: z.number() })),
    mayCallOff: z.boolean(),
  }),
})

const seen = { id, revision: z.number().int().min(1) }
const because = line(300)

export const keepRows = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/keep',
  summary: 'Keeps what these rows name, each as it was looked at. Owners and Admins one by one.',
  ...review,
  body: z.strictObject({
    rows: z.array(z.strictObject(seen)).min(1, { error: 'not_empty' }).max(300, { error: 'too_long:300' }),
    note: line(300, 0).default(''),
  }),
  response: z.object({ kept: z.number() }),
})

const row = { params: z.strictObject({ reviewId: id, rowId: id }) }

export const takeAway = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/rows/:rowId/decision',
  summary:
    'Changes a role, ends somebody’s access or takes a grant away, at once; in other systems it waits for a statement.',
  ...row,
  body: z.strictObject({
    decision: z.enum(['change_role', 'disable', 'remove']),
    newRole: role.optional(),
    note: because,
    revision: z.number().int().min(1),
  }),
  response: nothing,
})

export const stateRow = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/rows/:rowId/statement',
  summary: 'States that what was decided is done in the other system.',
  ...row,
  body: z.strictObject({ revision: z.number().int().min(1) }),
  response: nothing,
})

export const askAboutRow = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/rows/:rowId/question',
  summary: 'Asks the person, or their manager, before it is decided; they are told by mail.',
  ...row,
  body: z.strictObject({ to: z.enum(['person', 'manager']), revision: z.number().int().min(1) }),
  response: z.object({ name: z.string() }),
})

export const closeReview = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/close',
  summary: 'Closes a review in which everything is decided and done, and signs its summary.',
  ...review,
  body: z.strictObject({ revision: z.number().int().min(1) }),
  /** SHA-256 of the signed summary. */
  response: z.object({ proof: z.string() }),
})

export const callOffReview = endpoint({
  method: 'POST',
  url: '/api/access-reviews/:reviewId/call-off',
  summary:
    'Calls a review off that was begun by mistake; what was carried out stays, and the next is due as before.',
  ...review,
  body: z.strictObject({ reason: because }),
  response: nothing,
})

export const personReviews = endpoint({
  method: 'GET',
  url: '/api/access-reviews/people/:personId',
  summary: 'What reviews decided about one person, the newest first.',
  params: z.strictObject({ personId: id }),
  response: z.object({
    decisions: z.array(
      z.object({
        reviewId: z.string(),
        kind: z.string(),
        list: z.string().nullable(),
        what: z.enum(DECISIONS),
        newRole: role.nullable(),
        note: z.string(),
        by: z.string(),
        at: instant,
      }),
    ),
  }),
})

export const summaryPdf = fileEndpoint({
  method: 'GET',
  url: '/api/access-reviews/:reviewId/summary.pdf',
  type: 'application/pdf',
  summary: 'The signed summary of a closed review, to print.',
  ...review,
})

export const summaryCsv = fileEndpoint({
  method: 'GET',
  url: '/api/access-reviews/:reviewId/summary.csv',
  type: 'text/csv; charset=utf-8',
  summary: 'The rows of the summary as a table; that it was taken away is an event.',
  ...review,
})

export const summaryFile = fileEndpoint({
  method: 'GET',
  url: '/api/access-reviews/:reviewId/summary.json',
  type: 'application/json',
  summary: 'The summary’s exact bytes, whose SHA-256 is in the log.',
  ...review,
})

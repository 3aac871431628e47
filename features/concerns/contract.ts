/** "Something looks wrong": a note that anybody sends from any screen, who looked at it, and what became of it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing, paragraph } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const concernsProblem = problems({
  'concerns.not_found': 404,
  /** Somebody else looked at it, or closed it, in between. */
  'concerns.changed_meanwhile': 409,
  /** Far more from one person within an hour than anybody could look at. */
  'concerns.too_many': 429,
})

export const concernsActions = ['concern.reported', 'concern.looked_at', 'concern.closed'] as const

/** Characters of a note. */
export const NOTE_CHARACTERS = 1_000
/** Notes of one person within an hour that are kept; of those the first are told by mail. */
export const MOST_AN_HOUR = 20
export const MAILED_AN_HOUR = 5
/** What is closed stays on the list so long. */
export const CLOSED_DAYS = 90

const instant = z.iso.datetime()
/** `by` null: not for this reader. */
const step = z.object({ by: z.string().nullable(), at: instant })

const ownConcern = z.object({
  id: z.string(),
  note: z.string(),
  at: instant,
  looked: step.nullable(),
  closed: step.extend({ outcome: z.string() }).nullable(),
})

export const reportConcern = endpoint({
  method: 'POST',
  url: '/api/concerns',
  summary:
    'Something looks wrong: kept at once, and told to Owners and Admins. The same key twice is one note.',
  body: z.strictObject({
    /** Made by the page, so that a note whose answer was lost is not kept twice. */
    key: id,
    note: paragraph(NOTE_CHARACTERS),
    /** The address within Enamel where it was seen. */
    page: line(200),
  }),
  /** Who is told, by name; none: whoever reads it may not know names, or nobody else is there. */
  response: z.object({ id: z.string(), at: instant, told: z.array(z.string()) }),
})

export const listOwnConcerns = endpoint({
  method: 'GET',
  url: '/api/concerns/mine',
  summary: 'What this person reported, and what became of it.',
  response: z.object({ concerns: z.array(ownConcern) }),
})

export const listConcerns = endpoint({
  method: 'GET',
  url: '/api/concerns',
  summary: 'What people reported: all that is open, and what was closed lately.',
  response: z.object({
    concerns: z.array(ownConcern.extend({ by: z.string(), mine: z.boolean(), page: z.string() })),
  }),
})

const params = z.strictObject({ concernId: id })

export const lookAtConcern = endpoint({
  method: 'POST',
  url: '/api/concerns/:concernId/look',
  summary: 'This person looks at it: the reporter sees that somebody does.',
  params,
  response: nothing,
})

export const closeConcern = endpoint({
  method: 'POST',
  url: '/api/concerns/:concernId/close',
  summary: 'What was done about it; the reporter is told by mail that there is an answer.',
  params,
  body: z.strictObject({ outcome: paragraph(500) }),
  response: nothing,
})

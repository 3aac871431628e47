/** Reading the log, page by page. What else it is asked is in log-contract.ts. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id } from '../../pure/contract/fields.ts'
import { LOG_CATEGORIES, LOG_OUTCOMES, logFilters } from '../../pure/contract/log-filters.ts'
import { problems } from '../../pure/contract/problem.ts'

export const auditActions = ['audit.searched', 'audit.view_saved', 'audit.view_removed'] as const

export const auditProblem = problems({
  'audit.view_not_found': 404,
  /** There is one of this name. */
  'audit.view_name_taken': 409,
  'audit.too_many_views': 409,
})

const instant = z.iso.datetime()
/** Time and id of an event. */
const CURSOR = /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z_[0-9a-f-]{36}$/
/** Which log of the clinic's, and how many leaves it had. */
const SEEN = /^[1-9]\d{0,8}\.(?:0|[1-9]\d{0,15})$/

export const listMyEvents = endpoint({
  method: 'GET',
  url: '/api/profile/events',
  summary: 'What whoever asks did in the last 30 days, the newest first.',
  response: z.object({
    events: z.array(
      z.object({
        id: z.string(),
        at: instant,
        action: z.string(),
        outcome: z.enum(LOG_OUTCOMES),
        /** To whom or what, where that is somebody else. */
        target: z.string().nullable(),
        count: z.number(),
      }),
    ),
  }),
})

const shownEvent = z.object({
  id: z.string(),
  at: instant,
  category: z.enum(LOG_CATEGORIES),
  action: z.string(),
  outcome: z.enum(LOG_OUTCOMES),
  actor: z.object({
    kind: z.enum(['person', 'system', 'key', 'link', 'nobody']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  target: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  /** The shared computer it happened at. */
  deviceName: z.string().nullable(),
  count: z.number(),
  /** Whether it has its number in the sealed log; it gets one within a second. */
  sealed: z.boolean(),
  /** What else is on file: reason, route, before, after … */
  details: z.array(z.object({ field: z.string(), value: z.string() })),
})

export const listEvents = endpoint({
  method: 'GET',
  url: '/api/audit/events',
  summary: 'The events of the clinic’s log that all filters let through, the newest first.',
  query: z.strictObject({
    ...logFilters,
    /** `next` of the page before. */
    before: z
      .string()
      .max(120, { error: 'too_long:120' })
      .refine((text) => CURSOR.test(text), { error: 'form' })
      .optional(),
    /** `newest` of an answer before: what was received since then alone. Then there are no pages. */
    after: z
      .string()
      .max(40, { error: 'too_long:40' })
      .refine((text) => SEEN.test(text), { error: 'form' })
      .optional(),
    /** The same as `person`. */
    by: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({
    events: z.array(shownEvent),
    /** For the page after this one; undefined on the last. */
    next: z.string().optional(),
    /**
     * For `after`: how far the sealed log had come. What is not sealed yet is given again with the next answer, so
     * whoever adds these to a list tells them apart by `id`.
     */
    newest: z.string(),
    /** With `after`: more came than are given here; the list is to be read anew. */
    more: z.boolean().optional(),
    /** What was looked through: from this moment on … */
    from: instant,
    /** … until before this; null: all there is. */
    to: instant.nullable(),
  }),
})

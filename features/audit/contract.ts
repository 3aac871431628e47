/** Reading the log. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id } from '../../pure/contract/fields.ts'

export const auditActions = [] as const

const instant = z.iso.datetime()
/** Time and id of an event. */
const CURSOR = /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z_[0-9a-f-]{36}$/

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
        outcome: z.enum(['ok', 'refused', 'failed']),
        /** To whom or what, where that is somebody else. */
        target: z.string().nullable(),
        count: z.number(),
      }),
    ),
  }),
})

export const listEvents = endpoint({
  method: 'GET',
  url: '/api/audit/events',
  summary: 'The newest events of the clinic’s log.',
  query: z.strictObject({
    /** `next` of the page before. */
    before: z
      .string()
      .max(120, { error: 'too_long:120' })
      .refine((text) => CURSOR.test(text), { error: 'form' })
      .optional(),
    /** Acts of this person alone, of the last 30 days. */
    by: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({
    events: z.array(
      z.object({
        id: z.string(),
        at: instant,
        category: z.string(),
        action: z.string(),
        outcome: z.enum(['ok', 'refused', 'failed']),
        actor: z.object({
          kind: z.enum(['person', 'system', 'key', 'link', 'nobody']),
          id: z.string().nullable(),
          name: z.string().nullable(),
        }),
        target: z
          .object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() })
          .nullable(),
        address: z.string().nullable(),
        agent: z.string().nullable(),
        /** The shared computer it happened at. */
        deviceName: z.string().nullable(),
        count: z.number(),
        /** What else is on file: reason, route, before, after … */
        details: z.array(z.object({ field: z.string(), value: z.string() })),
      }),
    ),
    /** Undefined on the last page. */
    next: z.string().optional(),
  }),
})

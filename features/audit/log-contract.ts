/** What the log is asked besides its pages: numbers beside the filters, the chart over time, one event whole, saved views. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line } from '../../pure/contract/fields.ts'
import { LOG_CATEGORIES, LOG_OUTCOMES, logFilters } from '../../pure/contract/log-filters.ts'

const instant = z.iso.datetime()

/** So many are counted one by one; beyond that a number may say "and more". */
export const COUNTED_EXACTLY = 10_000
export const MOST_VIEWS = 50

/** `more`: at least so many. */
const counted = { n: z.number(), more: z.boolean() }

export const countFacets = endpoint({
  method: 'GET',
  url: '/api/audit/facets',
  summary:
    'How many events the filters let through, by category, action and person. The numbers of one kind leave out the filter of that kind, so that another can be chosen.',
  query: z.strictObject(logFilters),
  response: z.object({
    total: z.object(counted),
    /** How many there would be without the filter of that kind. */
    dropping: z.object({
      category: z.object(counted),
      action: z.object(counted),
      person: z.object(counted),
    }),
    /** The most frequent first, like the others. Signs of life are among these and the actions: who chooses one has them shown. */
    categories: z.array(z.object({ category: z.enum(LOG_CATEGORIES), ...counted })),
    /** At most 100. */
    actions: z.array(z.object({ action: z.string(), category: z.enum(LOG_CATEGORIES), ...counted })),
    /** At most 100. `id` null: nobody in particular, Enamel itself. */
    people: z.array(z.object({ id: z.string().nullable(), name: z.string().nullable(), ...counted })),
    from: instant,
    to: instant.nullable(),
  }),
})

export const BUCKETS = ['hour', 'day', 'month'] as const

export const countOverTime = endpoint({
  method: 'GET',
  url: '/api/audit/histogram',
  summary: 'How many events the filters let through in each hour, day or month of the clinic’s.',
  query: z.strictObject({
    ...logFilters,
    /** D what suits the time looked at; one that would make more than 400 is answered by the next larger. */
    bucket: z.enum(BUCKETS).optional(),
  }),
  response: z.object({
    bucket: z.enum(BUCKETS),
    /** Without a gap, the oldest first; the first and the last may be cut by `from` and `to`. */
    buckets: z.array(z.object({ from: instant, to: instant, n: z.number() })),
    /** Where only the newest 10,000 were counted: before this moment there are more. */
    incompleteBefore: instant.nullable(),
    /** IANA zone of the days. */
    zone: z.string(),
    from: instant,
    /** Now, where no end was asked for. */
    to: instant,
  }),
})

const link = z.object({
  /** What `GET /api/audit/events` is asked with. */
  query: z.record(z.string(), z.string()),
})

export const readEvent = endpoint({
  method: 'GET',
  url: '/api/audit/events/:eventId',
  summary:
    'One event whole: its difference field by field, session and device, and where it is in the sealed log.',
  params: z.strictObject({ eventId: id }),
  response: z.object({
    id: z.string(),
    at: instant,
    receivedAt: instant,
    /** `enamel`, or the system that told of it. */
    source: z.string(),
    category: z.enum(LOG_CATEGORIES),
    action: z.string(),
    outcome: z.enum(LOG_OUTCOMES),
    actor: z.object({
      kind: z.enum(['person', 'system', 'key', 'link', 'nobody']),
      id: z.string().nullable(),
      name: z.string().nullable(),
      /** As it was when it happened, where it is another today. */
      nameThen: z.string().nullable(),
    }),
    target: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
    patientId: z.string().nullable(),
    session: z
      .object({
        id: z.string(),
        /** Null when it is no longer on file. */
        startedAt: instant.nullable(),
        endedAt: instant.nullable(),
      })
      .nullable(),
    device: z.object({
      id: z.string().nullable(),
      name: z.string().nullable(),
      agent: z.string().nullable(),
    }),
    address: z.string().nullable(),
    country: z.string().nullable(),
    provider: z.string().nullable(),
    reason: z.string().nullable(),
    count: z.number(),
    /** Part by part, changed ones alone; `what` null: the value as a whole. Null: there was, or is, none. */
    changes: z.array(
      z.object({ what: z.string().nullable(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
    /** All else that is on file. */
    details: z.array(z.object({ field: z.string(), value: z.string() })),
    /** Fields whose content was erased at the end of its keeping time; that there was one stays proven. */
    erased: z.array(z.string()),
    seal: z.discriminatedUnion('state', [
      z.object({
        state: z.literal('sealed'),
        log: z.number(),
        /** Of its leaf, from 0; decimal. */
        index: z.string(),
        /** When the first checkpoint that holds it was signed; null: soon. */
        signedAt: instant.nullable(),
      }),
      z.object({ state: z.literal('waiting') }),
    ]),
    around: z.object({
      /** The same person, half an hour before and after. Null: nobody in particular. */
      actor: link.nullable(),
      /** All that was done to the same. */
      target: link.nullable(),
      session: link.nullable(),
      patient: link.nullable(),
    }),
  }),
})

const viewFilters = {
  ...logFilters,
  /** Instead of `from`: so many days back from whenever it is opened. */
  days: z.number().int().min(1).max(36_500).optional(),
}

const view = z.object({
  viewId: z.string(),
  name: z.string(),
  /** As they stand in an address, `days` besides. */
  filters: z.record(z.string(), z.string()),
})

export const listViews = endpoint({
  method: 'GET',
  url: '/api/audit/views',
  summary: 'The views that whoever asks has saved, by name.',
  response: z.object({ views: z.array(view) }),
})

export const saveView = endpoint({
  method: 'POST',
  url: '/api/audit/views',
  summary: 'Saves filters under a name, for whoever asks alone.',
  body: z.strictObject({ name: line(60), filters: z.strictObject(viewFilters) }),
  response: z.object({ viewId: z.string() }),
})

export const removeView = endpoint({
  method: 'DELETE',
  url: '/api/audit/views/:viewId',
  summary: 'Takes one of one’s own views away.',
  params: z.strictObject({ viewId: id }),
  response: z.strictObject({}),
})

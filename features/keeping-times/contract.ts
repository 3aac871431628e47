/** How long the log is kept: times, holds, and what is erased of somebody. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'
import { KEEPING_KINDS, MOST_MONTHS } from '../../pure/law/keeping.ts'
import { REGIMES } from '../../pure/law/law.ts'

export const keepingTimesProblem = problems({
  /** Shorter than the law or Enamel asks; `values` say how long at least. */
  'keeping_times.too_short': 422,
  'keeping_times.too_short_by_law': 422,
  /** Far longer than is usual, and not said to be meant. */
  'keeping_times.far_longer': 409,
  /** Somebody saved since the revision that was named. */
  'keeping_times.changed_meanwhile': 409,
  /** A person, hold or order that is not there, or is over. */
  'keeping_times.not_found': 404,
  'keeping_times.ends_before': 422,
  /** The last day of a hold has passed already. */
  'keeping_times.over_already': 422,
  'keeping_times.too_many': 409,
})

export const keepingTimesActions = [
  'keeping_times.begun',
  'keeping_times.changed',
  'hold.placed',
  'hold.lifted',
  'redaction.ordered',
  'redaction.withdrawn',
  'event.redacted',
  'log.rows_erased',
] as const

export const CATEGORIES = ['auth', 'patient', 'clinical', 'financial', 'config', 'platform'] as const
export const BASES = ['asked', 'mistake', 'authority'] as const
/** A shorter time begins so many days later, and what is asked to be erased waits so many hours: either can be taken back. */
export const SHORTER_AFTER_DAYS = 7
export const REDACTED_AFTER_HOURS = 24
export const MOST_HOLDS = 100

const instant = z.iso.datetime()
const kind = z.enum(KEEPING_KINDS)
const law = z.object({
  says: z.string(),
  regime: z.enum(REGIMES),
  section: z.string(),
  /** Null: not compared with the text yet. */
  checked: z.string().nullable(),
  source: z.string(),
})
const personName = z.object({ id: z.string(), name: z.string() })

export const getKeepingTimes = endpoint({
  method: 'GET',
  url: '/api/keeping-times',
  summary: 'How long what of the log is kept, why, and what is held or about to be erased.',
  response: z.object({
    country: z.string(),
    kinds: z.array(
      z.object({
        kind,
        months: z.number(),
        /** A shorter time that begins then. */
        next: z.object({ months: z.number(), from: instant }).nullable(),
        usual: z.number(),
        least: z.number(),
        far: z.number(),
        laws: z.array(law),
        reason: z.string(),
        changed: z.object({ by: z.string(), at: instant }).nullable(),
        revision: z.number(),
      }),
    ),
    /** The newest first; those that are over for 90 days stay out. */
    holds: z.array(
      z.object({
        holdId: z.string(),
        person: personName.nullable(),
        patientId: z.string().nullable(),
        category: z.enum(CATEGORIES).nullable(),
        first: z.string().nullable(),
        last: z.string().nullable(),
        reason: z.string(),
        by: z.string(),
        at: instant,
        until: z.string().nullable(),
        lifted: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
        over: z.boolean(),
      }),
    ),
    redactions: z.array(
      z.object({
        redactionId: z.string(),
        /** Null once it is done: whose it was is nowhere any more. */
        person: personName.nullable(),
        patientId: z.string().nullable(),
        basis: z.enum(BASES),
        reference: z.string(),
        by: z.string(),
        at: instant,
        begins: instant,
        done: z.object({ at: instant, lines: z.number(), held: z.number() }).nullable(),
      }),
    ),
    /** Of whom the log may tell: members, and those who were. */
    people: z.array(z.object({ id: z.string(), name: z.string(), here: z.boolean() })),
  }),
})

const error = `whole_to:${MOST_MONTHS}`
export const setKeepingTime = endpoint({
  method: 'PUT',
  url: '/api/keeping-times/:kind',
  summary: 'How long that kind is kept; a shorter time begins a week later.',
  params: z.strictObject({ kind }),
  body: z.strictObject({
    months: z.number({ error }).int({ error }).min(1, { error }).max(MOST_MONTHS, { error }),
    reason: line(300),
    /** A time far above what is usual is meant. */
    longMeant: z.boolean(),
    revision: z.number().int().min(0),
  }),
  response: z.object({ revision: z.number(), begins: instant }),
})

export const placeHold = endpoint({
  method: 'POST',
  url: '/api/keeping-times/holds',
  summary: 'Nothing it covers is erased while it holds; naming nothing, it covers the whole log.',
  body: z.strictObject({
    personId: id.nullable(),
    patientId: id.nullable(),
    category: z.enum(CATEGORIES).nullable(),
    first: day.nullable(),
    last: day.nullable(),
    reason: line(300),
    /** Its last day; null: until it is lifted. */
    until: day.nullable(),
  }),
  response: z.object({ holdId: z.string() }),
})

export const liftHold = endpoint({
  method: 'POST',
  url: '/api/keeping-times/holds/:holdId/lift',
  summary: 'What it covered is kept as everything else from then on.',
  params: z.strictObject({ holdId: id }),
  body: z.strictObject({ reason: line(300) }),
  response: nothing,
})

/** So many lines of others are shown, and go with one order. */
export const MOST_NAMED = 200

export const namedElsewhere = endpoint({
  method: 'GET',
  url: '/api/keeping-times/named',
  summary:
    'Where lines of others, which erasing would leave as they are, hold the name or an address of somebody who is to be erased.',
  query: z.strictObject({
    personId: id.optional(),
    patientId: id.optional(),
    /** Another name of theirs. */
    also: line(100).optional(),
  }),
  response: z.object({
    /** Names and addresses. */
    lookedFor: z.array(z.string()),
    /** The newest first. */
    lines: z.array(
      z.object({
        eventId: z.string(),
        at: instant,
        action: z.string(),
        /** Details that hold one of them. */
        fields: z.array(z.object({ field: z.string(), value: z.string() })),
      }),
    ),
    /** There are others besides. */
    more: z.boolean(),
  }),
})

export const orderRedaction = endpoint({
  method: 'POST',
  url: '/api/keeping-times/redactions',
  summary: 'Erases what the log can open of somebody, a day later; the lines and their proofs stay.',
  body: z.strictObject({
    /** One of the two. */
    personId: id.nullable(),
    patientId: id.nullable(),
    basis: z.enum(BASES),
    /** Where the request is kept, without a name. */
    reference: line(120),
    /** As `namedElsewhere` was asked; null: nothing besides. */
    also: line(100).nullable(),
    /** Of the lines that it showed, those that go too. */
    others: z.array(id).max(MOST_NAMED),
  }),
  response: z.object({ redactionId: z.string(), begins: instant }),
})

export const withdrawRedaction = endpoint({
  method: 'DELETE',
  url: '/api/keeping-times/redactions/:redactionId',
  summary: 'Taken back before it was carried out.',
  params: z.strictObject({ redactionId: id }),
  response: nothing,
})

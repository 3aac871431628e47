/** What keeps a practice safe besides the ten steps: stated, with day, person and file, or not known. Not in the number. */
import { z } from 'zod'
import { AGREEMENTS, BEYOND_ITEMS, BEYOND_STANDINGS, KEPT, STATED_ITEMS } from '../../pure/beyond/beyond.ts'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, line, nothing } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const beyondProblem = problems({
  'beyond.not_stated': 404,
  /** Somebody stated it, or took it back, in between. */
  'beyond.changed_meanwhile': 409,
  'beyond.file_not_found': 404,
  /** It wants the day on which it was done, or ends. */
  'beyond.day_missing': 422,
  /** Done on a day that is still to come. */
  'beyond.day_wrong': 422,
  /** Of this one cannot be said that there is nothing of the kind, or that it holds in part. */
  'beyond.kept_wrong': 422,
})

export const beyondActions = ['beyond.stated', 'beyond.withdrawn'] as const

const said = z.object({ by: z.string(), at: z.iso.datetime() })

export const beyondLine = z.object({
  item: z.enum(BEYOND_ITEMS),
  standing: z.enum(BEYOND_STANDINGS),
  /** Null: nobody said anything, or a register says it. */
  stated: said
    .extend({
      id: z.string(),
      kept: z.enum(KEPT),
      /** When it was done last, or when it ends. */
      day: z.string().nullable(),
      note: z.string(),
      /** With its SHA-256, so that a copy can be held against it. */
      file: z.object({ id: z.string(), name: z.string(), sha256: z.string() }).nullable(),
    })
    .nullable(),
  /** Of agreements: each system in use, and what is stated of it. */
  systems: z.array(z.object({ name: z.string(), agreement: z.enum(AGREEMENTS), said: said.nullable() })),
})

export const listBeyond = endpoint({
  method: 'GET',
  url: '/api/beyond',
  summary: 'What is stated besides the ten steps, each with who and when; it counts nothing.',
  response: z.object({
    lines: z.array(beyondLine),
    /** Of how many something is known. */
    known: z.number(),
    mayState: z.boolean(),
  }),
})

const params = z.strictObject({ item: z.enum(STATED_ITEMS) })

export const stateBeyond = endpoint({
  method: 'PUT',
  url: '/api/beyond/:item',
  summary: 'States how it stands, with a day and a file where there is one.',
  params,
  body: z.strictObject({
    kept: z.enum(KEPT),
    day: day.nullable(),
    note: line(300, 0),
    fileId: id.nullable(),
    /** The id of what the person saw there, null for nothing: when another stands meanwhile, they see it first. */
    seen: id.nullable(),
  }),
  response: nothing,
})

export const withdrawBeyond = endpoint({
  method: 'DELETE',
  url: '/api/beyond/:item',
  summary: 'Takes back what was stated: not known again.',
  params,
  response: nothing,
})

/** The ten steps: what is measured, what is stated, what is not checked yet, and the one next step. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, nothing, paragraph } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'
import { latestChange } from '../../pure/contract/score-change.ts'
import { EXCEPTIONS, HOW } from '../../pure/score/score.ts'

export const checklistProblem = problems({
  /** A step that is measured cannot be stated: a fact is not overridden by hand. */
  'checklist.measured_already': 409,
  'checklist.not_stated': 404,
  /** Somebody stated, signed off or took back something on this step in between. */
  'checklist.changed_meanwhile': 409,
  /** A statement's proof that was not uploaded here, or is used already. */
  'checklist.file_not_found': 404,
  /** Somebody who does not work here now. */
  'checklist.person_not_found': 404,
  /** Nobody stands in for themselves. */
  'checklist.same_person': 422,
  'checklist.no_exception': 404,
  /** Not before tomorrow, not after twelve months. */
  'checklist.end_wrong': 409,
})

export const checklistActions = [
  'checklist.step_stated',
  'checklist.statement_withdrawn',
  'checklist.exception_signed',
  'checklist.exception_withdrawn',
  'checklist.keepers_named',
] as const

/** A statement counts for so many days, then it fades. */
export const STATEMENT_DAYS = 365
/** An exception ends after so many days at most: twelve months. */
export const LONGEST_EXCEPTION_DAYS = 366

const instant = z.iso.datetime()
/** A key of the catalogue and what its sentence needs. */
const sentence = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})

const person = z.object({ personId: z.string(), name: z.string() })
const freshness = z.enum(['fresh', 'half', 'gone'])

export const checklistLine = z.object({
  step: z.number().int(),
  how: z.enum(HOW),
  points: z.number(),
  /** Its part of 100; what does not apply has none, and the others share it. */
  of: z.number(),
  /** half, gone: its proof is past its time, and fades. */
  freshness,
  /** From then on it fades; null: it is looked at anew each time, or nothing is known. */
  until: instant.nullable(),
  /** Since when it is as it is; null: from the beginning. */
  since: instant.nullable(),
  evidence: sentence,
  /** What people state beside it; its points are among those of the line. */
  stated: z.object({ points: z.number(), evidence: sentence, freshness }).nullable(),
  statement: z
    .object({
      id: z.string(),
      by: z.string(),
      at: instant,
      note: z.string(),
      until: instant,
      file: z.object({ id: z.string(), name: z.string() }).nullable(),
    })
    .nullable(),
  exception: z
    .object({
      id: z.string(),
      kind: z.enum(EXCEPTIONS),
      reason: z.string(),
      by: z.string(),
      at: instant,
      endsAt: instant,
    })
    .nullable(),
  /** Of other systems, by name: what the clinic states of them; `said` null: not known. */
  elsewhere: z.array(
    z.object({
      name: z.string(),
      said: sentence
        .extend({ by: z.string(), at: instant, kept: z.enum(['yes', 'partly', 'no']) })
        .nullable(),
    }),
  ),
  /** Who looks after it and gets its reminders: by default an Owner. `revision` 0: nobody was named yet. */
  keepers: z
    .object({ keeper: person.nullable(), deputy: person.nullable(), revision: z.number().int() })
    .nullable(),
  /** Where the step is done in the product; null while it is not built. */
  page: z.string().nullable(),
  /** Whether this person may state it, and sign it off. */
  mayState: z.boolean(),
  /** It is measured, and half of it is still what an Owner states. */
  restStated: z.boolean(),
})

export const getChecklist = endpoint({
  method: 'GET',
  url: '/api/checklist',
  summary: 'The ten steps with their state, the number, the coverage and the one next action.',
  response: z.object({
    now: instant,
    /** The sum of the lines less what is held back, of 100; null for who is shown their own part only. */
    number: z.number().nullable(),
    /** What was left undone holds the number at 60: the points held back, and what it is. Null: nothing is. */
    held: z
      .object({ points: z.number(), undone: z.array(sentence.extend({ step: z.number().int() })) })
      .nullable(),
    /** The last day on which the number moved; null: not lately. */
    latest: latestChange.nullable(),
    /** Points by how they are known, adding up to 100: unknown counts the steps not checked at all. */
    coverage: z
      .object({ measured: z.number(), stated: z.number(), unknown: z.number(), toGain: z.number() })
      .nullable(),
    /** All ten, or the steps this person has a part in, measured for them alone. */
    lines: z.array(checklistLine),
    /** Words KEY.title, .effect, .button, .notices. */
    next: sentence
      .extend({
        minutes: z.number(),
        /** What the number gains by it; of `atLeast` at least. */
        points: z.number(),
        atLeast: z.boolean(),
        page: z.string(),
        dialog: z.enum(['tell', 'state']).nullable(),
      })
      .nullable(),
    /** What else somebody waits for from this person, the next action left out. */
    waits: z.array(sentence.extend({ page: z.string() })),
    /** With the next action and one more the number would be this; null: there are no two that bring points. */
    planned: z.object({ number: z.number(), also: sentence.extend({ page: z.string() }) }).nullable(),
  }),
})

const step = z.strictObject({ step: z.coerce.number().int().min(1).max(10) })

/** The id of what the person saw there, null for nothing: when another stands meanwhile, they see it first. Left out: whatever stands. */
const seen = id.nullable().optional()

const sawThis = z.strictObject({ seen: id.optional() })

export const stateStep = endpoint({
  method: 'PUT',
  url: '/api/checklist/steps/:step/statement',
  summary:
    'The Owner states what Enamel cannot measure yet, with a file where there is one; counts at most half.',
  params: step,
  body: z.strictObject({ note: paragraph(300), fileId: id.nullable().default(null), seen }),
  response: nothing,
})

export const withdrawStatement = endpoint({
  method: 'DELETE',
  url: '/api/checklist/steps/:step/statement',
  summary: 'Takes a statement back.',
  params: step,
  query: sawThis,
  response: nothing,
})

export const signException = endpoint({
  method: 'PUT',
  url: '/api/checklist/steps/:step/exception',
  summary: 'The Owner signs that a step does not apply, or that its risk is taken, until a day.',
  params: step,
  body: z.strictObject({
    kind: z.enum(EXCEPTIONS),
    reason: paragraph(300),
    /** The last day on which it holds. */
    lastDay: day,
    seen,
  }),
  response: nothing,
})

export const withdrawException = endpoint({
  method: 'DELETE',
  url: '/api/checklist/steps/:step/exception',
  summary: 'It applies again, or the risk is not taken any more.',
  params: step,
  query: sawThis,
  response: nothing,
})

export const nameKeepers = endpoint({
  method: 'PUT',
  url: '/api/checklist/steps/:step/keepers',
  summary: 'Who looks after a step and who stands in; nobody: the Owners.',
  params: step,
  body: z.strictObject({
    keeperId: id.nullable(),
    deputyId: id.nullable(),
    revision: z.number().int().min(0),
  }),
  response: nothing,
})

export const getFirstPages = fileEndpoint({
  method: 'GET',
  url: '/api/checklist/first-pages.pdf',
  summary: 'Two pages to print: the ten steps with what is known, and the incident plan.',
  type: 'application/pdf',
})

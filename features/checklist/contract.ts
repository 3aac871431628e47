/** The ten steps: what is measured, what is stated, what is not checked yet, and the one next step. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { nothing, paragraph } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'

/** Points of each step, in the guide's order; together 100. */
export const POINTS = [20, 10, 8, 12, 10, 10, 6, 10, 6, 8] as const

export const checklistProblem = problems({
  /** A step that is measured cannot be stated: a fact is not overridden by hand. */
  'checklist.measured_already': 409,
  'checklist.not_stated': 404,
})

export const checklistActions = ['checklist.step_stated', 'checklist.statement_withdrawn'] as const

/** What there may be to do next; words `<key>.title`, `.effect`, `.button`, `.notices`. */
export const NEXT = [
  'checklist.next.answer_ownership',
  'checklist.next.own_second_factor',
  'checklist.next.save_backup_codes',
  'checklist.next.own_passkey',
  'checklist.next.password_statement',
  'checklist.next.tell_others',
  'checklist.next.leavers_late',
  'checklist.next.removals_pending',
  'checklist.next.staff_review',
  'checklist.next.unused_accounts',
  'checklist.next.shares_computers',
  'checklist.next.second_owner',
  'checklist.next.state_step',
] as const

const instant = z.iso.datetime()
/** A key of the catalogue and what its sentence needs. */
const sentence = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})

export const getChecklist = endpoint({
  method: 'GET',
  url: '/api/checklist',
  summary: 'The ten steps with their state, the number, the coverage and the one next action.',
  response: z.object({
    now: instant,
    /** Points reached of 100; null for who is shown their own part only. */
    number: z.number().nullable(),
    /** Points by how they are known, adding up to 100: unknown counts the steps not checked at all. */
    coverage: z
      .object({ measured: z.number(), stated: z.number(), unknown: z.number(), toGain: z.number() })
      .nullable(),
    /** All ten, or the steps this person has a part in, measured for them alone. */
    lines: z.array(
      z.object({
        step: z.number().int(),
        how: z.enum(['measured', 'stated', 'unknown']),
        points: z.number(),
        of: z.number(),
        evidence: sentence,
        /** What people state beside it; its points are among those of the line. */
        stated: z.object({ points: z.number(), evidence: sentence }).nullable(),
        statement: z.object({ by: z.string(), at: instant, note: z.string() }).nullable(),
        /** Where the step is done in the product; null while it is not built. */
        page: z.string().nullable(),
        mayState: z.boolean(),
      }),
    ),
    next: z
      .object({
        key: z.enum(NEXT),
        values: z.record(z.string(), z.union([z.string(), z.number()])),
        minutes: z.number(),
        points: z.number(),
        page: z.string(),
      })
      .nullable(),
  }),
})

const step = z.strictObject({ step: z.coerce.number().int().min(1).max(10) })

export const stateStep = endpoint({
  method: 'PUT',
  url: '/api/checklist/steps/:step/statement',
  summary: 'The Owner states what Enamel cannot measure yet; counts at most half.',
  params: step,
  body: z.strictObject({ note: paragraph(300) }),
  response: nothing,
})

export const withdrawStatement = endpoint({
  method: 'DELETE',
  url: '/api/checklist/steps/:step/statement',
  summary: 'Takes a statement back.',
  params: step,
  response: nothing,
})

export const getFirstPages = fileEndpoint({
  method: 'GET',
  url: '/api/checklist/first-pages.pdf',
  summary: 'Two pages to print: the ten steps with what is known, and the incident plan.',
  type: 'application/pdf',
})

/** The incident plan: eight questions, each may be left blank, and one page to print. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { line } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { problems } from '../../pure/contract/problem.ts'

export const incidentProblem = problems({
  /** Somebody else answered since the revision that was named; read again for theirs. */
  'incidents.changed_meanwhile': 409,
})

export const incidentActions = ['plan.answered'] as const

/** One line of `max` characters that may be blank; line breaks become spaces, since paper has few lines. */
const answer = (max: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\s*\r?\n\s*/g, ' '))
    .pipe(line(max, 0))

/** The lengths are those that the page takes without shrinking below what can be read. */
export const planFields = z.strictObject({
  leader: answer(80),
  deputy: answer(80),
  itHelp: answer(80),
  insurer: answer(80),
  policyNumber: answer(40),
  meetingPlace: answer(120),
  spokesperson: answer(80),
  onPaper: answer(240),
  restorer: answer(160),
})

export type PlanAnswers = z.output<typeof planFields>

export const NO_ANSWERS: PlanAnswers = {
  leader: '',
  deputy: '',
  itHelp: '',
  insurer: '',
  policyNumber: '',
  meetingPlace: '',
  spokesperson: '',
  onPaper: '',
  restorer: '',
}

export const getPlan = endpoint({
  method: 'GET',
  url: '/api/incidents/plan',
  summary: 'What was answered for the incident plan, by whom and when; blank answers are empty.',
  response: z.object({
    answers: z.object(planFields.shape),
    /** 0 before the first answer. */
    revision: z.number().int(),
    changed: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
    mayChange: z.boolean(),
  }),
})

export const answerPlan = endpoint({
  method: 'PUT',
  url: '/api/incidents/plan',
  summary: 'Answers the eight questions; names the revision it saw.',
  body: planFields.extend({ revision: z.number().int().min(0) }),
  response: z.object({ revision: z.number().int() }),
})

export const getPlanPdf = fileEndpoint({
  method: 'GET',
  url: '/api/incidents/plan.pdf',
  summary: 'The plan on one page, A4 or Letter by the clinic’s country.',
  type: 'application/pdf',
})

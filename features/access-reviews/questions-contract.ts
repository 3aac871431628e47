/** Questions of a review to the person, or to their manager: read and answered by whoever was asked. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line, nothing } from '../../pure/contract/fields.ts'
import { ROLES } from '../../pure/roles/roles.ts'

const instant = z.iso.datetime()

export const listQuestions = endpoint({
  method: 'GET',
  url: '/api/profile/review-questions',
  summary: 'What this person was asked in reviews that are open.',
  response: z.object({
    questions: z.array(
      z.object({
        rowId: z.string(),
        /** Their own access, or that of somebody they manage. */
        own: z.boolean(),
        name: z.string(),
        kind: z.string(),
        role: z.enum(ROLES).nullable(),
        values: z.record(z.string(), z.string()),
        askedBy: z.string(),
        askedAt: instant,
        needed: z.boolean().nullable(),
        answer: z.string().nullable(),
      }),
    ),
  }),
})

export const answerQuestion = endpoint({
  method: 'POST',
  url: '/api/profile/review-questions/:rowId',
  summary: 'Answers it: whether it is still needed, and what for. Decides nothing.',
  params: z.strictObject({ rowId: id }),
  body: z.strictObject({ needed: z.boolean(), answer: line(300) }),
  response: nothing,
})

/** A leaving that lies ahead: it begins by itself, and until then only those it names know of it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { day, id, nothing, paragraph } from '../../pure/contract/fields.ts'
import { ROLES } from '../../pure/roles/roles.ts'

export const planLeaving = endpoint({
  method: 'POST',
  url: '/api/leavers/people/:personId/plan',
  summary: 'Plans their leaving for a day and hour of the clinic; it then begins by itself.',
  params: z.strictObject({ personId: id }),
  body: z.strictObject({
    day,
    /** `17:30`, as the clinic’s clocks show it. */
    time: z
      .string()
      .max(20, { error: 'time' })
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'time' }),
    note: z.union([z.literal(''), paragraph(400)]),
    /** Who besides the Owners sees it before its hour. */
    seenBy: z.array(id).max(20, { error: 'too_many:20' }),
  }),
  response: z.object({ runId: z.uuid() }),
})

export const callOffPlan = endpoint({
  method: 'POST',
  url: '/api/leavers/:runId/call-off',
  summary: 'Calls a planned leaving off.',
  params: z.strictObject({ runId: id }),
  response: nothing,
})

export const listConfidants = endpoint({
  method: 'GET',
  url: '/api/leavers/people/:personId/confidants',
  summary:
    'Whom a planned leaving of this person may be told to: who manages staff, but for Owners, who see it anyway.',
  params: z.strictObject({ personId: id }),
  response: z.object({
    people: z.array(z.object({ personId: z.uuid(), name: z.string(), role: z.enum(ROLES) })),
  }),
})

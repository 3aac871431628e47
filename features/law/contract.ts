/** The law column: the sections that the ten steps answer, and what the clinic says of itself for it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { problems } from '../../pure/contract/problem.ts'
import { LAW_STATUS, REGIMES } from '../../pure/law/law.ts'
import { STATE_CODES } from '../../pure/law/states.ts'

export const lawProblem = problems({
  /** Somebody answered since the revision that was named. */
  'law.changed_meanwhile': 409,
  /** The country of the clinic does not leave this open. */
  'law.not_asked': 409,
})

export const lawActions = ['law.answered'] as const

const state = z.enum(STATE_CODES)
const answers = {
  /** Of the clinic and of its patients, as far as they have days of their own. */
  states: z.array(state).max(STATE_CODES.length),
  /** Null: not said. */
  nhs: z.boolean().nullable(),
}

export const getLaw = endpoint({
  method: 'GET',
  url: '/api/law',
  summary: 'The sections of the law of the clinic’s country that each step answers.',
  response: z.object({
    country: z.string(),
    asks: z.object({ states: z.boolean(), nhs: z.boolean() }),
    answers: z.object({
      ...answers,
      /** To be named by a change; 0: nobody answered yet. */
      revision: z.number().int(),
      changed: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
    }),
    /** By step. Words `law.regime.REGIME`, `law.says.SAYS`, `law.status.STATUS`. */
    lines: z.array(
      z.object({
        id: z.string(),
        step: z.number().int(),
        regime: z.enum(REGIMES),
        says: z.string(),
        section: z.string(),
        status: z.enum(LAW_STATUS),
        /** The day of comparing it with the text, YYYY-MM-DD; null: not done yet. */
        checked: z.string().nullable(),
        source: z.string(),
      }),
    ),
  }),
})

export const answerLaw = endpoint({
  method: 'PUT',
  url: '/api/law',
  summary: 'Says of which states the clinic and its patients are, or whether it works for the NHS.',
  body: z.strictObject({ ...answers, revision: z.number().int().min(0) }),
  response: z.object({ revision: z.number().int() }),
})

/** How the number moved, each time with its cause, and what came of it all in the last 90 days. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { scoreChange } from '../../pure/contract/score-change.ts'

const instant = z.iso.datetime()

export const HISTORY_DAYS = ['30', '90', '365'] as const

export const getHistory = endpoint({
  method: 'GET',
  url: '/api/checklist/history',
  summary: 'How the number moved, and the cause of every change.',
  query: z.strictObject({ days: z.enum(HISTORY_DAYS).default('90') }),
  response: z.object({
    now: instant,
    /** Since when the number is written down; null: not yet. */
    beganAt: instant.nullable(),
    /** From where the line is drawn, and the number there. */
    from: instant,
    start: z.number(),
    /** As last written down. */
    number: z.number(),
    /** The oldest first. */
    moments: z.array(z.object({ at: instant, number: z.number(), changes: z.array(scoreChange) })),
    /** There were more of them than are shown. */
    more: z.boolean(),
  }),
})

export const OUTCOME_DAYS = 90

export const getOutcomes = endpoint({
  method: 'GET',
  url: '/api/checklist/outcomes',
  summary: 'Four numbers of the last 90 days: what came of the ten steps.',
  response: z.object({
    days: z.number(),
    outcomes: z.array(
      z.object({
        name: z.enum(['sign_ins', 'unusual_acts', 'leavers', 'odd_mails']),
        /** Words `checklist.outcome.NAME` with these values; null: not measured yet (`checklist.outcome.NAME.not_yet`). */
        values: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
      }),
    ),
  }),
})

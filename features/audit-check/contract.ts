/** The nightly check of the log: when it was, what it found, and that an Owner looked into it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, nothing, paragraph } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const logCheckProblem = problems({
  /** Somebody else looked into it in between, or there is no such finding. */
  'log_check.changed_meanwhile': 409,
})

export const logCheckActions = ['log.verified', 'log.check_failed', 'log.check_looked_into'] as const

/** So many findings of one check are kept and told; of more, how many they are. */
export const MOST_KEPT = 100

const instant = z.iso.datetime()

export const getLogCheck = endpoint({
  method: 'GET',
  url: '/api/audit/check',
  summary: 'When the log was last checked against its own tree, and what does not hold.',
  response: z.object({
    /** Null: not yet. */
    checkedAt: instant.nullable(),
    /** Entries that the log had then, and how many of them were read again. */
    entries: z.number(),
    read: z.number(),
    /** What nobody looked into first, then the newest. */
    findings: z.array(
      z.object({
        id: z.string(),
        /** Words: `log_check.found.PROBLEM`, with `values`. */
        problem: z.string(),
        values: z.record(z.string(), z.string()),
        /** When the event happened that it is about. */
        eventAt: instant.nullable(),
        foundAt: instant,
        looked: z.object({ by: z.string(), at: instant, note: z.string() }).nullable(),
      }),
    ),
    /** Found besides, and not kept one by one. */
    more: z.number(),
    /** Whether this person may say that they looked into it. */
    mayLook: z.boolean(),
  }),
})

export const lookIntoCheck = endpoint({
  method: 'POST',
  url: '/api/audit/check/looked-into',
  summary: 'An Owner looked into what was found, and says what it was; the red line goes.',
  body: z.strictObject({ findingIds: z.array(id).min(1).max(500), note: paragraph(500) }),
  response: nothing,
})

/** The nightly look of the checklist through itself: is there proof of what counts, and does it still hold. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'

export const selfCheckActions = ['checklist.self_checked'] as const

/**
 * not_measured: the feature failed. no_evidence: points, and nothing says why. no_record: stated or signed off, and not in
 * the log. expired, expired_word: past its time. exception_over: ended by itself. exception_idle: signed not to apply, but
 * measured. keeper_gone: whoever looks after it cannot sign in.
 */
export const FINDINGS = [
  'not_measured',
  'no_evidence',
  'no_record',
  'expired',
  'expired_word',
  'exception_over',
  'exception_idle',
  'keeper_gone',
] as const

const instant = z.iso.datetime()

export const getSelfCheck = endpoint({
  method: 'GET',
  url: '/api/checklist/self-check',
  summary: 'What the checklist finds when it looks through itself, as each night; for Owners.',
  response: z.object({
    /** The last night; null: there was none yet. */
    checkedAt: instant.nullable(),
    /** What holds now; the words are `checklist.check.KIND`. Empty: each step that counts has its proof. */
    findings: z.array(
      z.object({
        kind: z.enum(FINDINGS),
        step: z.number().int(),
        values: z.record(z.string(), z.union([z.string(), z.number()])),
        /** The first night that found it; null: none did yet. */
        since: instant.nullable(),
      }),
    ),
  }),
})

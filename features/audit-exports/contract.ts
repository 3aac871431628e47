/** Taking lines out of the log: in which form, why, by whom; and the files themselves. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { id, line } from '../../pure/contract/fields.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { logFilters } from '../../pure/contract/log-filters.ts'
import { problems } from '../../pure/contract/problem.ts'

export const logExportProblem = problems({
  /** None of this clinic's. */
  'audit_exports.not_found': 404,
  /** The filters let nothing through. */
  'audit_exports.nothing': 422,
  /** The whole log was asked for, and filters besides. */
  'audit_exports.whole_has_no_filters': 422,
  /** Several are being prepared already. */
  'audit_exports.too_many': 409,
  'audit_exports.not_ready': 409,
  /** It could not be prepared: a fault of ours. */
  'audit_exports.failed': 409,
  /** More than one file may hold. */
  'audit_exports.too_large': 409,
  /** So long ago that only the list names it. */
  'audit_exports.gone': 410,
})

export const logExportActions = [
  'audit.exported',
  'audit.export_prepared',
  'audit.export_failed',
  'audit.export_taken',
] as const

/** whole: all of the log as JSON Lines; its leaves make the roots, so that it needs no proof a line. */
export const FORMATS = ['csv', 'jsonl', 'fhir', 'ocsf', 'whole'] as const
export type Format = (typeof FORMATS)[number]
/** Up to so many lines are made while they are saved; more are prepared. */
export const MOST_AT_ONCE = 10_000
/** Being prepared at the same time, in one clinic. */
export const MOST_PREPARING = 3
/** For so many days it can be saved again. */
export const KEPT_DAYS = 7
/** For so many days the list names it; afterwards the log alone. */
export const LISTED_DAYS = 90
export const MOST_LISTED = 50

const instant = z.iso.datetime()

export const orderExport = endpoint({
  method: 'POST',
  url: '/api/audit/exports',
  summary:
    'Takes the lines that the filters let through out of the log. On record before the first byte leaves; large ones are prepared, and told of by mail.',
  body: z.strictObject({
    format: z.enum(FORMATS, { error: 'one_of' }),
    reason: line(300, 3),
    /** None for `whole`. */
    filters: z.strictObject(logFilters),
  }),
  response: z.object({
    exportId: z.string(),
    /** at_once: to be saved now. */
    state: z.enum(['at_once', 'preparing']),
    /** Null where there are more than 10,000, and for `whole`, which is always prepared. */
    lines: z.number().nullable(),
  }),
})

const shownExport = z.object({
  id: z.string(),
  format: z.enum(FORMATS),
  /** As they stand in an address; `from` and `to` always. */
  filters: z.record(z.string(), z.string()),
  reason: z.string(),
  orderedAt: instant,
  by: z.string(),
  state: z.enum(['at_once', 'preparing', 'ready', 'failed', 'too_large', 'gone']),
  /** So far, where it is being prepared. */
  lines: z.number(),
  /** Null where it is made while it is saved. */
  bytes: z.number().nullable(),
  /** How much of it is made, 0 to 1. */
  done: z.number(),
  keptUntil: instant,
})

export const listExports = endpoint({
  method: 'GET',
  url: '/api/audit/exports',
  summary: 'What was taken out of the log in the last 90 days, the newest first, at most 50.',
  response: z.object({ now: instant, exports: z.array(shownExport) }),
})

const params = z.strictObject({ exportId: id })

export const readExport = endpoint({
  method: 'GET',
  url: '/api/audit/exports/:exportId',
  summary:
    'Whether one can be saved now, asked of whoever confirmed that it is them: the file is asked for next.',
  params,
  response: shownExport,
})

export const saveExport = fileEndpoint({
  method: 'GET',
  url: '/api/audit/exports/:exportId/file',
  summary: 'The file of an export. Each time it is saved is on record, before its first byte leaves.',
  params,
  type: 'application/octet-stream',
  onlySaved: true,
})

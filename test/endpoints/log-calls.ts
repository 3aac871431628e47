/** Calls about the log, part by part, and ids of another clinic's. */
import type { House } from '../app.ts'
import type { Visitor } from '../visitor.ts'
import { AUDIT_PROOF_CALLS, FOREIGN_LINES } from './audit-proof-calls.ts'
import { asOwner, type Preparation } from './scene.ts'

export const LOG_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/audit/events': asOwner({ query: { limit: 5 } }),
  ...AUDIT_PROOF_CALLS,
}

export const FOREIGN_LOG: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  ...FOREIGN_LINES,
}

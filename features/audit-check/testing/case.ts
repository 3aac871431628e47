/** How a tampering is written down, and what its SQL is made of; `:here` and `:elsewhere` are clinics. */
import type { Problem } from '../../../pure/log-proof/findings.ts'

/** `end`: the last entry, and `past`: the one after it. */
export type Case = [does: string, statement: string, problem: Problem, index?: number | 'end' | 'past']

/** The entry of the ledger with this number, in SQL. */
export const AT = (index: number) =>
  `(SELECT event_id FROM ledger WHERE clinic_id = :here AND leaf_index = ${index})`

export const OTHER = '01890000-0000-7000-8000-000000000001'

/** What stands in the log of a clinic, with what of it can still be opened. */
import type { House } from '../../../test/app.ts'

export interface Row {
  id: string
  at: Date
  action: string
  category: string
  leaf: Buffer
  body: Buffer
  /** That can be opened. */
  fields: string[]
  leaf_index: string | null
}

export const readRows = ({ database }: House, clinicId: string): Promise<Row[]> =>
  database.ask<Row>(
    'admin',
    `SELECT e.id, e.at, e.action, e.category, e.leaf, e.body, l.leaf_index,
            ARRAY(SELECT jsonb_object_keys(convert_from(p.doc, 'UTF8')::jsonb) ORDER BY 1) AS fields
       FROM event e LEFT JOIN event_pii p ON p.clinic_id = e.clinic_id AND p.at = e.at AND p.event_id = e.id
       LEFT JOIN ledger l ON l.clinic_id = e.clinic_id AND l.event_id = e.id
      WHERE e.clinic_id = $1 ORDER BY e.at, e.id`,
    [clinicId],
  )

export const DETAILS = ['address', 'agent', 'country', 'provider', 'device_name']
export const ofDetails = (row: Row) => row.fields.filter((field) => DETAILS.includes(field))

/** A keeping time in force for an hour; the one before was for ever. */
export const keepFor = (
  { database, clock }: House,
  clinicId: string,
  personId: string,
  kind: string,
  months: number,
) =>
  database.ask(
    'admin',
    `INSERT INTO keeping_time (clinic_id, kind, months, former_months, begins_at, reason, person_id, changed_at, revision)
     VALUES ($1, $2, $3, 1200, $4, 'Tried', $5, $4, 1)
     ON CONFLICT (clinic_id, kind) DO UPDATE SET months = excluded.months, begins_at = excluded.begins_at`,
    [clinicId, kind, months, new Date(clock.now().getTime() - 3_600_000), personId],
  )

/** What may be gone from the log: what keeping times or a redaction took, leaf by leaf, each with its sealed event. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import { readObject } from './entry.ts'

export interface Erased {
  /** The whole row of this leaf. */
  row(index: number): boolean
  /** The opening of one of its personal fields. */
  opening(index: number, field: string): boolean
}

interface Erasure {
  /** From the first to before the second, in order. */
  runs: [number, number][]
  /** None: whole rows. */
  fields: string[]
}

/**
 * Of leaves `from` to before `to`. An erasure counts only with the event that says it, to the very leaves: a row put among
 * the erasures by hand excuses nothing.
 */
export async function findErased(
  tx: Reader,
  { clinicId }: Context,
  log: number,
  { from, to }: { from: number; to: number },
): Promise<Erased> {
  const { rows } = await sql<{
    runs: [string, string][]
    fields: string[]
    said: Record<string, string>
    doc: Buffer | null
  }>`
    SELECT x.fields, log_erasure_said(x) AS said, p.doc,
           (SELECT array_agg(ARRAY[lower(r)::text, upper(r)::text]) FROM unnest(x.leaves * int8multirange(int8range(${from}, ${to}))) AS r) AS runs
      FROM log_erasure x
      JOIN event s ON s.clinic_id = ${clinicId} AND s.at = x.event_at AND s.id = x.event_id AND s.target_id = x.id
                  AND s.action IN ('log.rows_erased', 'event.redacted')
      LEFT JOIN event_pii p ON p.clinic_id = ${clinicId} AND p.at = x.event_at AND p.event_id = x.event_id
     WHERE x.clinic_id = ${clinicId} AND x.log = ${log} AND x.leaves && int8range(${from}, ${to})`.execute(tx)
  const erasures: Erasure[] = rows
    .filter(({ said, doc }) => saysSo(said, doc))
    .map(({ runs, fields }) => ({ fields, runs: runs.map(([first, end]) => [Number(first), Number(end)]) }))
  const took = (index: number, of: (erasure: Erasure) => boolean) =>
    erasures.some((one) => of(one) && one.runs.some(([first, end]) => index >= first && index < end))
  return {
    row: (index) => took(index, ({ fields }) => fields.length === 0),
    opening: (index, field) => took(index, ({ fields }) => fields.includes(field)),
  }
}

/** Whether the event says the same of the erasure as its row does. That it is as it was sealed is looked at with all others. */
function saysSo(said: Record<string, string>, doc: Buffer | null): boolean {
  const opened = doc && readObject(doc)
  return (
    !!opened &&
    Object.entries(said).every(([field, value]) => {
      const one = opened[field]
      return typeof one === 'object' && one !== null && 'value' in one && one.value === value
    })
  )
}

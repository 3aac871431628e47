/** SQL of reading the log. */
import { sql } from 'kysely'
import type { ClinicId, Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

export interface EventRow {
  id: string
  at: Date
  category: string
  action: string
  outcome: 'ok' | 'refused' | 'failed'
  actor_kind: 'person' | 'system' | 'key' | 'link' | 'nobody'
  actor_id: string | null
  target_type: string | null
  target_id: string | null
  body: Buffer
  /** Openings; null when they were erased. */
  doc: Buffer | null
}

interface Which {
  limit: number
  /** The last row of the page before. */
  before: { at: Date; id: string } | undefined
  /** Acts of one person, since then: no clinic's whole log is walked for somebody who did little. */
  of: { by: string; since: Date } | undefined
}

/** Newest first. Walks the primary key backwards. */
export async function listNewest(
  tx: Reader,
  clinicId: ClinicId,
  { limit, before, of }: Which,
): Promise<EventRow[]> {
  const from = before ? sql`AND (e.at, e.id) < (${before.at}, ${before.id}::uuid)` : sql``
  const by = of ? sql`AND e.actor_id = ${of.by}::uuid AND e.at > ${of.since}` : sql``
  const { rows } = await sql<EventRow>`
    SELECT e.id, e.at, e.category, e.action, e.outcome, e.actor_kind, e.actor_id, e.target_type, e.target_id, e.body, p.doc
      FROM event e
      LEFT JOIN event_pii p ON p.clinic_id = e.clinic_id AND p.at = e.at AND p.event_id = e.id
     WHERE e.clinic_id = ${clinicId} ${from} ${by}
     ORDER BY e.at DESC, e.id DESC
     LIMIT ${limit}`.execute(tx)
  return rows
}

/** Those that were done of these actions since then, newest first. Walks the clinic's log of that time. */
export async function listOfActions(
  tx: Reader,
  ctx: Context,
  { actions, since, most }: { actions: readonly string[]; since: Date; most: number },
): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    SELECT e.id, e.at, e.category, e.action, e.outcome, e.actor_kind, e.actor_id, e.target_type, e.target_id, e.body, p.doc
      FROM event e
      LEFT JOIN event_pii p ON p.clinic_id = e.clinic_id AND p.at = e.at AND p.event_id = e.id
     WHERE e.clinic_id = ${ctx.clinicId} AND e.at > ${since} AND e.at <= ${ctx.now}
       AND e.action = ANY (${[...actions]}) AND e.outcome = 'ok'
     ORDER BY e.at DESC, e.id DESC
     LIMIT ${most}`.execute(tx)
  return rows
}

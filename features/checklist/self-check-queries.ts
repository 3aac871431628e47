/** SQL of the nightly look: what the log does not know of, who is gone, and what the last night found. */
import { sql } from 'kysely'
import type { ClinicId, Context } from '../../server/context.ts'
import { door, type Reader, type Writer } from '../../server/db/database.ts'
import type { FINDINGS } from './self-check-contract.ts'

export interface StoredFinding {
  kind: (typeof FINDINGS)[number]
  step: number
  values: Record<string, string | number>
  /** ISO. */
  since: string
}

export async function findNight(
  tx: Reader,
  ctx: Context,
): Promise<{ checkedAt: Date; findings: StoredFinding[] } | undefined> {
  const row = await tx
    .selectFrom('self_check')
    .select(['checked_at', 'findings'])
    .where('clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
  return row && { checkedAt: row.checked_at, findings: row.findings as unknown as StoredFinding[] }
}

/** Of two processes in one night the later stands. */
export async function upsertNight(
  tx: Writer,
  ctx: Context,
  findings: readonly StoredFinding[],
): Promise<void> {
  await sql`
    INSERT INTO self_check (clinic_id, checked_at, findings) VALUES (${ctx.clinicId}, ${ctx.now}, ${JSON.stringify(findings)}::jsonb)
    ON CONFLICT (clinic_id) DO UPDATE SET checked_at = excluded.checked_at, findings = excluded.findings
     WHERE self_check.checked_at <= excluded.checked_at`.execute(tx)
}

/** What stands on a step, and no event of the same person and millisecond says that it was done here. */
export async function listUnrecorded(
  tx: Reader,
  ctx: Context,
): Promise<{ step: number; what: 'statement' | 'exception' }[]> {
  const { rows } = await sql<{ step: number; what: 'statement' | 'exception' }>`
    SELECT said.step, said.what FROM (
      SELECT clinic_id, step, 'statement' AS what, 'checklist.step_stated' AS action, person_id AS by, stated_at AS at
        FROM statement WHERE withdrawn_at IS NULL
      UNION ALL
      SELECT clinic_id, step, 'exception', 'checklist.exception_signed', signed_by, signed_at
        FROM step_exception WHERE withdrawn_at IS NULL AND ends_at > ${ctx.now}) said
     WHERE said.clinic_id = ${ctx.clinicId}
       AND NOT EXISTS (SELECT FROM event e
                        WHERE e.clinic_id = said.clinic_id AND e.at = said.at AND e.action = said.action AND e.outcome = 'ok'
                          AND e.actor_id = said.by AND e.target_type = 'step_' || said.step)
     ORDER BY said.step, said.what`.execute(tx)
  return rows
}

/** Who looks after a step, or stands in, and is not of the clinic now. */
export async function listKeepersGone(tx: Reader, ctx: Context): Promise<{ step: number; name: string }[]> {
  const { rows } = await sql<{ step: number; name: string }>`
    SELECT k.step, p.name FROM step_keeper k
      JOIN membership m ON m.clinic_id = k.clinic_id AND m.person_id IN (k.keeper_id, k.deputy_id)
      JOIN person p ON p.id = m.person_id
     WHERE k.clinic_id = ${ctx.clinicId} AND m.state <> 'active'
     ORDER BY k.step, p.name`.execute(tx)
  return rows
}

export async function listActiveClinics(ctx: Pick<Context, 'kernel'>): Promise<ClinicId[]> {
  const { rows } = await door(ctx, (way) =>
    sql<{ id: ClinicId }>`SELECT clinic_id AS id FROM door_active_clinics()`.execute(way),
  )
  return rows.map(({ id }) => id)
}

/** Step 4 outside Enamel: of which systems the list of users was gone through, in which review, and what of it waits. */
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import { read, type Reader } from '../../server/db/database.ts'
import type { Elsewhere } from '../../server/feature.ts'
import * as systems from '../systems/service.ts'
import { REVIEW_DAYS } from './contract.ts'

const STEP = 4
const DAY_MS = 24 * 3_600_000

interface Gone {
  system_id: string
  by: string
  closed_at: Date
  pending: number
}

/** Of every system in use: the list that was brought into the last closed review that had one of it. */
export async function elsewhere(ctx: Context): Promise<readonly Elsewhere[]> {
  return read(ctx, async (tx) => {
    const used = await systems.listUsed(tx, ctx)
    const gone = new Map((await listGone(tx, ctx)).map((one) => [one.system_id, one]))
    return used.map(({ systemId, name }): Elsewhere => {
      const last = gone.get(systemId)
      if (!last) return { step: STEP, name }
      const late = ctx.now.getTime() - last.closed_at.getTime() > REVIEW_DAYS * DAY_MS
      const kept = late ? 'no' : last.pending > 0 ? 'partly' : 'yes'
      return {
        step: STEP,
        name,
        said: {
          key: 'checklist.elsewhere.staff_list',
          values: { pending: last.pending, late: late ? 'yes' : 'no' },
          by: last.by,
          at: last.closed_at,
          kept,
        },
      }
    })
  })
}

async function listGone(tx: Reader, ctx: Context): Promise<Gone[]> {
  const { rows } = await sql<Gone>`
    SELECT DISTINCT ON (l.system_id) l.system_id, coalesce(p.name, '') AS by, r.closed_at,
           (SELECT count(*)::integer FROM access_review_row w
             WHERE w.clinic_id = l.clinic_id AND w.list_id = l.id AND w.decision = 'remove' AND w.carried_out_at IS NULL) AS pending
      FROM access_review_list l
      JOIN access_review r ON r.clinic_id = l.clinic_id AND r.id = l.review_id AND r.state = 'closed'
      LEFT JOIN person p ON p.id = r.closed_by
     WHERE l.clinic_id = ${ctx.clinicId} AND l.system_id IS NOT NULL
     ORDER BY l.system_id, r.closed_at DESC, l.imported_at DESC`.execute(tx)
  return rows
}

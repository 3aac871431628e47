/** Whether anybody who left still has something, and how long it took to take it away. */
import { sql } from 'kysely'
import { read } from '../../server/db/database.ts'
import type { OutcomeSource } from '../../server/feature.ts'

interface Counted {
  open: number
  leavings: number
  minutes: number | null
}

/** Minutes from the beginning of a leaving to the last of what has sixty: the middle one of all that began since then. */
export const leaverOutcome: OutcomeSource = {
  name: 'leavers',
  async measure(ctx, since) {
    const [row] = await read(ctx, async (tx) => {
      const { rows } = await sql<Counted>`
        SELECT (SELECT count(*)::integer FROM leaver_run r
                 WHERE r.clinic_id = ${ctx.clinicId} AND r.state = 'running'
                   AND EXISTS (SELECT FROM leaver_item i WHERE i.clinic_id = r.clinic_id AND i.run_id = r.id AND i.state = 'open')) AS open,
               count(*)::integer AS leavings,
               ceil(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM minutes_done_at - started_at)) / 60)::integer AS minutes
          FROM leaver_run
         WHERE clinic_id = ${ctx.clinicId} AND state IN ('running', 'closed') AND started_at >= ${since}`.execute(
        tx,
      )
      return rows
    })
    if (!row) return undefined
    return {
      open: row.open,
      leavings: row.leavings,
      minutes: row.minutes ?? 0,
      timed: String(row.minutes !== null),
    }
  },
}

/** How people signed in lately, and how many tries were stopped: from the log. */
import { sql } from 'kysely'
import { read } from '../../server/db/database.ts'
import type { OutcomeSource } from '../../server/feature.ts'

interface Counted {
  all: number
  passkey: number
  two: number
  stopped: number
}

/** Repeats of one refusal are one event, which says how many it stands for. */
export const signInOutcome: OutcomeSource = {
  name: 'sign_ins',
  async measure(ctx, since) {
    const [row] = await read(ctx, async (tx) => {
      const { rows } = await sql<Counted>`
        WITH seen AS (
          SELECT e.action, convert_from(p.doc, 'UTF8')::jsonb #>> '{factor,value}' AS factor,
                 (convert_from(e.body, 'UTF8')::jsonb ->> 'count')::integer AS n
            FROM event e LEFT JOIN event_pii p ON p.clinic_id = e.clinic_id AND p.at = e.at AND p.event_id = e.id
           WHERE e.clinic_id = ${ctx.clinicId} AND e.at >= ${since}
             AND e.action IN ('session.start', 'auth.signin.fail', 'auth.2fa.deny'))
        SELECT count(*) FILTER (WHERE action = 'session.start')::integer AS all,
               count(*) FILTER (WHERE action = 'session.start' AND factor = 'passkey')::integer AS passkey,
               count(*) FILTER (WHERE action = 'session.start' AND factor ~ '(app|backup_code)$')::integer AS two,
               coalesce(sum(n) FILTER (WHERE action <> 'session.start'), 0)::integer AS stopped
          FROM seen`.execute(tx)
      return rows
    })
    // Nobody signed in: there is nothing to tell.
    if (!row || row.all === 0) return undefined
    return { all: row.all, safe: row.passkey + row.two, passkey: row.passkey, stopped: row.stopped }
  },
}

/** Codes that vouch for somebody, and their 24 hours, end with their access. */
import { sql } from 'kysely'
import type { Leaving } from '../../server/slots.ts'

export const enforcementLeaving: Leaving = {
  steps: [
    {
      name: 'enrol_codes',
      when: 'access',
      tables: ['one_time_code'],
      async end(tx, ctx, { personId }) {
        const { numAffectedRows } = await sql`
          UPDATE one_time_code SET ends_at = ${ctx.now}
           WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND used_at IS NULL AND ends_at > ${ctx.now}`.execute(
          tx,
        )
        await sql`
          UPDATE membership SET grace_ends_at = ${ctx.now}
           WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND grace_ends_at > ${ctx.now}`.execute(
          tx,
        )
        return { count: Number(numAffectedRows ?? 0) }
      },
    },
  ],
}

/** What somebody has on the shared computers of a clinic ends with their access. */
import { sql } from 'kysely'
import type { Writer } from '../../server/db/database.ts'
import type { Leaving } from '../../server/slots.ts'
import { deletePin } from '../identity/service.ts'

const countRows = async (query: ReturnType<typeof sql>, tx: Writer) =>
  Number((await query.execute(tx)).numAffectedRows ?? 0)

export const sharedComputersLeaving: Leaving = {
  steps: [
    {
      name: 'shift',
      when: 'access',
      tables: ['shift_entry'],
      end: async (tx, ctx, { personId }) => ({
        count: await countRows(
          sql`UPDATE shift_entry SET ended_at = ${ctx.now}, ended_why = 'membership_ended'
               WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId} AND ended_at IS NULL AND ends_at > ${ctx.now}`,
          tx,
        ),
      }),
    },
    {
      name: 'pin',
      when: 'access',
      tables: ['pin'],
      end: async (tx, ctx, { personId }) => ({ count: Number(await deletePin(tx, ctx, personId)) }),
    },
    {
      name: 'drafts',
      when: 'access',
      tables: ['draft'],
      end: async (tx, ctx, { personId }) => ({
        count: await countRows(
          sql`DELETE FROM draft WHERE clinic_id = ${ctx.clinicId} AND person_id = ${personId}`,
          tx,
        ),
      }),
    },
  ],
}

/** What proves somebody ends when they leave; who belongs to another clinic too keeps it for there (data.md). */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import type { Leaver, Leaving } from '../../server/slots.ts'
import { holdSignIns, takeProofs } from './taken-proofs.ts'

/** Nothing of somebody of another clinic too. */
const ofThisClinicAlone =
  (end: (tx: Writer, ctx: Context, personId: PersonId) => Promise<number>) =>
  async (tx: Writer, ctx: Context, { personId, elsewhere }: Leaver) => ({
    count: elsewhere ? 0 : await end(tx, ctx, personId),
  })

async function countRows(query: ReturnType<typeof sql>, tx: Writer): Promise<number> {
  return Number((await query.execute(tx)).numAffectedRows ?? 0)
}

export const identityLeaving: Leaving = {
  steps: [
    {
      name: 'links',
      when: 'access',
      tables: ['one_time_link', 'challenge'],
      end: ofThisClinicAlone((tx, ctx, personId) =>
        countRows(
          sql`UPDATE one_time_link SET ends_at = ${ctx.now} WHERE person_id = ${personId} AND used_at IS NULL AND ends_at > ${ctx.now}`,
          tx,
        ),
      ),
    },
    {
      name: 'second_factors',
      when: 'leaving',
      tables: ['totp', 'passkey', 'backup_code'],
      end: ofThisClinicAlone(async (tx, ctx, personId) => {
        await holdSignIns(tx, personId)
        const taken = await takeProofs(tx, ctx, personId)
        return Number(taken.app) + taken.passkeys + taken.backupCodes
      }),
    },
    {
      name: 'password',
      when: 'leaving',
      tables: ['password', 'password_history'],
      end: ofThisClinicAlone(async (tx, _ctx, personId) => {
        await sql`DELETE FROM password_history WHERE person_id = ${personId}`.execute(tx)
        return countRows(sql`DELETE FROM password WHERE person_id = ${personId}`, tx)
      }),
    },
    {
      name: 'places',
      when: 'leaving',
      tables: ['sign_in_place'],
      end: ofThisClinicAlone((tx, _ctx, personId) =>
        countRows(sql`DELETE FROM sign_in_place WHERE person_id = ${personId}`, tx),
      ),
    },
  ],
}

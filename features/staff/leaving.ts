/** What of the staff list ends, or needs another name, when somebody leaves (server/slots.ts). */
import { sql } from 'kysely'
import type { HeirStep, Leaving } from '../../server/slots.ts'
import { updateAnswered } from './handover-queries.ts'
import { invitationSteps } from './invitations-leaving.ts'

/** Whom they look after: each needs another manager, or knowingly none. */
const manager: HeirStep = {
  name: 'manager',
  tables: [],
  async list(tx, ctx, personId) {
    const { rows } = await sql<{ key: string; what: string }>`
      SELECT m.person_id AS key, p.name AS what FROM membership m JOIN person p ON p.id = m.person_id
       WHERE m.clinic_id = ${ctx.clinicId} AND m.manager_id = ${personId} AND m.state IN ('active', 'disabled')
         AND m.deleted_at IS NULL
       ORDER BY p.name, m.person_id`.execute(tx)
    return rows
  },
  async handOver(tx, ctx, { key, from, to }) {
    const row = await tx
      .updateTable('membership')
      .set((the) => ({
        // Nobody is their own manager: whom the heir's own manager leaves has none.
        manager_id: key === to ? null : to,
        revision: sql`${the.ref('revision')} + 1`,
      }))
      .where('clinic_id', '=', ctx.clinicId)
      .where('person_id', '=', key)
      .where('manager_id', '=', from)
      .returning('person_id')
      .executeTakeFirst()
    return row !== undefined
  },
}

export const leaving: Leaving = {
  steps: [
    {
      name: 'handovers',
      when: 'access',
      tables: ['handover'],
      end: async (tx, ctx, { personId }) => ({
        count: (await updateAnswered(tx, ctx, { of: personId }, 'withdrawn')).length,
      }),
    },
    ...invitationSteps,
  ],
  heirs: [manager],
  keeps: {
    membership: 'how somebody stood in the clinic, with dates and reason: the staff list shows who left',
    person: 'the log names who acted; deleting an account takes the name out of lists',
    person_email: 'two people cannot sign in with one address; who returns is invited at it',
    membership_location:
      'without places somebody is limited to none: an undone leaving would give more than it took; who joins again gets new ones',
    role_change: 'the history of a role is what a review proves',
    statement: 'what somebody stated about the clinic stays stated, with their name and date',
    mail: 'what was sent is on record; what is under way tells them of what happened',
  },
}

/** Links of people without an account, as a review sees them: each shows one thing of the clinic until it ends. */
import type { GrantSource } from '../../server/slots.ts'

export const linkGrants: GrantSource = {
  kind: 'outsider',
  async list(tx, ctx) {
    const rows = await tx
      .selectFrom('task_link')
      .select(['id', 'name', 'made_at', 'ends_at'])
      .where('clinic_id', '=', ctx.clinicId)
      .where('ended_at', 'is', null)
      .where('ends_at', '>', ctx.now)
      .orderBy('made_at')
      .orderBy('id')
      .execute()
    return rows.map(({ id, name, made_at, ends_at }) => ({
      subjectId: id,
      personId: undefined,
      values: { name, since: made_at.toISOString(), until: ends_at.toISOString() },
      flags: [],
    }))
  },
  async remove(tx, ctx, subjectId) {
    const row = await tx
      .updateTable('task_link')
      .set({ ended_at: ctx.now })
      .where('clinic_id', '=', ctx.clinicId)
      .where('id', '=', subjectId)
      .where('ended_at', 'is', null)
      .returning('name')
      .executeTakeFirst()
    return { done: row !== undefined, events: [] }
  },
}

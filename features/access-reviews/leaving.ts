/** What a leaver has in reviews: questions that somebody else answers now; decisions stay whose they were. */
import { sql } from 'kysely'
import type { Leaving } from '../../server/slots.ts'
import { nameOf } from './judging.ts'
import { listAsked } from './row-queries.ts'

export const reviewLeaving: Leaving = {
  heirs: [
    {
      name: 'review_question',
      tables: [],
      list: async (tx, ctx, personId) =>
        (await listAsked(tx, ctx, personId))
          .filter(({ answer }) => answer === null)
          .map((row) => ({ key: row.id, what: nameOf(row) })),
      handOver: async (tx, ctx, { key, from, to }) => {
        const { numAffectedRows } = await sql`
          UPDATE access_review_row w SET asked = ${to}, asked_name = p.name, revision = w.revision + 1
            FROM person p
           WHERE p.id = ${to} AND w.clinic_id = ${ctx.clinicId} AND w.id = ${key} AND w.asked = ${from} AND w.answer IS NULL`.execute(
          tx,
        )
        return Number(numAffectedRows ?? 0) > 0
      },
    },
  ],
  keeps: {
    access_review_row: 'who decided what about whom is the proof of a review, and is kept six years',
  },
}

/** What of leavings somebody has when they leave themselves. */
import type { Leaving } from '../../server/slots.ts'
import { listAskedOf, moveAsked } from './handing-queries.ts'

export const leaversLeaving: Leaving = {
  heirs: [
    {
      name: 'leaver_items',
      tables: ['leaver_item'],
      list: async (tx, ctx, personId) =>
        (await listAskedOf(tx, ctx, personId)).map(({ id, about, title }) => ({
          key: id,
          what: `${about}: ${title}`,
        })),
      handOver: (tx, ctx, { key, from, to }) => moveAsked(tx, ctx, key, { from, to }),
    },
  ],
  keeps: {
    leaver_run: 'the proof of when their access ended, and who saw to the rest, is kept six years',
  },
}

/** What somebody who leaves has outside of Enamel, and the systems they ran. */
import type { PersonId } from '../../server/context.ts'
import type { Leaving } from '../../server/slots.ts'
import { listRunBy } from './accounts.ts'
import { holdSystem, updateSystem } from './queries.ts'

export const systemsLeaving: Leaving = {
  keeps: {
    system_account:
      'an account outside is there until somebody ends it and says so: the run of leaving lists each of them',
  },
  heirs: [
    {
      name: 'runs_system',
      tables: [],
      list: async (tx, ctx, personId) =>
        (await listRunBy(tx, ctx, personId)).map(({ systemId, name }) => ({ key: systemId, what: name })),
      async handOver(tx, ctx, { key, from, to }) {
        const held = await holdSystem(tx, ctx, key)
        if (held?.run_by !== from) return false
        await updateSystem(tx, ctx, key, {
          run_by: to,
          run_said_by: (ctx.actor.kind === 'person' ? ctx.actor.id : to) as PersonId,
          run_said_at: ctx.now,
        })
        return true
      },
    },
  ],
}

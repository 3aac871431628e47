/** What an Owner said of a step holds for a time: the days on which it ends. And who looks after which step. */
import type { Cadence, StepKeepers } from '../../server/slots.ts'
import { listExceptions } from './exception-queries.ts'
import { listKeepers } from './keeper-queries.ts'
import { listStatements } from './queries.ts'
import { statedUntil } from './reading.ts'

const PAGE = '/'
const PERMISSION = 'checklist.state'
/** It holds until then, so the day before is its last where it ends at midnight. */
const lastMoment = (end: Date) => new Date(end.getTime() - 1)

export const checklistCadences: readonly Cadence[] = [
  {
    name: 'statement_ends',
    page: PAGE,
    async list(tx, ctx) {
      const measured = new Set(
        ctx.kernel.evidence.filter(({ restStated }) => !restStated).map(({ step }) => step),
      )
      return (await listStatements(tx, ctx))
        .filter(({ step }) => !measured.has(step))
        .map((one) => ({
          key: one.id,
          at: lastMoment(statedUntil(one)),
          values: { step: one.step },
          concerned: { step: one.step, permission: PERMISSION },
        }))
    },
  },
  {
    name: 'exception_ends',
    page: PAGE,
    list: async (tx, ctx) =>
      (await listExceptions(tx, ctx)).map(({ id, step, kind, ends_at }) => ({
        key: id,
        at: lastMoment(ends_at),
        values: { step, kind },
        concerned: { step, permission: PERMISSION },
        byItself: true,
      })),
  },
]

export const stepKeepers: StepKeepers = async (tx, ctx) =>
  (await listKeepers(tx, ctx)).map(({ step, keeper_id, deputy_id }) => ({
    step,
    people: [keeper_id, deputy_id].filter((one) => one !== null),
  }))

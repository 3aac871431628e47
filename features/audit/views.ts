/** Filters that somebody saved for themselves. */
import type { Answer, Received } from '../../pure/contract/endpoint.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Leaving } from '../../server/slots.ts'
import { auditProblem } from './contract.ts'
import { type listViews, MOST_VIEWS, type saveView } from './log-contract.ts'
import { deleteView, deleteViewsOf, insertView, listViewsOf } from './view-queries.ts'

export async function views(ctx: Context, personId: PersonId): Promise<Answer<typeof listViews>> {
  const rows = await read(ctx, (tx) => listViewsOf(tx, ctx, personId))
  return { views: rows.map(({ id, name, filters }) => ({ viewId: id, name, filters })) }
}

/** Throws `audit.view_name_taken`, `audit.too_many_views`. */
export async function save(
  ctx: Context,
  personId: PersonId,
  { name, filters }: Received<typeof saveView>['body'],
): Promise<Answer<typeof saveView>> {
  // As it stands in an address: lists with commas.
  const kept = Object.fromEntries(
    Object.entries(filters).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, String(value)]],
    ),
  )
  const viewId = newId(ctx.now)
  return write(ctx, async (tx) => {
    if ((await listViewsOf(tx, ctx, personId)).length >= MOST_VIEWS)
      throw auditProblem('audit.too_many_views', { values: { n: MOST_VIEWS } })
    const saved = await insertView(tx, ctx, personId, { id: viewId, name, filters: kept })
    if (!saved) throw auditProblem('audit.view_name_taken', { values: { name } })
    return audited(
      {
        action: 'audit.view_saved',
        category: 'config',
        target: { type: 'log_view', id: viewId },
        personal: { target_name: name },
      },
      { viewId },
    )
  })
}

/** Throws `audit.view_not_found`, also for another's. */
export async function remove(
  ctx: Context,
  personId: PersonId,
  viewId: string,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const name = await deleteView(tx, ctx, personId, viewId)
    if (name === undefined) throw auditProblem('audit.view_not_found')
    return audited(
      {
        action: 'audit.view_removed',
        category: 'config',
        target: { type: 'log_view', id: viewId },
        personal: { target_name: name },
      },
      {},
    )
  })
}

/** A saved view is its owner's alone: it goes when they leave. */
export const auditLeaving: Leaving = {
  steps: [
    {
      name: 'log_views',
      when: 'leaving',
      tables: ['log_view', 'log_reading'],
      end: async (tx, ctx, { personId }) => ({ count: await deleteViewsOf(tx, ctx, personId) }),
    },
  ],
}

/** What somebody was asked for when a colleague leaves, and has not said yet. */
import type { Context } from '../../server/context.ts'
import type { Act } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { myTasks } from './tasks.ts'

export async function ownActs(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  const open = (await myTasks(ctx, session)).tasks.filter(({ state }) => state === null)
  const [first] = open
  if (!first) return []
  return [
    {
      key: 'checklist.next.own_tasks',
      values: { n: open.length, about: first.about },
      rank: 'waits',
      minutes: open.length,
      page: '/profile/tasks',
    },
  ]
}

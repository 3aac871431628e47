/** What a review asks of somebody, until they say. */
import type { Context } from '../../server/context.ts'
import type { Act } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { mine } from './questions.ts'

export async function ownActs(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  const open = (await mine(ctx, session)).questions.filter(({ needed }) => needed === null)
  const [first] = open
  if (!first) return []
  return [
    {
      key: 'checklist.next.own_questions',
      values: { n: open.length, by: first.askedBy },
      rank: 'waits',
      minutes: open.length,
      page: '/profile/questions',
    },
  ]
}

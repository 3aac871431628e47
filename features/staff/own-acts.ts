/** What somebody has to do about the staff list: an offer to answer, and, of an only Owner, what if they cannot sign in. */
import { may } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import type { Act } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { offeredTo } from './handover.ts'
import { ownersCovered } from './lone-owner.ts'

export async function ownActs(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  const acts: Act[] = []
  const offered = await offeredTo(ctx, session.personId)
  if (offered)
    acts.push({
      key: 'checklist.next.answer_ownership',
      values: { from: offered.from },
      rank: 'waits',
      minutes: 1,
      page: '/handover',
    })
  if (may(session.role, 'owners.make') && !(await ownersCovered(ctx, session)))
    acts.push({
      key: 'checklist.next.second_owner',
      values: {},
      rank: 'net',
      minutes: 5,
      page: '/settings/staff/second-owner',
    })
  return acts
}

import { route } from '../../server/http/route.ts'
import { recorded } from './in-review.ts'
import * as lists from './lists.ts'
import { bringList, listBrought, matchRow, takeListOut } from './lists-contract.ts'
import * as second from './second-person.ts'
import { askOutsider, decideReviewTask, getReviewTask, sayNobodyElse } from './second-person-contract.ts'

const REVIEWERS = { who: 'member', permission: 'staff.manage' } as const
const ACT = { ...REVIEWERS, activity: true } as const
/** On one's own access: proven anew. Only an Owner has nobody above who could decide it. */
const OWNERS = { who: 'member', permission: 'owners.make', activity: true, fresh: true } as const
const BY_LINK = { who: 'link', link: 'review.row' } as const

export const listRoutes = [
  route(listBrought, REVIEWERS, ({ ctx, params: { reviewId } }) =>
    recorded(ctx, listBrought, reviewId, () => lists.brought(ctx, reviewId)),
  ),
  route(bringList, ACT, lists.bring),
  route(takeListOut, ACT, lists.takeOut),
  route(matchRow, ACT, lists.match),
  route(askOutsider, OWNERS, second.ask),
  route(sayNobodyElse, OWNERS, second.nobodyElse),
  route(getReviewTask, BY_LINK, ({ ctx, link }) => second.shown(ctx, link)),
  route(decideReviewTask, BY_LINK, ({ ctx, link, body }) => second.decided(ctx, link, body)),
]

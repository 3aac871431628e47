/** A change within a review: by whom, held against all that happens meanwhile, and every refusal on record. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { type Audited, recordRefusal, write, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { reviewProblem } from './contract.ts'
import { holdReview, type Review } from './queries.ts'

export interface Reviewing {
  ctx: Context
  session: SessionView
  params: { reviewId: string }
}

export interface ReviewScene {
  tx: Writer
  ctx: Context
  review: Review
  actor: people.Member
  /** Of these and the actor nobody changes role or state until the transaction ends. */
  members: Map<PersonId, people.Member>
}

const WARNED = new Set([
  'access_reviews.not_found',
  'access_reviews.question_over',
  'access_reviews.not_yourself',
  'access_reviews.rank_too_low',
  'access_reviews.keep_only',
  'access_reviews.one_by_one',
  'staff.rank_too_low',
  'staff.role_too_high',
  'staff.last_owner',
])

/**
 * Does something in the open review in one transaction. alone: no decision is made meanwhile. Throws
 * `access_reviews.not_found`, `…not_open`, `session.ended`, and what `act` throws.
 */
export async function inReview<T>(
  { ctx, session, params }: Reviewing,
  endpoint: Pick<Endpoint, 'method' | 'url'>,
  how: 'share' | 'alone',
  act: (scene: ReviewScene) => Promise<Audited<T>>,
  concerned: (tx: Writer) => Promise<readonly (PersonId | null)[]> = async () => [],
): Promise<T> {
  return recorded(ctx, endpoint, params.reviewId, () =>
    write(ctx, async (tx) => {
      const review = await holdReview(tx, ctx, params.reviewId, how)
      if (!review) throw reviewProblem('access_reviews.not_found')
      if (review.state !== 'open') throw reviewProblem('access_reviews.not_open')
      const ids = (await concerned(tx)).filter((id) => id !== null)
      const members = await people.holdMembers(tx, ctx, [session.personId, ...ids])
      await sessions.hold(tx, ctx, session, 'staff.manage')
      const actor = members.get(session.personId)
      if (!actor) throw reviewProblem('access_reviews.not_found')
      return act({ tx, ctx, review, actor, members })
    }),
  )
}

/** Reads or changes something of a review; who reaches for what is not theirs stands in the log. */
export function recorded<T>(
  ctx: Context,
  endpoint: Pick<Endpoint, 'method' | 'url'>,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  return work().catch(async (error: unknown) => {
    if (error instanceof Problem && WARNED.has(error.code))
      await recordRefusal(ctx, {
        action: 'request.refused',
        category: 'auth',
        outcome: 'refused',
        target: { type: 'review', id },
        personal: { route: `${endpoint.method} ${endpoint.url}`, reason: error.code },
      })
    throw error
  })
}

import { route } from '../../server/http/route.ts'
import { callOff, close } from './closing.ts'
import * as contract from './contract.ts'
import { keep, state, take } from './deciding.ts'
import { recorded } from './in-review.ts'
import { answer, ask, mine } from './questions.ts'
import { answerQuestion, listQuestions } from './questions-contract.ts'
import { detail, ofPerson, overview, start } from './service.ts'
import { asCsv, asPdf, asSigned } from './summary-files.ts'

const REVIEWERS = { who: 'member', permission: 'staff.manage' } as const
const ACT = { ...REVIEWERS, activity: true } as const
/** What takes something away, or ends the review, is proven anew. */
const CHANGE = { ...ACT, fresh: true } as const
const OWN = { who: 'member', permission: 'profile.own' } as const

export const reviewRoutes = [
  route(contract.listReviews, REVIEWERS, ({ ctx, session }) => overview(ctx, session)),
  route(contract.startReview, ACT, ({ ctx, session }) => start(ctx, session)),
  route(contract.getReview, REVIEWERS, ({ ctx, session, params: { reviewId } }) =>
    recorded(ctx, contract.getReview, reviewId, () => detail(ctx, session, reviewId)),
  ),
  route(contract.keepRows, ACT, keep),
  route(contract.takeAway, CHANGE, take),
  route(contract.stateRow, ACT, state),
  route(contract.askAboutRow, ACT, ask),
  route(contract.closeReview, CHANGE, close),
  route(contract.callOffReview, CHANGE, callOff),
  route(contract.summaryPdf, REVIEWERS, ({ ctx, session, params: { reviewId } }) =>
    recorded(ctx, contract.summaryPdf, reviewId, () => asPdf(ctx, session, reviewId)),
  ),
  route(contract.summaryCsv, REVIEWERS, ({ ctx, session, params: { reviewId } }) =>
    recorded(ctx, contract.summaryCsv, reviewId, () => asCsv(ctx, session, reviewId)),
  ),
  route(contract.summaryFile, REVIEWERS, ({ ctx, session, params: { reviewId } }) =>
    recorded(ctx, contract.summaryFile, reviewId, () => asSigned(ctx, session, reviewId)),
  ),
  route(contract.personReviews, REVIEWERS, ({ ctx, params: { personId } }) =>
    recorded(ctx, contract.personReviews, personId, () => ofPerson(ctx, personId)),
  ),
  route(listQuestions, OWN, ({ ctx, session }) => mine(ctx, session)),
  route(answerQuestion, { ...OWN, activity: true }, ({ ctx, session, params, body }) =>
    recorded(ctx, answerQuestion, params.rowId, () => answer(ctx, session, params.rowId, body)),
  ),
]

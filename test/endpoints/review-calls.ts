/** Calls of the quarterly review that succeed, and ids of another clinic's. */
import {
  askAboutRow,
  closeReview,
  getReview,
  keepRows,
  listReviews,
  startReview,
} from '../../features/access-reviews/contract.ts'
import { listRow } from '../../features/access-reviews/testing/list-row.ts'
import { listQuestions } from '../../features/access-reviews/questions-contract.ts'
import type { House } from '../app.ts'
import { buildClinic, confirm, signIn } from '../builders.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, type Preparation } from './scene.ts'

/** Two Owners, a nurse, and a review that the first has begun. */
async function reviewing(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'NURSE'] })
  const [one, two] = clinic.people
  if (!one || !two) throw new Error('A clinic of nobody')
  const [visitor, other] = [await signIn(house, one), await signIn(house, two)]
  await confirm(house, visitor, one)
  await confirm(house, other, two)
  const { reviewId } = await visitor.must(startReview)
  const row = async (name: string) => {
    const { rows } = await visitor.must(getReview, { params: { reviewId } })
    const found = rows.find((one) => one.name === name)
    if (!found) throw new Error(`Nothing of ${name}`)
    return found
  }
  return { clinic, one, two, nurse: clinic.the('NURSE'), visitor, other, reviewId, row }
}

const inOne =
  (body?: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { visitor, reviewId } = await reviewing(house)
    return { house, visitor, sent: { params: { reviewId }, ...(body && { body }) } }
  }

/** Everything kept, by two who look at each other. */
async function complete(house: House) {
  const scene = await reviewing(house)
  const { visitor, other, reviewId, one, two, nurse, row } = scene
  const keepOne = async (by: Visitor, name: string) => {
    const { id, revision } = await row(name)
    await by.must(keepRows, { params: { reviewId }, body: { rows: [{ id, revision }] } })
  }
  await keepOne(visitor, two.name)
  await keepOne(other, one.name)
  await keepOne(visitor, nurse.name)
  const { revision } = await visitor.must(getReview, { params: { reviewId } })
  return { ...scene, revision }
}

const ofClosed: Preparation = async ({ house }) => {
  const { visitor, reviewId, revision } = await complete(house)
  await visitor.must(closeReview, { params: { reviewId }, body: { revision } })
  return { house, visitor, sent: { params: { reviewId } } }
}

export const REVIEW_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/access-reviews': asOwner(),
  'POST /api/access-reviews': asOwner(),
  'GET /api/access-reviews/:reviewId': inOne(),
  'POST /api/access-reviews/:reviewId/keep': async ({ house }) => {
    const { visitor, reviewId, nurse, row } = await reviewing(house)
    const { id, revision } = await row(nurse.name)
    return { house, visitor, sent: { params: { reviewId }, body: { rows: [{ id, revision }], note: '' } } }
  },
  'POST /api/access-reviews/:reviewId/rows/:rowId/decision': async ({ house }) => {
    const { visitor, reviewId, nurse, row } = await reviewing(house)
    const { id, revision } = await row(nurse.name)
    const body = { decision: 'disable', note: 'Left in May', revision }
    return { house, visitor, sent: { params: { reviewId, rowId: id }, body } }
  },
  'POST /api/access-reviews/:reviewId/rows/:rowId/statement': async ({ house }) => {
    const { visitor, reviewId, clinic } = await reviewing(house)
    const { rowId, revision } = await listRow(house, clinic.id, reviewId, { removed: true })
    return { house, visitor, sent: { params: { reviewId, rowId }, body: { revision } } }
  },
  'POST /api/access-reviews/:reviewId/rows/:rowId/question': async ({ house }) => {
    const { visitor, reviewId, nurse, row } = await reviewing(house)
    const { id, revision } = await row(nurse.name)
    return { house, visitor, sent: { params: { reviewId, rowId: id }, body: { to: 'person', revision } } }
  },
  'POST /api/access-reviews/:reviewId/close': async ({ house }) => {
    const { visitor, reviewId, revision } = await complete(house)
    return { house, visitor, sent: { params: { reviewId }, body: { revision } } }
  },
  'POST /api/access-reviews/:reviewId/call-off': inOne({ reason: 'Begun by mistake' }),
  'GET /api/access-reviews/:reviewId/summary.pdf': ofClosed,
  'GET /api/access-reviews/:reviewId/summary.csv': ofClosed,
  'GET /api/access-reviews/:reviewId/summary.json': ofClosed,
  'GET /api/access-reviews/people/:personId': async ({ house }) => {
    const { visitor, two } = await complete(house)
    return { house, visitor, sent: { params: { personId: two.id } } }
  },
  'GET /api/profile/review-questions': asOwner(),
  'POST /api/profile/review-questions/:rowId': async ({ house }) => {
    const { nurse, rowId } = await asked(house)
    return { house, visitor: nurse, sent: { params: { rowId }, body: { needed: true, answer: 'Every day' } } }
  },
}

/** A nurse who was asked. */
async function asked(house: House) {
  const { visitor, reviewId, nurse, row } = await reviewing(house)
  const { id, revision } = await row(nurse.name)
  await visitor.must(askAboutRow, { params: { reviewId, rowId: id }, body: { to: 'person', revision } })
  await house.outbox.take('review_question')
  const own = await signIn(house, nurse)
  const { questions } = await own.must(listQuestions)
  return { nurse: own, rowId: questions[0]?.rowId }
}

async function reviewOf(stranger: Visitor) {
  const { open } = await stranger.must(listReviews)
  const reviewId = open?.id ?? (await stranger.must(startReview)).reviewId
  const { rows } = await stranger.must(getReview, { params: { reviewId } })
  return { reviewId, rowId: rows[0]?.id }
}

const onlyReview = async (stranger: Visitor) => ({ reviewId: (await reviewOf(stranger)).reviewId })

export const FOREIGN_REVIEWS: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'GET /api/access-reviews/:reviewId': onlyReview,
  'POST /api/access-reviews/:reviewId/keep': onlyReview,
  'POST /api/access-reviews/:reviewId/rows/:rowId/decision': reviewOf,
  'POST /api/access-reviews/:reviewId/rows/:rowId/statement': reviewOf,
  'POST /api/access-reviews/:reviewId/rows/:rowId/question': reviewOf,
  'POST /api/access-reviews/:reviewId/close': onlyReview,
  'POST /api/access-reviews/:reviewId/call-off': onlyReview,
  'GET /api/access-reviews/:reviewId/summary.pdf': onlyReview,
  'GET /api/access-reviews/:reviewId/summary.csv': onlyReview,
  'GET /api/access-reviews/:reviewId/summary.json': onlyReview,
  'GET /api/access-reviews/people/:personId': async (_stranger, house) => ({
    personId: (await reviewing(house)).nurse.id,
  }),
  'POST /api/profile/review-questions/:rowId': async (_stranger, house) => ({
    rowId: (await asked(house)).rowId,
  }),
}

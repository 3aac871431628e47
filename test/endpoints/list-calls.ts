/** Calls of lists of other systems, of the second person, and of links for people without an account; ids of another clinic's. */
import { getReview, listReviews, startReview } from '../../features/access-reviews/contract.ts'
import { bringList, listBrought } from '../../features/access-reviews/lists-contract.ts'
import type { House } from '../app.ts'
import { buildClinic, confirm, signIn } from '../builders.ts'
import type { Visitor } from '../visitor.ts'
import { linkHolder, type Preparation } from './scene.ts'

/** An Owner alone, confirmed just now, in a review of theirs with a list of one account. */
async function alone(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER'] })
  const visitor = await signIn(house, clinic.the('OWNER'))
  await confirm(house, visitor, clinic.the('OWNER'))
  const { reviewId } = await visitor.must(startReview)
  const list = { how: 'typed' as const, text: 'Tobi Larch' }
  await visitor.must(bringList, { params: { reviewId }, body: { name: 'Mail', list } })
  const { rows } = await visitor.must(getReview, { params: { reviewId } })
  const [own, account] = [rows.find(({ kind }) => kind === 'person'), rows.find(({ listId }) => listId)]
  if (!own || !account?.listId) throw new Error('A review of nobody')
  return { clinic, visitor, reviewId, own, account, listId: account.listId }
}

const onOwn =
  (body: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { visitor, reviewId, own } = await alone(house)
    const params = { reviewId, rowId: own.id }
    return { house, visitor, sent: { params, body: { ...body, revision: own.revision } } }
  }

const byLink =
  (body?: Record<string, unknown>): Preparation =>
  async ({ house }) => {
    const { clinic, own } = await alone(house)
    const { visitor } = await linkHolder(house, { purpose: 'review.row', clinic, subjectId: own.id })
    return { house, visitor, sent: { ...(body && { body }) } }
  }

export const LIST_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/task': async ({ house }) => ({
    house,
    visitor: (await linkHolder(house, { purpose: 'review.row' })).visitor,
    sent: {},
  }),
  'GET /api/task/review': byLink(),
  'POST /api/task/review': byLink({ decision: 'keep', note: 'She runs the place' }),
  'GET /api/access-reviews/:reviewId/lists': async ({ house }) => {
    const { visitor, reviewId } = await alone(house)
    return { house, visitor, sent: { params: { reviewId } } }
  },
  'POST /api/access-reviews/:reviewId/lists': async ({ house }) => {
    const { visitor, reviewId } = await alone(house)
    const body = { name: 'Practice system', list: { how: 'typed', text: 'Una Reed' } }
    return { house, visitor, sent: { params: { reviewId }, body } }
  },
  'DELETE /api/access-reviews/:reviewId/lists/:listId': async ({ house }) => {
    const { visitor, reviewId, listId } = await alone(house)
    return { house, visitor, sent: { params: { reviewId, listId } } }
  },
  'PUT /api/access-reviews/:reviewId/rows/:rowId/match': async ({ house }) => {
    const { visitor, reviewId, account, clinic } = await alone(house)
    const body = { personId: clinic.the('OWNER').id, revision: account.revision }
    return { house, visitor, sent: { params: { reviewId, rowId: account.id }, body } }
  },
  'POST /api/access-reviews/:reviewId/rows/:rowId/outsider': onOwn({
    name: 'Kofi Reed',
    address: 'kofi@reed-accounts.example',
  }),
  'POST /api/access-reviews/:reviewId/rows/:rowId/no-second-person': onOwn({
    reason: 'I am the only one who works here',
  }),
}

/** Of a stranger's review: its id, a list and a line of it. */
async function partsOf(stranger: Visitor) {
  const { open } = await stranger.must(listReviews)
  const reviewId = open?.id ?? (await stranger.must(startReview)).reviewId
  const params = { reviewId }
  const { lists } = await stranger.must(listBrought, { params })
  if (lists.length === 0)
    await stranger.must(bringList, {
      params,
      body: { name: 'Mail', list: { how: 'typed', text: 'Tobi Larch' } },
    })
  const { rows } = await stranger.must(getReview, { params })
  return { reviewId, rowId: rows[0]?.id, listId: rows.find(({ listId }) => listId)?.listId }
}

export const FOREIGN_LISTS: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'GET /api/access-reviews/:reviewId/lists': async (of) => ({ reviewId: (await partsOf(of)).reviewId }),
  'POST /api/access-reviews/:reviewId/lists': async (of) => ({ reviewId: (await partsOf(of)).reviewId }),
  'DELETE /api/access-reviews/:reviewId/lists/:listId': partsOf,
  'PUT /api/access-reviews/:reviewId/rows/:rowId/match': partsOf,
  'POST /api/access-reviews/:reviewId/rows/:rowId/outsider': partsOf,
  'POST /api/access-reviews/:reviewId/rows/:rowId/no-second-person': partsOf,
}

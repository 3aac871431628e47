/** A review in a test that keeps everything, each line by whoever may decide it, and is closed. */
import type { Visitor } from '../../../test/visitor.ts'
import { closeReview, getReview, keepRows } from '../contract.ts'

export async function keepAll(reviewId: string, deciding: readonly Visitor[]): Promise<void> {
  const params = { reviewId }
  for (const by of deciding)
    for (const { id, revision, may, decision } of (await by.must(getReview, { params })).rows)
      if ((may === 'yes' || may === 'keep_only') && !decision)
        await by.must(keepRows, { params, body: { rows: [{ id, revision }] } })
}

export async function closeWhole(
  reviewId: string,
  deciding: readonly [Visitor, ...Visitor[]],
): Promise<void> {
  await keepAll(reviewId, deciding)
  const [closing] = deciding
  const params = { reviewId }
  const { revision } = await closing.must(getReview, { params })
  await closing.must(closeReview, { params, body: { revision } })
}

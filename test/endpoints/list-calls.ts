/** Calls of links for people without an account that succeed. */
import { linkHolder, type Preparation } from './scene.ts'

export const LIST_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/task': async ({ house }) => ({
    house,
    visitor: (await linkHolder(house, { purpose: 'review.row' })).visitor,
    sent: {},
  }),
}

import type { Feature } from '../../server/feature.ts'
import { reviewActions, reviewProblem } from './contract.ts'
import { reviewLeaving } from './leaving.ts'
import { reviewRoutes } from './routes.ts'

export const accessReviews: Feature = {
  name: 'access-reviews',
  routes: reviewRoutes,
  actions: reviewActions,
  problems: reviewProblem,
  leaving: reviewLeaving,
}

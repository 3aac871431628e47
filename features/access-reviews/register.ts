import type { Feature } from '../../server/feature.ts'
import { reviewActions, reviewProblem } from './contract.ts'
import { elsewhere } from './elsewhere.ts'
import { reviewEvidence } from './evidence.ts'
import { reviewLeaving } from './leaving.ts'
import { listActions, listProblem } from './lists-contract.ts'
import { listRoutes } from './lists-routes.ts'
import { ownActs } from './own-acts.ts'
import { reviewCadences } from './reminders.ts'
import { reviewRoutes } from './routes.ts'
import { secondPersonProblem } from './second-person-contract.ts'

export const accessReviews: Feature = {
  name: 'access-reviews',
  routes: [...reviewRoutes, ...listRoutes],
  actions: [...reviewActions, ...listActions],
  signedAtOnce: ['review.exported', 'review.closed'],
  problems: { codes: { ...reviewProblem.codes, ...listProblem.codes, ...secondPersonProblem.codes } },
  leaving: reviewLeaving,
  cadences: reviewCadences,
  acts: ownActs,
  elsewhere,
  evidence: reviewEvidence,
}

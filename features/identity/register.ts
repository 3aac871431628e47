import type { Feature } from '../../server/feature.ts'
import { identityActions, identityProblem } from './contract.ts'
import { HALF_LEFT, halfLeft } from './notices.ts'
import { signInOutcome } from './outcomes.ts'
import { ownActs } from './own-acts.ts'
import { identityRoutes } from './routes.ts'
import { identityLeaving } from './leaving.ts'

export const identity: Feature = {
  name: 'identity',
  routes: identityRoutes,
  actions: identityActions,
  problems: identityProblem,
  due: { [HALF_LEFT]: halfLeft },
  acts: ownActs,
  outcomes: [signInOutcome],
  leaving: identityLeaving,
}

import type { Feature } from '../../server/feature.ts'
import { leaverCadences } from './cadences.ts'
import { leaverActions, leaverProblem } from './contract.ts'
import { leaversLeaving } from './leaving.ts'
import { leaverOutcome } from './outcomes.ts'
import { ownActs } from './own-acts.ts'
import { START_PLANNED, startPlanned } from './plan.ts'
import { leaverRoutes } from './routes.ts'

export const leavers: Feature = {
  name: 'leavers',
  routes: leaverRoutes,
  actions: leaverActions,
  problems: leaverProblem,
  due: { [START_PLANNED]: startPlanned },
  acts: ownActs,
  outcomes: [leaverOutcome],
  leaving: leaversLeaving,
  cadences: leaverCadences,
}

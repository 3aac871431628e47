import type { Feature } from '../../server/feature.ts'
import { guidedSetupActions, guidedSetupProblem } from './contract.ts'
import { guidedSetupRoutes } from './routes.ts'

export const guidedSetup: Feature = {
  name: 'guided-setup',
  routes: guidedSetupRoutes,
  actions: guidedSetupActions,
  problems: guidedSetupProblem,
}

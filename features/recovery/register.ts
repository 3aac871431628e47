import type { Feature } from '../../server/feature.ts'
import { recoveryActions, recoveryProblem } from './contract.ts'
import { FORGOT, makeAskedLink } from './forgot.ts'
import { recoveryRoutes } from './routes.ts'

export const recovery: Feature = {
  name: 'recovery',
  routes: recoveryRoutes,
  actions: recoveryActions,
  problems: recoveryProblem,
  due: { [FORGOT]: makeAskedLink },
}

import type { Feature } from '../../server/feature.ts'
import { protectedActions, protectedProblem } from './protected-contract.ts'
import { enforcementRoutes } from './routes.ts'

export const enforcement: Feature = {
  name: 'enforcement',
  routes: enforcementRoutes,
  actions: protectedActions,
  problems: { codes: protectedProblem.codes },
}

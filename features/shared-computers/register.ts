import type { Feature } from '../../server/feature.ts'
import { sharedComputerActions, sharedComputerProblem } from './contract.ts'
import { sharedComputerRoutes } from './routes.ts'

export const sharedComputers: Feature = {
  name: 'shared-computers',
  routes: sharedComputerRoutes,
  actions: sharedComputerActions,
  problems: sharedComputerProblem,
}

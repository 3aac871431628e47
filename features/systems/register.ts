import type { Feature } from '../../server/feature.ts'
import { systemsActions, systemsProblem } from './contract.ts'
import { elsewhere } from './elsewhere.ts'
import { systemsLeaving } from './leaving.ts'
import { systemsRoutes } from './routes.ts'

export const systems: Feature = {
  name: 'systems',
  routes: systemsRoutes,
  actions: systemsActions,
  problems: systemsProblem,
  leaving: systemsLeaving,
  elsewhere,
}

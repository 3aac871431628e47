import type { Feature } from '../../server/feature.ts'
import { installationActions } from './contract.ts'
import { installationRoutes } from './routes.ts'

export const installation: Feature = {
  name: 'installation',
  routes: installationRoutes,
  actions: installationActions,
}

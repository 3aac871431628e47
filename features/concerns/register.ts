import type { Feature } from '../../server/feature.ts'
import { concernsActions, concernsProblem } from './contract.ts'
import { concernsRoutes } from './routes.ts'
import { ownActs } from './service.ts'

export const concerns: Feature = {
  name: 'concerns',
  routes: concernsRoutes,
  actions: concernsActions,
  problems: concernsProblem,
  acts: ownActs,
  leaving: {
    keeps: { concern: 'what somebody saw is worth looking at after they left, too' },
  },
}

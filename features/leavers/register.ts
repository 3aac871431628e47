import type { Feature } from '../../server/feature.ts'
import { leaverActions, leaverProblem } from './contract.ts'
import { leaverRoutes } from './routes.ts'

export const leavers: Feature = {
  name: 'leavers',
  routes: leaverRoutes,
  actions: leaverActions,
  problems: leaverProblem,
  leaving: {
    keeps: {
      leaver_run: 'the proof of when their access ended, and who saw to the rest, is kept six years',
    },
  },
}

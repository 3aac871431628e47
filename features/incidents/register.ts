import type { Feature } from '../../server/feature.ts'
import { incidentActions, incidentProblem } from './contract.ts'
import { incidentsLeaving } from './leaving.ts'
import { incidentRoutes } from './routes.ts'

export const incidents: Feature = {
  name: 'incidents',
  routes: incidentRoutes,
  actions: incidentActions,
  problems: incidentProblem,
  leaving: incidentsLeaving,
  // Nothing is measured yet: who read the plan, and when it was tried, comes with the plan proper.
  evidence: [{ step: 10, page: '/incidents', moves: ['plan.'], measure: async () => undefined }],
}

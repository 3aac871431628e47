import type { Feature } from '../../server/feature.ts'
import { sessionActions, sessionProblem } from './contract.ts'
import { sweepOver } from './ending.ts'
import { sessionRoutes } from './routes.ts'
import { sessionsLeaving } from './leaving.ts'

export const sessions: Feature = {
  name: 'sessions',
  routes: sessionRoutes,
  actions: sessionActions,
  problems: sessionProblem,
  daily: sweepOver,
  leaving: sessionsLeaving,
}

import type { Feature } from '../../server/feature.ts'
import { auditActions } from './contract.ts'
import { proofActions, proofProblem } from './proof-contract.ts'
import { proofRoutes } from './proof-routes.ts'
import { auditRoutes } from './routes.ts'

export const audit: Feature = {
  name: 'audit',
  routes: [...auditRoutes, ...proofRoutes],
  actions: [...auditActions, ...proofActions],
  problems: proofProblem,
}

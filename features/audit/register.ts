import type { Feature } from '../../server/feature.ts'
import { auditActions, auditProblem } from './contract.ts'
import { proofActions, proofProblem } from './proof-contract.ts'
import { proofRoutes } from './proof-routes.ts'
import { auditRoutes } from './routes.ts'
import { auditLeaving } from './views.ts'

export const audit: Feature = {
  name: 'audit',
  routes: [...auditRoutes, ...proofRoutes],
  actions: [...auditActions, ...proofActions],
  problems: { codes: { ...auditProblem.codes, ...proofProblem.codes } },
  leaving: auditLeaving,
  // Whoever has the log, or a line of it, has a checkpoint that says so.
  signedAtOnce: ['log.exported', 'log.proof_given'],
}

import type { Feature } from '../../server/feature.ts'
import { logCheckActions, logCheckProblem } from './contract.ts'
import { logCheckEvidence } from './evidence.ts'
import { checkAll } from './nightly.ts'
import { logCheckRoutes } from './routes.ts'

export const auditCheck: Feature = {
  name: 'audit-check',
  routes: logCheckRoutes,
  actions: logCheckActions,
  problems: logCheckProblem,
  daily: checkAll,
  evidence: logCheckEvidence,
}

import type { Feature } from '../../server/feature.ts'
import { logExportActions, logExportProblem } from './contract.ts'
import { DROP, drop, FORGET, forget, PREPARE, prepare } from './preparing.ts'
import { logExportRoutes } from './routes.ts'

export const auditExports: Feature = {
  name: 'audit-exports',
  routes: logExportRoutes,
  actions: logExportActions,
  signedAtOnce: ['audit.exported'],
  problems: logExportProblem,
  due: { [PREPARE]: prepare, [DROP]: drop, [FORGET]: forget },
  leaving: {
    keeps: {
      log_export:
        'who took lines out of the log, and why, is part of what they took; the list forgets it after 90 days',
    },
  },
}

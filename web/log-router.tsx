/** Addresses around the audit log, within the frame. */
import { createRoute } from '@tanstack/react-router'
import { readExportSearch } from '../features/audit-exports/web/export-search.ts'
import { inside, page } from './inside-router.tsx'
import { codeOf } from './router-root.tsx'

const outsideCopies = page(
  '/settings/security/outside-copies',
  codeOf(() => import('../features/witnesses/web/outside-copies-page.tsx'), 'OutsideCopiesPage'),
)
const auditExports = createRoute({
  getParentRoute: () => inside,
  path: '/settings/security/audit-log/exports',
  validateSearch: (typed: Record<string, unknown>) => readExportSearch(typed),
  component: codeOf(() => import('../features/audit-exports/web/exports-page.tsx'), 'ExportsPage'),
})

const keepingTimes = page(
  '/settings/security/keeping-times',
  codeOf(() => import('../features/keeping-times/web/keeping-times-page.tsx'), 'KeepingTimesPage'),
)

const logCheck = page(
  '/settings/security/audit-log/check',
  codeOf(() => import('../features/audit-check/web/log-check-page.tsx'), 'LogCheckPage'),
)

export const logRoutes = [auditExports, keepingTimes, logCheck, outsideCopies]

/** Addresses around the audit log, within the frame. */
import { page } from './inside-router.tsx'
import { codeOf } from './router-root.tsx'

const outsideCopies = page(
  '/settings/security/outside-copies',
  codeOf(() => import('../features/witnesses/web/outside-copies-page.tsx'), 'OutsideCopiesPage'),
)

const keepingTimes = page(
  '/settings/security/keeping-times',
  codeOf(() => import('../features/keeping-times/web/keeping-times-page.tsx'), 'KeepingTimesPage'),
)

export const logRoutes = [keepingTimes, outsideCopies]

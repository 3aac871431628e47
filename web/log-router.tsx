/** Addresses around the audit log, within the frame. */
import { page } from './inside-router.tsx'
import { codeOf } from './router-root.tsx'

const outsideCopies = page(
  '/settings/security/outside-copies',
  codeOf(() => import('../features/witnesses/web/outside-copies-page.tsx'), 'OutsideCopiesPage'),
)

export const logRoutes = [outsideCopies]

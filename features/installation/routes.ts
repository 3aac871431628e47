import { route } from '../../server/http/route.ts'
import { getReach } from './contract.ts'
import { reach } from './service.ts'

export const installationRoutes = [
  route(getReach, { who: 'member', permission: 'installation.read' }, async ({ ctx }) => reach(ctx)),
]

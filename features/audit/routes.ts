import { route } from '../../server/http/route.ts'
import { listEvents } from './contract.ts'
import { list } from './service.ts'

export const auditRoutes = [
  route(listEvents, { who: 'member', permission: 'audit.read' }, ({ ctx, query }) => list(ctx, query)),
]

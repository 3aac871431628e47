import { route } from '../../server/http/route.ts'
import { listEvents, listMyEvents } from './contract.ts'
import { list, listOwn } from './service.ts'

export const auditRoutes = [
  route(listEvents, { who: 'member', permission: 'audit.read' }, ({ ctx, query }) => list(ctx, query)),
  route(listMyEvents, { who: 'member', permission: 'profile.own' }, ({ ctx, session }) =>
    listOwn(ctx, session.personId),
  ),
]

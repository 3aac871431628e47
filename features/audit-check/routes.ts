import { route } from '../../server/http/route.ts'
import { getLogCheck, lookIntoCheck } from './contract.ts'
import { lastCheck, lookInto } from './looking.ts'

export const logCheckRoutes = [
  route(getLogCheck, { who: 'member', permission: 'audit.read' }, ({ ctx, session }) =>
    lastCheck(ctx, session),
  ),
  route(
    lookIntoCheck,
    { who: 'member', permission: 'checklist.state', fresh: true, activity: true },
    ({ ctx, session, body }) => lookInto(ctx, session, body),
  ),
]

import { route } from '../../server/http/route.ts'
import { getChecklist, getFirstPages, stateStep, withdrawStatement } from './contract.ts'
import { firstPages } from './first-pages.ts'
import { checklist, state, withdraw } from './service.ts'

const OWNERS = { who: 'member', permission: 'checklist.state', activity: true } as const

export const checklistRoutes = [
  route(getChecklist, { who: 'member', permission: 'checklist.read' }, ({ ctx, session }) =>
    checklist(ctx, session),
  ),
  route(stateStep, OWNERS, ({ ctx, session, params, body }) => state(ctx, session, params.step, body.note)),
  route(getFirstPages, { who: 'member', permission: 'checklist.all' }, ({ ctx, session }) =>
    firstPages(ctx, session),
  ),
  route(withdrawStatement, OWNERS, ({ ctx, params }) => withdraw(ctx, params.step)),
]

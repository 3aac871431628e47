import { route } from '../../server/http/route.ts'
import { listBeyond, stateBeyond, withdrawBeyond } from './contract.ts'
import { beyond, state, withdraw } from './service.ts'

const STATING = { who: 'member', permission: 'beyond.state', activity: true } as const

export const beyondRoutes = [
  route(listBeyond, { who: 'member', permission: 'beyond.read' }, ({ ctx, session }) => beyond(ctx, session)),
  route(stateBeyond, STATING, ({ ctx, session, params, body }) => state(ctx, session, params.item, body)),
  route(withdrawBeyond, STATING, ({ ctx, params }) => withdraw(ctx, params.item)),
]

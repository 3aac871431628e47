import { route } from '../../server/http/route.ts'
import { endSignedIn, endSignedInMany, getSessionRules, listSignedIn, saveSessionRules } from './contract.ts'
import { networks, save } from './networks.ts'
import { getNetworks, saveNetworks } from './networks-contract.ts'
import { rules, saveRules } from './service.ts'
import { endMany, endOne, signedIn } from './signed-in.ts'

const KEEPERS = { who: 'member', permission: 'security.manage' } as const
const CHANGE = { ...KEEPERS, fresh: true, activity: true } as const

export const sessionRulesRoutes = [
  route(getSessionRules, KEEPERS, ({ ctx }) => rules(ctx)),
  route(saveSessionRules, CHANGE, ({ ctx, session, body }) => saveRules(ctx, session, body)),
  route(listSignedIn, KEEPERS, ({ ctx, session }) => signedIn(ctx, session)),
  route(endSignedIn, CHANGE, ({ ctx, session, params }) => endOne(ctx, session, params.sessionId)),
  route(endSignedInMany, CHANGE, ({ ctx, session, body }) => endMany(ctx, session, body.personId)),
  route(getNetworks, KEEPERS, ({ ctx }) => networks(ctx)),
  route(saveNetworks, CHANGE, ({ ctx, session, body }) => save(ctx, session, body)),
]

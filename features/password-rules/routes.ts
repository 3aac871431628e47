import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import { rules, save, state, statement } from './service.ts'

const KEEPERS = { who: 'member', permission: 'security.manage' } as const
const OWN = { who: 'member', permission: 'profile.own' } as const

export const passwordRulesRoutes = [
  route(contract.getPasswordRules, KEEPERS, ({ ctx }) => rules(ctx)),
  route(contract.savePasswordRules, { ...KEEPERS, fresh: true, activity: true }, ({ ctx, session, body }) =>
    save(ctx, session, body),
  ),
  route(contract.getPasswordStatement, OWN, ({ ctx, session }) => statement(ctx, session)),
  route(contract.makePasswordStatement, { ...OWN, activity: true }, ({ ctx, session }) =>
    state(ctx, session, true),
  ),
  route(contract.withdrawPasswordStatement, { ...OWN, activity: true }, ({ ctx, session }) =>
    state(ctx, session, false),
  ),
]

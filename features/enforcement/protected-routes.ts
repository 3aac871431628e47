import { route } from '../../server/http/route.ts'
import * as away from './away.ts'
import * as besideCode from './beside-code.ts'
import * as grace from './grace.ts'
import * as passwordHelp from './password-help.ts'
import * as contract from './protected-contract.ts'
import { asCsv, list } from './protected.ts'
import { reset } from './reset.ts'

const KEEPERS = { who: 'member', permission: 'security.manage' } as const
const ACT = { ...KEEPERS, activity: true } as const
const FRESH = { ...ACT, fresh: true } as const

export const protectedRoutes = [
  route(contract.listProtected, KEEPERS, ({ ctx, session }) => list(ctx, session)),
  route(contract.protectedCsv, ACT, ({ ctx, session, query }) => asCsv(ctx, session, query)),
  route(contract.giveGrace, FRESH, (call) => grace.give(call)),
  route(contract.endGrace, ACT, (call) => grace.end(call)),
  route(contract.setLeave, ACT, (call) => away.set(call)),
  route(contract.resetFactor, FRESH, (call) => reset(call)),
  route(contract.makeBesideCode, FRESH, (call) => besideCode.make(call)),
  route(contract.makePasswordLink, FRESH, (call) => passwordHelp.make(call)),
]

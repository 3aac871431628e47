import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import { wishOf } from './policy.ts'
import { present, preview } from './preview.ts'
import { protectedRoutes } from './protected-routes.ts'
import { save } from './service.ts'
import { enrolment, sendCode, vouchByCode } from './vouching.ts'

const KEEPERS = { who: 'member', permission: 'security.manage' } as const
const CHANGE = { ...KEEPERS, fresh: true, activity: true } as const
const ENROLLING = { who: 'enrolling', permission: 'profile.own' } as const
const ACT = { ...ENROLLING, activity: true } as const

export const enforcementRoutes = [
  route(contract.getEnforcement, KEEPERS, ({ ctx, session }) => present(ctx, session)),
  route(contract.previewEnforcement, KEEPERS, ({ ctx, session, query }) =>
    preview(ctx, session, wishOf(query)),
  ),
  route(contract.saveEnforcement, CHANGE, ({ ctx, session, body }) =>
    save(ctx, session, { ...wishOf(body), revision: body.revision }),
  ),
  route(contract.getEnrolment, ENROLLING, ({ ctx, session }) => enrolment(ctx, session)),
  route(contract.sendEnrolmentCode, ACT, ({ ctx, session }) => sendCode(ctx, session)),
  route(contract.vouch, ACT, ({ ctx, session, body }) => vouchByCode(ctx, session, body.way, body.code)),
  ...protectedRoutes,
]

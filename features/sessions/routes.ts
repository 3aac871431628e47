import { route } from '../../server/http/route.ts'
import { endSession, endSessions, listSessions, reportActivity, signOut, whoAmI } from './contract.ts'
import { idleEndAfter } from './gate.ts'
import * as service from './service.ts'
import { describe } from './who-am-i.ts'

const OWN = { who: 'member', permission: 'profile.own' } as const

export const sessionRoutes = [
  route(whoAmI, { who: 'public' }, ({ ctx, session, ended, cookies }) =>
    describe(ctx, session, ended, cookies),
  ),
  route(signOut, { who: 'public' }, ({ ctx, session, cookies }) => service.signOut(ctx, session, cookies)),
  // The gate records the activity; what it will be is answered here.
  route(reportActivity, { who: 'enrolling', activity: true }, async ({ ctx, session }) => ({
    idleEndsAt: idleEndAfter(ctx.now, session).toISOString(),
    endsAt: session.endsAt.toISOString(),
  })),
  route(listSessions, OWN, ({ ctx, session }) => service.listOwn(ctx, session)),
  // ASVS 5.0 7.5.2: whoever ends sessions has proven themselves again; signing out needs nothing.
  route(endSession, { ...OWN, activity: true, fresh: true }, ({ ctx, session, params, cookies }) =>
    service.endOne(ctx, session, params.sessionId, cookies),
  ),
  route(endSessions, { ...OWN, activity: true, fresh: true }, ({ ctx, session, body, cookies }) =>
    service.endMany(ctx, session, body.which, cookies),
  ),
]

import { recordingNotFound } from '../../server/http/not-found.ts'
import { route } from '../../server/http/route.ts'
import { closeConcern, listConcerns, listOwnConcerns, lookAtConcern, reportConcern } from './contract.ts'
import { all, close, look, mine, report } from './service.ts'

const EVERYBODY = { who: 'member', permission: 'concerns.report' } as const
const CARERS = { who: 'member', permission: 'concerns.manage' } as const

export const concernsRoutes = [
  route(reportConcern, { ...EVERYBODY, activity: true }, ({ ctx, session, body }) =>
    report(ctx, session, body),
  ),
  route(listOwnConcerns, EVERYBODY, ({ ctx, session }) => mine(ctx, session)),
  route(listConcerns, CARERS, ({ ctx, session }) => all(ctx, session)),
  route(lookAtConcern, { ...CARERS, activity: true }, ({ ctx, session, params }) =>
    recordingNotFound(ctx, lookAtConcern, look(ctx, session, params.concernId)),
  ),
  route(closeConcern, { ...CARERS, activity: true }, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, closeConcern, close(ctx, session, params.concernId, body.outcome)),
  ),
]

import { route } from '../../server/http/route.ts'
import { recordingNotFound } from '../staff/service.ts'
import {
  getKeepingTimes,
  liftHold,
  namedElsewhere,
  orderRedaction,
  placeHold,
  setKeepingTime,
  withdrawRedaction,
} from './contract.ts'
import { lift, place } from './holds.ts'
import { showNamed } from './named-elsewhere.ts'
import { order, withdraw } from './redactions.ts'
import { keepingTimes, setTime } from './service.ts'

const READ = { who: 'member', permission: 'audit.read' } as const
const CHANGE = { who: 'member', permission: 'keeping.manage', fresh: true, activity: true } as const

/** What is about to be erased is shown to those who may order it. */
const PREPARE = { who: 'member', permission: 'keeping.manage', activity: true } as const

export const keepingTimesRoutes = [
  route(getKeepingTimes, READ, ({ ctx }) => keepingTimes(ctx)),
  route(setKeepingTime, CHANGE, ({ ctx, session, params, body }) =>
    setTime(ctx, session, { ...params, ...body }),
  ),
  route(placeHold, CHANGE, ({ ctx, session, body }) =>
    recordingNotFound(ctx, placeHold, place(ctx, session, body)),
  ),
  route(liftHold, CHANGE, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, liftHold, lift(ctx, session, { ...params, ...body })),
  ),
  route(namedElsewhere, PREPARE, ({ ctx, query: { personId = null, patientId = null, also = null } }) =>
    showNamed(ctx, { personId, patientId, also }),
  ),
  route(orderRedaction, CHANGE, ({ ctx, session, body }) =>
    recordingNotFound(ctx, orderRedaction, order(ctx, session, body)),
  ),
  route(withdrawRedaction, CHANGE, ({ ctx, session, params }) =>
    recordingNotFound(ctx, withdrawRedaction, withdraw(ctx, session, params.redactionId)),
  ),
]

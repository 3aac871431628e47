import { route } from '../../server/http/route.ts'
import { getSignInTimes, tellSignInTime } from './contract.ts'
import { tellTime, times } from './service.ts'

export const signInTimesRoutes = [
  // Also from whoever may only enrol: their sign-in took its time too. A page tells it, no person: it is no activity.
  route(tellSignInTime, { who: 'enrolling', permission: 'profile.own' }, ({ ctx, session, body }) =>
    tellTime(ctx, session, body),
  ),
  route(getSignInTimes, { who: 'member', permission: 'sign_in_times.read' }, ({ ctx, session }) =>
    times(ctx, session),
  ),
]

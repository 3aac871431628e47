import { route } from '../../server/http/route.ts'
import * as calendar from './calendar.ts'
import {
  endCalendarLink,
  getOwnReminders,
  listReminders,
  makeCalendarLink,
  putOff,
  readCalendar,
  resume,
} from './contract.ts'
import * as waiting from './putting-off.ts'
import { all, own } from './service.ts'

const MANAGING = { who: 'member', permission: 'reminders.manage', activity: true } as const
const OWN = { who: 'member', permission: 'profile.own' } as const

export const reminderRoutes = [
  route(listReminders, { who: 'member', permission: 'reminders.manage' }, ({ ctx, session }) =>
    all(ctx, session),
  ),
  route(putOff, MANAGING, ({ ctx, session, body }) => waiting.putOff(ctx, session, body)),
  route(resume, MANAGING, ({ ctx, session, body }) => waiting.resume(ctx, session, body)),
  route(getOwnReminders, OWN, ({ ctx, session }) => own(ctx, session)),
  // Whoever sits at a screen that was left open would carry away a way to look in for good.
  route(makeCalendarLink, { ...OWN, fresh: true, activity: true }, ({ ctx, session }) =>
    calendar.makeLink(ctx, session),
  ),
  route(endCalendarLink, { ...OWN, activity: true }, ({ ctx, session }) => calendar.endLink(ctx, session)),
  route(readCalendar, { who: 'public' }, ({ ctx, params }) => calendar.readByLink(ctx, params.token)),
]

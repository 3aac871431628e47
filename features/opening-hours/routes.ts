import { route } from '../../server/http/route.ts'
import { recordingNotFound } from '../staff/service.ts'
import {
  addClosedDay,
  chooseHolidays,
  endOwnHours,
  getOpeningHours,
  removeClosedDay,
  setWeek,
} from './contract.ts'
import * as saving from './saving.ts'

const MANAGERS = { who: 'member', permission: 'locations.manage' } as const
const CHANGE = { ...MANAGERS, activity: true } as const

export const openingHoursRoutes = [
  route(getOpeningHours, MANAGERS, ({ ctx }) => saving.openingHours(ctx)),
  route(setWeek, CHANGE, ({ ctx, body }) => recordingNotFound(ctx, setWeek, saving.setWeek(ctx, body))),
  route(chooseHolidays, CHANGE, ({ ctx, body }) =>
    recordingNotFound(ctx, chooseHolidays, saving.chooseHolidays(ctx, body)),
  ),
  route(endOwnHours, CHANGE, ({ ctx, params }) =>
    recordingNotFound(ctx, endOwnHours, saving.endOwn(ctx, params.placeId)),
  ),
  route(addClosedDay, CHANGE, ({ ctx, body }) =>
    recordingNotFound(ctx, addClosedDay, saving.addClosed(ctx, body)),
  ),
  route(removeClosedDay, CHANGE, ({ ctx, params }) =>
    recordingNotFound(ctx, removeClosedDay, saving.removeClosed(ctx, params.closedDayId)),
  ),
]

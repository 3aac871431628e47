/** The review comes round every 92 days; a month late it is urgent. Whom it concerns is told by features/reminders. */
import { dayAfter, dayOf, startOfDay } from '../../pure/days/days.ts'
import type { Cadence } from '../../server/slots.ts'
import * as people from '../people/service.ts'
import { nextDue } from './service.ts'

export const REVIEW_PAGE = '/settings/staff/review'

/** Days before it is due at which it turns from far to near. */
export const NEAR_DAYS = 14
/** Overdue by so many days, it holds the number down. */
export const MONTH_DAYS = 30

export const reviewCadences: readonly Cadence[] = [
  {
    name: 'staff_review',
    page: REVIEW_PAGE,
    async list(tx, ctx) {
      const { dueAt, lastClosedAt } = await nextDue(tx, ctx)
      const { zone } = await people.getClinic(tx, ctx)
      return [
        {
          key: dueAt.toISOString(),
          at: dueAt,
          values: { first: lastClosedAt ? 'no' : 'yes' },
          concerned: { step: 4, permission: 'security.manage' },
          urgentFrom: startOfDay(dayAfter(dayOf(dueAt, zone), MONTH_DAYS + 1), zone),
        },
      ]
    },
  },
]

/** Somebody who is here for a time: until which day. What happens then is end-of-time.ts's. */
import { dayAfter, dayOf, startOfDay } from '../../pure/days/days.ts'
import { audited } from '../../server/db/database.ts'
import { actsProblem, setEndDate } from './acts-contract.ts'
import { findStanding, updateAccessEnd } from './acts-queries.ts'
import { type Acting, onColleague } from './colleague.ts'

/** A slip of the year is found. */
const LONGEST_DAYS = 5 * 366

/** When access ends whose last day this is: as that day does at the clinic. Throws `staff.end_date_past`, `…end_date_far`. */
export function endOf(day: string | null, now: Date, zone: string): Date | null {
  if (day === null) return null
  const today = dayOf(now, zone)
  if (day < today) throw actsProblem('staff.end_date_past')
  if (day > dayAfter(today, LONGEST_DAYS)) throw actsProblem('staff.end_date_far')
  return startOfDay(dayAfter(day, 1), zone)
}

/** Writes when the access of a member ends; null: it has no end. The calendar follows by itself. */
export { updateAccessEnd as keepEnd } from './acts-queries.ts'

/** The last day of access that ends then. */
export const lastDayOf = (endsAt: Date, zone: string) => dayOf(new Date(endsAt.getTime() - 1), zone)

export function set(
  call: Acting & { body: { endsOn: string | null; reason: string } },
): Promise<Record<string, never>> {
  const { endsOn, reason } = call.body
  const { zone } = call.session
  const endsAt = endOf(endsOn, call.ctx.now, zone)
  return onColleague(call, setEndDate, { permission: 'staff.manage' }, async ({ tx, ctx, colleague }) => {
    const { personId, name } = colleague
    if (endsAt && colleague.role === 'OWNER') throw actsProblem('staff.owner_has_no_end')
    const before = (await findStanding(tx, ctx, personId))?.accessEndsAt
    await updateAccessEnd(tx, ctx, personId, endsAt)
    return audited(
      {
        action: 'staff.end_date_changed',
        category: 'config',
        target: { type: 'person', id: personId },
        personal: {
          target_name: name,
          before: before ? lastDayOf(before, zone) : undefined,
          after: endsOn ?? undefined,
          reason,
        },
      },
      {},
    )
  })
}

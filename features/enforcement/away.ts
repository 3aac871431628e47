/** On leave until: previews and the list say so. It changes no right, opens no window and moves no date. */
import { dayAfter, dayOf } from '../../pure/days/days.ts'
import { audited } from '../../server/db/database.ts'
import { type Acting, onColleague } from './colleague.ts'
import { protectedProblem, setLeave } from './protected-contract.ts'
import { updateLeave } from './protected-queries.ts'

/** Leave ends within two years: a slip of the year is found. */
const LONGEST_DAYS = 2 * 366

export async function set(call: Acting & { body: { until: string | null } }): Promise<Record<string, never>> {
  const { session, body } = call
  const { until } = body
  if (until !== null && !isSensible(until, call.ctx.now, session.zone))
    throw protectedProblem('protected.leave_date')
  return onColleague(
    call,
    setLeave,
    async ({ tx, ctx, colleague, facts }) => {
      await updateLeave(tx, ctx, colleague.personId, until)
      return audited(
        {
          action: 'leave.changed',
          category: 'config',
          target: { type: 'person', id: colleague.personId },
          personal: {
            target_name: colleague.name,
            before: facts.away_until ?? undefined,
            after: until ?? undefined,
          },
        },
        {},
      )
    },
    { alsoSelf: true },
  )
}

/** A day that is not over in the clinic's zone, and not years ahead. */
function isSensible(until: string, now: Date, zone: string): boolean {
  const today = dayOf(now, zone)
  return until >= today && until <= dayAfter(today, LONGEST_DAYS)
}

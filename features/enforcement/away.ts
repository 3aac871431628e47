/** On leave until: previews and the list say so. It changes no right, opens no window and moves no date. */
import { audited } from '../../server/db/database.ts'
import { type Acting, onColleague } from './colleague.ts'
import { protectedProblem, setLeave } from './protected-contract.ts'
import { updateLeave } from './protected-queries.ts'

/** Leave ends within two years: a slip of the year is found. */
const LONGEST_MS = 2 * 366 * 24 * 3_600_000

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

/** A day that there is, not over in the clinic's zone, and not years ahead. */
function isSensible(until: string, now: Date, zone: string): boolean {
  const at = Date.parse(`${until}T00:00:00Z`)
  if (Number.isNaN(at)) return false
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now)
  // 31 June is read as 1 July: the day must come back as it was written.
  const same = Intl.DateTimeFormat('en-CA', { timeZone: 'UTC', dateStyle: 'short' }).format(at) === until
  return same && until >= today && at <= now.getTime() + LONGEST_MS
}

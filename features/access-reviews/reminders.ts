/** The review comes round every 92 days; Owners and Admins hear of it 14 and 7 days before, on the day, then every week. */
import { dayOf, daysBetween } from '../../pure/days/days.ts'
import { createWords } from '../../pure/words/words.ts'
import { type Context, systemContext } from '../../server/context.ts'
import { read, unaudited } from '../../server/db/database.ts'
import type { Kernel } from '../../server/kernel.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import type { Cadence } from '../../server/slots.ts'
import { findClinic, listActiveClinics, listToRemind, readStanding } from './due-queries.ts'
import { nextDue } from './service.ts'

export const REVIEW_PAGE = '/settings/staff/review'

/** Days before it is due at which it turns from far to near. */
export const NEAR_DAYS = 14

export const reviewCadences: readonly Cadence[] = [
  {
    name: 'staff_review',
    page: REVIEW_PAGE,
    due: async (tx, ctx) => (await nextDue(tx, ctx)).dueAt,
  },
]

/**
 * The reminder that holds `left` days before the due day: 14, 7, 0, then -7, -14 and on. Undefined: it is too early. A day
 * that Enamel was not running is made up for by the next, and by one mail alone.
 */
export function reminderAt(left: number): number | undefined {
  if (left > 14) return undefined
  if (left > 7) return 14
  if (left > 0) return 7
  const weeks = Math.floor(-left / 7)
  return weeks === 0 ? 0 : -7 * weeks
}

/** Every clinic, once a day: what was told before is told to nobody twice, a newcomer hears of the reminder that holds. */
export async function remind(kernel: Kernel): Promise<void> {
  for (const clinicId of await listActiveClinics({ kernel }))
    await remindClinic(systemContext(kernel, clinicId))
}

async function remindClinic(ctx: Context): Promise<void> {
  const { due, clinic } = await read(ctx, async (tx) => ({
    due: await nextDue(tx, ctx),
    clinic: await findClinic(tx, ctx),
  }))
  const dueDay = dayOf(due.dueAt, clinic.zone)
  const left = daysBetween(dayOf(ctx.now, clinic.zone), dueDay)
  const reminder = reminderAt(left)
  if (reminder === undefined) return
  const words = createWords({ catalogue: ctx.kernel.catalogue, language: 'en', ...clinic })
  await unaudited(ctx, 'a reminder changes nothing; each mail is on record with its attempts', async (tx) => {
    const { undecided, people } = await readStanding(tx, ctx, due.dueAt)
    for (const { personId, name, address } of await listToRemind(tx, ctx))
      await orderMail(tx, ctx, {
        personId,
        address,
        cause: `staff review ${dueDay} ${reminder}`,
        template: 'staff_review_due',
        values: {
          name,
          clinic: clinic.name,
          due: words.date(due.dueAt),
          stage: reminder > 0 ? 'before' : reminder === 0 ? 'today' : 'late',
          days: String(Math.abs(left)),
          first: due.lastClosedAt ? 'no' : 'yes',
          open: undecided === undefined ? 'no' : 'yes',
          minutes: String(Math.max(5, people)),
        },
      })
  })
}

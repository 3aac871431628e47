/** A reminder that waits: until a day, for a reason, on record; never one that is urgent. */
import { dayAfter, dayOf } from '../../pure/days/days.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { audited, type Reader, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { LONGEST_DAYS, reminderProblem } from './contract.ts'
import { type Due, listDue } from './due.ts'
import { deletePutOff, upsertPutOff } from './queries.ts'
import { seenBy } from './service.ts'

interface Which {
  cadence: string
  key: string
}

/** Throws `reminders.not_found`, `…not_to_put_off`, `…until_wrong`. */
export async function putOff(
  ctx: Context,
  session: SessionView,
  { until, reason, ...which }: Which & { until: string; reason: string },
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const one = await find(tx, ctx, session, which)
    if (!one.mayPutOff) throw reminderProblem('reminders.not_to_put_off')
    const today = dayOf(ctx.now, session.zone)
    if (until <= today || until > dayAfter(today, LONGEST_DAYS))
      throw reminderProblem('reminders.until_wrong', { values: { days: LONGEST_DAYS } })
    await upsertPutOff(tx, ctx, { ...which, until, reason, by: session.personId })
    return audited(
      {
        action: 'reminder.put_off',
        category: 'config',
        personal: {
          target_name: nameOf(ctx, session, one),
          before: one.waits ? one.putOff?.until : undefined,
          after: until,
          reason,
        },
      },
      {},
    )
  })
}

/** Throws `reminders.not_found`, `…not_put_off`. */
export async function resume(
  ctx: Context,
  session: SessionView,
  which: Which,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const one = await find(tx, ctx, session, which)
    if (!one.waits || !(await deletePutOff(tx, ctx, which))) throw reminderProblem('reminders.not_put_off')
    return audited(
      {
        action: 'reminder.resumed',
        category: 'config',
        personal: { target_name: nameOf(ctx, session, one), before: one.putOff?.until },
      },
      {},
    )
  })
}

async function find(tx: Reader, ctx: Context, session: SessionView, which: Which): Promise<Due> {
  const seen = seenBy(await listDue(tx, ctx, session), session)
  const one = seen.find(({ cadence, key }) => cadence === which.cadence && key === which.key)
  if (!one) throw reminderProblem('reminders.not_found')
  return one
}

/** What is written down is written in the product's language. */
const nameOf = (ctx: Context, { locale, zone }: SessionView, { cadence, values }: Due) =>
  createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })(
    `reminder.${cadence}`,
    values,
  )

/** What is due, as its readers see it; and what other features ask of the reminders. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { dayOf } from '../../pure/days/days.ts'
import type { Context } from '../../server/context.ts'
import { read, type Writer } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { scheduleOnce } from '../../server/jobs/schedule.ts'
import type { getOwnReminders, listReminders } from './contract.ts'
import { concerns, type Due, listDue } from './due.ts'
import { findCalendarLink } from './queries.ts'
import { LOOK, nextMonday } from './telling.ts'

type Listed = Answer<typeof listReminders>

/** Those that concern this person, and those that everybody who manages reminders may see. */
export const seenBy = (due: readonly Due[], { personId }: Pick<SessionView, 'personId'>) =>
  due.filter((one) => !one.hidden || concerns(one, personId))

export async function all(ctx: Context, session: SessionView): Promise<Listed> {
  const due = await read(ctx, (tx) => listDue(tx, ctx, session))
  return answer(ctx, session, seenBy(due, session))
}

export async function own(ctx: Context, session: SessionView): Promise<Answer<typeof getOwnReminders>> {
  const { due, link } = await read(ctx, async (tx) => ({
    due: await listDue(tx, ctx, session),
    link: await findCalendarLink(tx, ctx, session.personId),
  }))
  return {
    ...answer(
      ctx,
      session,
      due.filter((one) => concerns(one, session.personId)),
    ),
    calendar: link
      ? { madeAt: link.made_at.toISOString(), lastReadAt: link.last_read_at?.toISOString() ?? null }
      : null,
  }
}

function answer(ctx: Context, { zone }: Pick<SessionView, 'zone'>, due: readonly Due[]): Listed {
  return {
    today: dayOf(ctx.now, zone),
    nextMailAt: nextMonday(ctx.now, zone).toISOString(),
    due: due.map((one) => ({
      cadence: one.cadence,
      key: one.key,
      values: { ...one.values },
      day: one.day,
      lateDays: Math.max(0, -one.left),
      urgent: one.urgent,
      mayPutOff: one.mayPutOff,
      page: one.page,
      to: one.people.map(({ name }) => name),
      putOff:
        one.putOff && one.waits
          ? {
              until: one.putOff.until,
              reason: one.putOff.reason,
              by: one.putOff.by,
              at: one.putOff.at.toISOString(),
            }
          : null,
    })),
  }
}

/** Something may be urgent from then on that nothing knew of this morning: it is looked for then. */
export async function lookAt(tx: Writer, ctx: Context, at: Date): Promise<void> {
  await scheduleOnce(tx, ctx, { kind: LOOK, key: at.toISOString(), at })
}

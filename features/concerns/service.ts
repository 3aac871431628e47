/** What looks wrong to somebody: kept in the same moment, told to who can act, and answered. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { holds } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Act } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { orderMail } from '../../server/jobs/mail.ts'
import {
  concernsProblem,
  type listConcerns,
  type listOwnConcerns,
  MAILED_AN_HOUR,
  MOST_AN_HOUR,
  type reportConcern,
} from './contract.ts'
import {
  type Concern,
  countSince,
  findByKey,
  findConcern,
  findToTell,
  findWaiting,
  insertConcern,
  listCarers,
  listConcerns as listStored,
  listConcernsOf,
  updateClosed,
  updateLookedAt,
} from './queries.ts'

const HOUR_MS = 3_600_000

type Reported = Answer<typeof reportConcern>

/** Throws `concerns.too_many`. The same key again answers as the first time did. */
export async function report(
  ctx: Context,
  session: SessionView,
  sent: { key: string; note: string; page: string },
): Promise<Reported> {
  const before = await reportedBefore(ctx, session, sent.key)
  if (before) return before
  try {
    return await keep(ctx, session, sent)
  } catch (error) {
    // Sent twice at the same instant: the other one kept it.
    const other = await reportedBefore(ctx, session, sent.key)
    if (other) return other
    throw error
  }
}

async function reportedBefore(
  ctx: Context,
  session: SessionView,
  key: string,
): Promise<Reported | undefined> {
  return read(ctx, async (tx) => {
    const found = await findByKey(tx, ctx, session.personId, key)
    if (!found) return undefined
    return {
      id: found.id,
      at: found.reported_at.toISOString(),
      told: namesFor(session, await othersOf(tx, ctx, session)),
    }
  })
}

const othersOf = async (tx: Parameters<typeof listCarers>[0], ctx: Context, { personId }: SessionView) =>
  (await listCarers(tx, ctx)).filter((one) => one.personId !== personId)

/** Outside IT reads nobody's name. */
const namesFor = ({ outsider }: SessionView, told: readonly { name: string }[]) =>
  outsider === 'it' ? [] : told.map(({ name }) => name)

function keep(
  ctx: Context,
  session: SessionView,
  { key, note, page }: { key: string; note: string; page: string },
): Promise<Reported> {
  const { personId } = session
  return write(ctx, async (tx) => {
    const lately = await countSince(tx, ctx, personId, new Date(ctx.now.getTime() - HOUR_MS))
    if (lately >= MOST_AN_HOUR)
      throw concernsProblem('concerns.too_many', { retryAfterSeconds: HOUR_MS / 1_000 })
    const id = newId(ctx.now)
    await insertConcern(tx, ctx, { id, key, person_id: personId, note, page })
    const others = await othersOf(tx, ctx, session)
    // The note itself stays here: it may name a patient, and mail is read anywhere.
    if (lately < MAILED_AN_HOUR)
      for (const { name, address, clinic, personId: told } of others)
        await orderMail(tx, ctx, {
          personId: told,
          address,
          cause: `concern ${id}`,
          template: 'concern_reported',
          values: { name, clinic, by: session.personName },
        })
    return audited(
      { action: 'concern.reported', category: 'platform', target: { type: 'concern', id } },
      { id, at: ctx.now.toISOString(), told: namesFor(session, others) },
    )
  })
}

export async function mine(ctx: Context, session: SessionView): Promise<Answer<typeof listOwnConcerns>> {
  const stored = await read(ctx, (tx) => listConcernsOf(tx, ctx, session.personId))
  return { concerns: stored.map((one) => view(one, session.outsider !== 'it')) }
}

export async function all(ctx: Context, session: SessionView): Promise<Answer<typeof listConcerns>> {
  const stored = await read(ctx, (tx) => listStored(tx, ctx))
  return {
    concerns: stored.map((one) => ({
      ...view(one, true),
      by: one.by,
      mine: one.reporter === session.personId,
      page: one.page,
    })),
  }
}

const view = (one: Concern, named: boolean) => ({
  id: one.id,
  note: one.note,
  at: one.reported_at.toISOString(),
  looked: one.looked_at && { by: named ? one.looked_by : null, at: one.looked_at.toISOString() },
  closed: one.closed_at && {
    by: named ? one.closed_by : null,
    at: one.closed_at.toISOString(),
    outcome: one.outcome ?? '',
  },
})

/** Throws `concerns.not_found`, `concerns.changed_meanwhile`. */
export async function look(
  ctx: Context,
  session: SessionView,
  concernId: string,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    if (!(await findConcern(tx, ctx, concernId))) throw concernsProblem('concerns.not_found')
    if (!(await updateLookedAt(tx, ctx, concernId, session.personId)))
      throw concernsProblem('concerns.changed_meanwhile')
    return audited(
      { action: 'concern.looked_at', category: 'platform', target: { type: 'concern', id: concernId } },
      {},
    )
  })
}

/** Throws `concerns.not_found`, `concerns.changed_meanwhile`. The reporter hears that there is an answer, while they work here. */
export async function close(
  ctx: Context,
  session: SessionView,
  concernId: string,
  outcome: string,
): Promise<Record<string, never>> {
  return write(ctx, async (tx) => {
    const found = await findConcern(tx, ctx, concernId)
    if (!found) throw concernsProblem('concerns.not_found')
    if (!(await updateClosed(tx, ctx, concernId, { by: session.personId, outcome })))
      throw concernsProblem('concerns.changed_meanwhile')
    const reporter =
      found.reporter === session.personId ? undefined : await findToTell(tx, ctx, found.reporter)
    if (reporter)
      await orderMail(tx, ctx, {
        personId: reporter.personId,
        address: reporter.address,
        cause: `concern closed ${concernId}`,
        template: 'concern_closed',
        values: {
          name: reporter.name,
          clinic: reporter.clinic,
          named: reporter.outsider === 'it' ? 'no' : 'yes',
          by: reporter.outsider === 'it' ? '' : session.personName,
        },
      })
    return audited(
      { action: 'concern.closed', category: 'platform', target: { type: 'concern', id: concernId } },
      {},
    )
  })
}

/** Somebody reported something and nobody has looked: first thing on the Home of those who can. */
export async function ownActs(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  if (!holds(session, 'concerns.manage')) return []
  const waiting = await read(ctx, (tx) => findWaiting(tx, ctx))
  if (!waiting) return []
  return [
    {
      key: 'checklist.next.something_wrong',
      values: waiting,
      rank: 'waits',
      minutes: 3,
      page: '/settings/clinic/concerns',
      permission: 'concerns.manage',
    },
  ]
}

/** Those who were asked say what became of it: a colleague under My profile, Tasks; somebody without an account by a link. */
import type { Answer, Endpoint } from '../../pure/contract/endpoint.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { LinkView } from '../../server/http/task-link.ts'
import * as sessions from '../sessions/service.ts'
import type { Part } from '../../pure/leaving/parts.ts'
import { leaverProblem } from './contract.ts'
import { type listMyTasks, type openItems, settleLinkedItem, settleMyTask } from './handing-contract.ts'
import { findTask, listLinked, listTasksOf, type TaskRow } from './handing-queries.ts'
import { findItem } from './item-queries.ts'
import { keepMinutes, settleOne } from './items.ts'
import { holdRunning } from './queries.ts'
import { recorded } from './refusals.ts'

type Said = { state: 'stated' | 'not_applicable'; note: string; revision: number }

const taskOf = (row: TaskRow) => ({
  itemId: row.id,
  part: row.part as Part,
  title: row.title,
  inMinutes: row.in_minutes,
  dueAt: row.due_at.toISOString(),
  state: row.state === 'open' ? null : (row.state as Said['state']),
  note: row.note,
  settledAt: row.settled_at?.toISOString() ?? null,
  revision: row.revision,
})

export async function myTasks(ctx: Context, session: SessionView): Promise<Answer<typeof listMyTasks>> {
  const rows = await read(ctx, (tx) => listTasksOf(tx, ctx, session.personId))
  return {
    tasks: rows.map((row) => ({
      ...taskOf(row),
      about: row.about,
      askedAt: (row.asked_at ?? ctx.now).toISOString(),
    })),
  }
}

export async function linkedItems(ctx: Context, link: LinkView): Promise<Answer<typeof openItems>> {
  const rows = await read(ctx, (tx) => listLinked(tx, ctx, link.id))
  const about = rows[0]?.about
  // Everything was given to somebody else meanwhile.
  if (about === undefined) throw leaverProblem('leavers.nothing_to_hand')
  return { about, items: rows.map(taskOf) }
}

/** Throws `leavers.item_not_found` for what this person was not asked for, or is open no longer. */
export async function settleOwn({
  ctx,
  session,
  params,
  body,
}: {
  ctx: Context
  session: SessionView
  params: { itemId: string }
  body: Said
}): Promise<Record<string, never>> {
  return settleAs(ctx, settleMyTask, params.itemId, body, {
    whose: { personId: session.personId },
    name: session.personName,
    session,
  })
}

/** The same by a link: only what it was made for. */
export async function settleLinked({
  ctx,
  link,
  params,
  body,
}: {
  ctx: Context
  link: LinkView
  params: { itemId: string }
  body: Said
}): Promise<Record<string, never>> {
  return settleAs(ctx, settleLinkedItem, params.itemId, body, {
    whose: { linkId: link.id },
    name: link.name,
    session: undefined,
  })
}

async function settleAs(
  ctx: Context,
  endpoint: Pick<Endpoint, 'method' | 'url'>,
  itemId: string,
  said: Said,
  by: {
    whose: { personId: PersonId } | { linkId: string }
    name: string
    session: SessionView | undefined
  },
): Promise<Record<string, never>> {
  return recorded(ctx, endpoint, itemId, () =>
    write(ctx, async (tx) => {
      if (by.session) await sessions.hold(tx, ctx, by.session)
      const task = await findTask(tx, ctx, itemId, by.whose)
      const run = task && (await holdRunning(tx, ctx, task.run_id))
      // Asked again once the run is held: it may have been given to somebody else meanwhile.
      const still = run && (await findTask(tx, ctx, itemId, by.whose))
      const item = still && (await findItem(tx, ctx, run.id, itemId))
      if (!item) throw leaverProblem('leavers.item_not_found')
      const { events } = await settleOne(tx, ctx, run, item, {
        ...said,
        by: by.session?.personId ?? null,
        name: by.name,
      })
      await keepMinutes(tx, ctx, run)
      return audited(events, {})
    }),
  )
}

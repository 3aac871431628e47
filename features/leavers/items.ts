/** What becomes of an item: stated, not applicable, open again, or in another's hands. Nothing settles several at once. */
import type { Context, PersonId } from '../../server/context.ts'
import { audited, inClinic, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { addItem, leaverProblem, nameHeir, settleItem } from './contract.ts'
import { findItem, insertItems, type ItemRow, listItems, updateItem } from './item-queries.ts'
import { minutesAfter, minutesDoneAt } from './policy.ts'
import { updateRun } from './queries.ts'
import { recorded } from './refusals.ts'
import { writeBack } from './registers.ts'
import { running } from './service.ts'

interface AboutItem {
  ctx: Context
  session: SessionView
  params: { runId: string; itemId: string }
}

type Run = Awaited<ReturnType<typeof running>>

async function onItem<T>(
  { ctx, session, params }: AboutItem,
  endpoint: typeof settleItem | typeof nameHeir,
  act: (tx: Writer, run: Run, item: ItemRow) => Promise<{ events: [AuditEvent, ...AuditEvent[]]; answer: T }>,
): Promise<T> {
  return recorded(ctx, endpoint, params.runId, () =>
    write(ctx, async (tx) => {
      await sessions.hold(tx, ctx, session, 'staff.manage')
      const run = await running(tx, ctx, session, params.runId)
      const item = await findItem(tx, ctx, run.id, params.itemId)
      if (!item || item.kind === 'inside') throw leaverProblem('leavers.item_not_found')
      const { events, answer } = await act(tx, run, item)
      await keepMinutes(tx, ctx, run)
      return audited(events, answer)
    }),
  )
}

/** When the 60 minutes' own were done is kept with the run. */
export async function keepMinutes(tx: Writer, ctx: Context, run: Pick<Run, 'id'>): Promise<void> {
  const items = await listItems(tx, ctx, run.id)
  await updateRun(tx, ctx, run.id, { minutes_done_at: minutesDoneAt(items) })
}

/**
 * Throws `leavers.item_not_found`, `leavers.reason_needed` for "does not apply" without one, `leavers.changed_meanwhile`
 * for another revision, and `leavers.not_an_heir` for what only a new name settles.
 */
export async function settle(
  call: AboutItem & {
    body: { state: 'open' | 'stated' | 'not_applicable'; note: string; statedBy: string; revision: number }
  },
): Promise<{ revision: number }> {
  const { ctx, session, body } = call
  return onItem(call, settleItem, async (tx, run, item) => {
    if (item.kind === 'heir' && body.state === 'stated') throw leaverProblem('leavers.not_an_heir')
    // What was handed over is the heir's now.
    if (item.kind === 'heir' && item.state === 'done') throw leaverProblem('leavers.not_an_heir')
    const statedBy = body.statedBy || session.personName
    return settleOne(tx, ctx, run, item, {
      ...body,
      by: session.personId,
      name: body.state === 'open' ? null : statedBy,
    })
  })
}

export async function settleOne(
  tx: Writer,
  ctx: Context,
  run: Pick<Run, 'name' | 'person_id'>,
  item: ItemRow,
  said: {
    state: 'open' | 'stated' | 'not_applicable'
    note: string
    revision: number
    by: PersonId | null
    name: string | null
  },
) {
  const { state, note, revision, by, name } = said
  if (state === 'not_applicable' && note === '') throw leaverProblem('leavers.reason_needed')
  if (item.revision !== revision) throw leaverProblem('leavers.changed_meanwhile')
  // It is written down elsewhere too, and people were told.
  if (item.state === 'stated' && item.subject_id !== null) throw leaverProblem('leavers.written_elsewhere')
  const next = await updateItem(tx, ctx, item, {
    state,
    note: state === 'open' ? '' : note,
    settled_by: state === 'open' ? null : by,
    settled_name: name,
  })
  if (next === undefined) throw leaverProblem('leavers.changed_meanwhile')
  const beside = state === 'stated' ? await writeBack(tx, ctx, item, { by, note }) : []
  const event: AuditEvent = {
    action: state === 'open' ? 'leaver.item_reopened' : 'leaver.item_settled',
    category: 'config',
    target: { type: 'person', id: run.person_id },
    personal: {
      target_name: run.name,
      item: item.title,
      state,
      ...(name !== null && { stated_by: name }),
      reason: note,
    },
  }
  return { events: [event, ...beside] as [AuditEvent, ...AuditEvent[]], answer: { revision: next } }
}

/** Throws `leavers.not_an_heir` for an item that is none, for somebody who is not active here, and when it is theirs no longer. */
export async function giveTo(
  call: AboutItem & { body: { personId: string; revision: number } },
): Promise<{ revision: number }> {
  const { ctx, session, body } = call
  const to = body.personId as PersonId
  return onItem(call, nameHeir, async (tx, run, item) => {
    const step = ctx.kernel.heirSteps.find(({ name }) => name === item.step)
    const heir = (await people.holdMembers(tx, ctx, [to])).get(to)
    if (item.kind !== 'heir' || item.state !== 'open' || !step || heir?.state !== 'active')
      throw leaverProblem('leavers.not_an_heir')
    if (item.revision !== body.revision) throw leaverProblem('leavers.changed_meanwhile')
    const from = run.person_id as PersonId
    const given = await inClinic(tx, ctx, ctx.clinicId, (there) =>
      step.handOver(tx, there, { key: item.key ?? '', from, to }),
    )
    if (!given) throw leaverProblem('leavers.not_an_heir')
    const next = await updateItem(tx, ctx, item, {
      state: 'done',
      note: '',
      settled_by: session.personId,
      settled_name: session.personName,
      heir_id: to,
    })
    if (next === undefined) throw leaverProblem('leavers.changed_meanwhile')
    const event: AuditEvent = {
      action: 'leaver.heir_named',
      category: 'config',
      target: { type: 'person', id: run.person_id },
      personal: { target_name: run.name, item: item.title, heir: heir.name },
    }
    return { events: [event], answer: { revision: next } }
  })
}

export async function add({
  ctx,
  session,
  params,
  body,
}: {
  ctx: Context
  session: SessionView
  params: { runId: string }
  body: { title: string }
}): Promise<{ itemId: string }> {
  return recorded(ctx, addItem, params.runId, () =>
    write(ctx, async (tx) => {
      await sessions.hold(tx, ctx, session, 'staff.manage')
      const run = await running(tx, ctx, session, params.runId)
      const [itemId = ''] = await insertItems(tx, ctx, run.id, [
        {
          kind: 'outside',
          part: 'things',
          title: body.title,
          inMinutes: false,
          dueAt: minutesAfter(ctx.now, 24 * 60),
        },
      ])
      await keepMinutes(tx, ctx, run)
      return audited(
        {
          action: 'leaver.item_added',
          category: 'config',
          target: { type: 'person', id: run.person_id },
          personal: { target_name: run.name, item: body.title },
        },
        { itemId },
      )
    }),
  )
}

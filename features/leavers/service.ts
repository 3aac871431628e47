/** Runs: who may see and begin one, and how it stands. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { outranks } from '../../pure/roles/roles.ts'
import type { Part } from '../../pure/leaving/parts.ts'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, read, type Reader, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import { type Acting, onColleague } from '../staff/service.ts'
import { begin, listHeirs, outsideItems } from './begin.ts'
import {
  type getRun,
  type Item,
  leaverProblem,
  type listRuns as listRunsEndpoint,
  previewLeaving,
  startRun,
  UNDO_HOURS,
} from './contract.ts'
import { type ItemRow, listItems, listItemsOf } from './item-queries.ts'
import { minutesAfter, minutesEnd, viewerOf } from './policy.ts'
import { findMember, findRun, holdRunning, insertRun, listRuns, listRunsOf, type RunRow } from './queries.ts'
import { recorded } from './refusals.ts'

export async function list(ctx: Context, session: SessionView): Promise<Answer<typeof listRunsEndpoint>> {
  return read(ctx, async (tx) => {
    const rows = await listRuns(tx, ctx, viewerOf(session))
    const items = await listItemsOf(
      tx,
      ctx,
      rows.map(({ id }) => id),
    )
    return { runs: rows.map((row) => summaryOf(ctx, row, items.get(row.id) ?? [])) }
  })
}

const iso = (at: Date | null) => at?.toISOString() ?? null

export function summaryOf(ctx: Context, run: RunRow, items: readonly ItemRow[]) {
  const open = run.state === 'running' ? items.filter(({ state }) => state === 'open') : []
  return {
    id: run.id,
    personId: run.person_id,
    name: run.name,
    role: run.role as Role,
    state: run.state as 'planned',
    plannedFor: run.planned_for.toISOString(),
    startedAt: iso(run.started_at),
    closedAt: iso(run.closed_at),
    open: open.length,
    late: open.filter(({ due_at }) => due_at < ctx.now).length,
    minutesOpen: open.filter(({ in_minutes }) => in_minutes).length,
  }
}

/** Throws `leavers.run_not_found`, also for one that this person is not to see. */
export async function one(ctx: Context, session: SessionView, runId: string): Promise<Answer<typeof getRun>> {
  return read(ctx, async (tx) => {
    const run = await findRun(tx, ctx, viewerOf(session), runId)
    if (!run) throw leaverProblem('leavers.run_not_found')
    const items = await listItems(tx, ctx, run.id)
    const named = await people.listNames(tx, run.seen_by)
    const undoUntil = run.started_at && minutesAfter(run.started_at, UNDO_HOURS * 60)
    const undoable =
      undoUntil !== null && undoUntil > ctx.now && (run.state === 'running' || run.state === 'closed')
    return {
      ...summaryOf(ctx, run, items),
      note: run.note,
      plannedBy: run.planned_by_name ?? '',
      startedBy: run.started_by_name,
      seenBy: run.seen_by.flatMap((id) => named.get(id) ?? []),
      minutesEndAt: minutesEnd(run.planned_for).toISOString(),
      minutesDoneAt: iso(run.minutes_done_at),
      undoUntil: undoable ? undoUntil.toISOString() : null,
      closed: run.certificate_hash && {
        by: run.closed_by_name ?? '',
        reason: run.closed_reason,
        digest: run.certificate_hash.toString('hex'),
      },
      undone: run.undone_at && {
        by: run.undone_by_name ?? '',
        at: run.undone_at.toISOString(),
        reason: run.undone_reason ?? '',
      },
      revision: run.revision,
      items: items.map(itemOf),
    }
  })
}

function itemOf(row: ItemRow): Item {
  const askedName = row.asked_person ?? row.asked_name
  return {
    id: row.id,
    kind: row.kind as Item['kind'],
    part: row.part as Part,
    step: row.step,
    title: row.title,
    inMinutes: row.in_minutes,
    dueAt: row.due_at.toISOString(),
    state: row.state as Item['state'],
    count: row.count,
    settledAt: iso(row.settled_at),
    settledBy: row.settled_name,
    note: row.note,
    heir: row.heir_name,
    asked:
      askedName !== null && row.asked_at
        ? {
            name: askedName,
            at: row.asked_at.toISOString(),
            linkId: row.link_ends_at && row.task_link_id,
            linkEndsAt: iso(row.link_ends_at),
          }
        : null,
    revision: row.revision,
  }
}

/** What would end. Throws `leavers.person_not_found` for whoever is not of this clinic. */
export async function preview(
  ctx: Context,
  session: SessionView,
  personId: PersonId,
): Promise<Answer<typeof previewLeaving>> {
  return recorded(ctx, previewLeaving, personId, () =>
    read(ctx, async (tx) => {
      const member = await findMember(tx, ctx, personId)
      if (!member) throw leaverProblem('leavers.person_not_found')
      const runs = await listRunsOf(tx, ctx, viewerOf(session), personId)
      const { role } = member
      const heirs = await listHeirs(tx, ctx, personId)
      const outside = await outsideItems(tx, ctx, { personId, role, plannedFor: ctx.now })
      return {
        name: member.name,
        role,
        refused: await refusal(tx, ctx, session, { ...member, personId }),
        steps: ['sign_in', ...ctx.kernel.leaverSteps.map(({ name }) => name)],
        heirs: heirs.map(({ step, what }) => ({ step, what })),
        outside: outside.length,
        runs: runs.map((run) => ({
          id: run.id,
          state: run.state as 'planned',
          at: (run.started_at ?? run.planned_for).toISOString(),
        })),
      }
    }),
  )
}

async function refusal(
  tx: Reader,
  ctx: Context,
  session: SessionView,
  { personId, role, state }: { personId: PersonId; role: Role; state: string },
) {
  if (state === 'left') return 'left' as const
  if (personId === session.personId) return 'not_yourself' as const
  if (!outranks(session.role, role)) return 'rank_too_low' as const
  const owners = role === 'OWNER' ? await people.listOwnersWhoCanComeIn(tx, ctx) : []
  if (role === 'OWNER' && owners.every((owner) => owner === personId)) return 'last_owner' as const
  return null
}

/**
 * Ends their access now. Throws what `onColleague` and `endAccess` throw, and `leavers.already_running`.
 */
export async function start(call: Acting & { body: { note: string } }): Promise<{ runId: string }> {
  const { body, session } = call
  return onColleague(
    call,
    startRun,
    { permission: 'staff.manage', states: ['active', 'disabled'] },
    async ({ tx, ctx, actor, colleague }) => {
      const id = newId(ctx.now)
      const run = { id, plannedFor: ctx.now, note: body.note }
      const { personId, name, role } = colleague
      const inserted = await insertRun(tx, ctx, {
        ...run,
        personId,
        name,
        role,
        state: 'running',
        plannedBy: session.personId,
        seenBy: [],
      })
      if (!inserted) throw leaverProblem('leavers.already_running')
      const events = await begin(tx, ctx, { run, member: colleague, by: actor.personId })
      return audited(events, { runId: id })
    },
  )
}

/** A run that runs, held. Throws `leavers.run_not_found` and `leavers.not_running`. */
export async function running(tx: Writer, ctx: Context, session: SessionView, runId: string) {
  const run = await findRun(tx, ctx, viewerOf(session), runId)
  if (!run) throw leaverProblem('leavers.run_not_found')
  const held = await holdRunning(tx, ctx, runId)
  if (!held) throw leaverProblem('leavers.not_running')
  return held
}

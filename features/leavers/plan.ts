/** Leavings that lie ahead: planned, called off, and begun by themselves at their hour. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import { instantOf } from '../../pure/days/days.ts'
import { may, outranks } from '../../pure/roles/roles.ts'
import { type ClinicId, type Context, type PersonId, systemContext } from '../../server/context.ts'
import { audited, read, type Reader, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Kernel } from '../../server/kernel.ts'
import { schedule } from '../../server/jobs/schedule.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type Acting, onColleague } from '../staff/service.ts'
import { begin } from './begin.ts'
import { leaverProblem } from './contract.ts'
import { callOffPlan, listConfidants, planLeaving } from './plan-contract.ts'
import { findPlan, listManagers } from './plan-queries.ts'
import { viewerOf } from './policy.ts'
import { findMember, findRun, holdRun, insertRun, listRunsOf, updateRun } from './queries.ts'
import { recorded } from './refusals.ts'

/** Kind of `due` row, by the run's id. */
export const START_PLANNED = 'leaver.start'
const AHEAD_MS = 366 * 86_400_000

interface Plan {
  day: string
  time: string
  note: string
  seenBy: string[]
}

/**
 * Throws what `onColleague` throws, `leavers.plan_when`, `leavers.already_planned` where whoever asks sees that plan,
 * `leavers.already_running` while an earlier leaving of theirs has something open, `leavers.person_not_found` for somebody
 * named who does not manage staff, and `leavers.last_owner`.
 */
export async function plan(call: Acting & { body: Plan }): Promise<{ runId: string }> {
  const { session, body } = call
  return onColleague(
    call,
    planLeaving,
    {
      permission: 'staff.manage',
      states: ['active', 'disabled'],
      // Who reads the log, perhaps the person it is about, is not to learn of a plan from a day that was mistyped.
      refusalOf: { type: 'staff_plan' },
    },
    async ({ tx, ctx, actor, colleague }) => {
      const { personId, name, role } = colleague
      const at = instantOf(body.day, body.time, session.zone)
      const ahead = at.getTime() - ctx.now.getTime()
      if (ahead <= 0 || ahead > AHEAD_MS) throw leaverProblem('leavers.plan_when')
      if (role === 'OWNER') {
        const others = (await people.listOwnersWhoCanComeIn(tx, ctx)).filter((owner) => owner !== personId)
        if (others.length === 0) throw leaverProblem('leavers.last_owner')
      }
      const managers = await confidants(tx, ctx, personId)
      if (body.seenBy.some((id) => !managers.some((one) => one.personId === id)))
        throw leaverProblem('leavers.person_not_found')
      const runs = await listRunsOf(tx, ctx, viewerOf(session), personId)
      if (runs.some(({ state }) => state === 'planned')) throw leaverProblem('leavers.already_planned')
      // Of somebody who came back while their last leaving still had something open: at its hour it could not begin.
      if (runs.some(({ state }) => state === 'running')) throw leaverProblem('leavers.already_running')
      const runId = newId(ctx.now)
      await insertRun(tx, ctx, {
        id: runId,
        personId,
        name,
        role,
        state: 'planned',
        plannedFor: at,
        plannedBy: actor.personId,
        note: body.note,
        seenBy: [...new Set(body.seenBy)],
      })
      await schedule(tx, ctx, { kind: START_PLANNED, key: runId, at })
      return audited(
        { action: 'staff_plan.made', category: 'config', target: { type: 'staff_plan', id: runId } },
        { runId },
      )
    },
  )
}

async function confidants(tx: Reader, ctx: Context, but: PersonId) {
  const managers = await listManagers(tx, ctx)
  return managers.filter(({ personId, role }) => personId !== but && role !== 'OWNER')
}

/** Throws `leavers.person_not_found`. */
export async function whoMayKnow(ctx: Context, personId: PersonId): Promise<Answer<typeof listConfidants>> {
  return recorded(ctx, listConfidants, personId, () =>
    read(ctx, async (tx) => {
      if (!(await findMember(tx, ctx, personId))) throw leaverProblem('leavers.person_not_found')
      return { people: await confidants(tx, ctx, personId) }
    }),
  )
}

/** Throws `leavers.run_not_found`, also for whoever is not to see it, and `leavers.not_running` when it has begun. */
export async function callOff({
  ctx,
  session,
  params,
}: {
  ctx: Context
  session: SessionView
  params: { runId: string }
}): Promise<Record<string, never>> {
  return recorded(ctx, callOffPlan, params.runId, () =>
    write(ctx, async (tx) => {
      await sessions.hold(tx, ctx, session, 'staff.manage')
      const seen = await findRun(tx, ctx, viewerOf(session), params.runId)
      if (!seen) throw leaverProblem('leavers.run_not_found')
      const held = await holdRun(tx, ctx, params.runId)
      if (held?.state !== 'planned') throw leaverProblem('leavers.not_running')
      await updateRun(tx, ctx, seen.id, { state: 'called_off' })
      return audited(
        { action: 'staff_plan.called_off', category: 'config', target: { type: 'staff_plan', id: seen.id } },
        {},
      )
    }),
  )
}

/**
 * At its hour, or as soon as Enamel runs again. Not when whoever planned it may no longer: Owners are told, and begin it
 * by hand. A second run of the same job finds it begun.
 */
export async function startPlanned(kernel: Kernel, clinicId: ClinicId, runId: string): Promise<void> {
  const ctx = systemContext(kernel, clinicId)
  const run = await read(ctx, (tx) => findPlan(tx, ctx, runId))
  if (!run || run.planned_for > ctx.now) return
  const [who, planner] = [run.person_id as PersonId, run.planned_by as PersonId]
  try {
    await write(ctx, async (tx) => {
      const held = await people.holdMembers(tx, ctx, [who, planner])
      const [member, by] = [held.get(who), held.get(planner)]
      if ((await holdRun(tx, ctx, runId))?.state !== 'planned') throw leaverProblem('leavers.not_running')
      if (!member || member.state === 'left') throw leaverProblem('leavers.already_running')
      const still = by?.state === 'active' && may(by.role, 'staff.manage') && outranks(by.role, member.role)
      if (!still) throw leaverProblem('leavers.planner_gone')
      const events = await begin(tx, ctx, {
        run: { id: runId, plannedFor: run.planned_for, note: run.note },
        member,
        by: undefined,
      })
      return audited(events)
    })
  } catch (error) {
    // Another process was quicker.
    if (!(error instanceof Problem)) throw error
    if (error.code !== 'leavers.not_running') await notStarted(ctx, run, error.code)
  }
}

async function notStarted(
  ctx: Context,
  run: { id: string; person_id: string; name: string },
  why: string,
): Promise<void> {
  await write(ctx, async (tx) => {
    await updateRun(tx, ctx, run.id, { state: 'called_off' })
    if (why !== 'leavers.already_running')
      await people.tellOwners(tx, ctx, {
        template: 'leaver_not_started',
        values: { colleague: run.name, why: why === 'leavers.planner_gone' ? 'planner' : 'owner' },
        // Of one's own leaving nobody learns that it was planned.
        but: run.person_id as PersonId,
      })
    return audited({
      action: 'leaver.not_started',
      category: 'config',
      outcome: 'failed',
      target: { type: 'staff_plan', id: run.id },
      personal: { reason: why },
    })
  })
}

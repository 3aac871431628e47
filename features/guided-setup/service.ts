/**
 * How far the guided setup is (decision 101): a step is answered by what its own feature keeps, so that it is done wherever
 * it was done, and nobody can tick it off; only "left for later" and a plain "no" are kept here.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { dayOf } from '../../pure/days/days.ts'
import { may, type Permission, type Role } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as incidents from '../incidents/service.ts'
import { whatIsSaid } from '../opening-hours/service.ts'
import { ownersCovered } from '../staff/service.ts'
import { listUsed } from '../systems/service.ts'
import {
  ANSWERED_BY_SAYING,
  type getGuidedSetup,
  guidedSetupProblem,
  MINUTES,
  type Step,
  STEPS,
} from './contract.ts'
import { findFacts, findSetup, putEnd, putStep, type Stored } from './queries.ts'

/** Where the step is done; who does not hold it is not asked. */
const PERMISSION: Readonly<Record<Step, Permission>> = {
  hours: 'locations.manage',
  holidays: 'locations.manage',
  systems: 'staff.manage',
  shared: 'devices.manage',
  leader: 'plan.answer',
  second_owner: 'owners.make',
  range: 'security.manage',
  staff: 'staff.manage',
}

const stepsOf = (role: Role) => STEPS.filter((step) => may(role, PERMISSION[step]))

export async function guidedSetup(
  ctx: Context,
  session: SessionView,
): Promise<Answer<typeof getGuidedSetup>> {
  const { kept, stored } = await look(ctx, session)
  const steps = stepsOf(session.role).map((step) => ({
    step,
    minutes: MINUTES[step],
    state: stateOf(step, kept, stored),
  }))
  const open = steps.filter(({ state }) => state === 'open')
  return {
    stage: stored.finishedAt ? 'finished' : stored.putAwayAt ? 'put_away' : 'open',
    steps,
    next: open[0]?.step ?? null,
    minutesLeft: open.reduce((sum, { minutes }) => sum + minutes, 0),
  }
}

const stateOf = (
  step: Step,
  kept: ReadonlySet<Step>,
  { answered, skipped }: Stored,
): 'answered' | 'skipped' | 'open' =>
  kept.has(step) || answered.includes(step) ? 'answered' : skipped.includes(step) ? 'skipped' : 'open'

async function look(
  ctx: Context,
  session: SessionView,
): Promise<{ kept: ReadonlySet<Step>; stored: Stored }> {
  const plan = await incidents.plan(ctx, session)
  const covered = await ownersCovered(ctx, session)
  return read(ctx, async (tx) => {
    const opening = await whatIsSaid(tx, ctx)
    const systems = await listUsed(tx, ctx)
    const facts = await findFacts(tx, ctx)
    const year = Number(dayOf(ctx.now, 'UTC').slice(0, 4))
    const known: Record<Step, boolean> = {
      hours: opening.hours,
      holidays: opening.years.some((one) => one >= year),
      systems: systems.length > 0,
      shared: facts.sharesAnswered,
      leader: plan.answers.leader !== '',
      second_owner: covered || facts.ownerInvited,
      range: facts.rangeService,
      staff: facts.others > 0,
    }
    return { kept: new Set(STEPS.filter((step) => known[step])), stored: await findSetup(tx, ctx) }
  })
}

/** Said again it changes nothing. Throws `guided_setup.nothing_answered` where an answer would be something that is kept. */
export async function answer(
  ctx: Context,
  session: SessionView,
  step: Step,
  said: 'answered' | 'skipped',
): Promise<Record<string, never>> {
  const { kept, stored } = await look(ctx, session)
  const now = stateOf(step, kept, stored)
  if (now === said || now === 'answered') return {}
  if (said === 'answered' && !ANSWERED_BY_SAYING.includes(step))
    throw guidedSetupProblem('guided_setup.nothing_answered')
  return write(ctx, async (tx) => {
    await putStep(tx, ctx, step, said)
    return audited({ ...EVENT, action: `guided_setup.step_${said}`, personal: { after: step } }, {})
  })
}

/** Once is enough. */
export async function end(ctx: Context, how: 'finished' | 'put_away'): Promise<Record<string, never>> {
  const { finishedAt, putAwayAt } = await read(ctx, (tx) => findSetup(tx, ctx))
  if (how === 'finished' ? finishedAt : putAwayAt) return {}
  return write(ctx, async (tx) => {
    await putEnd(tx, ctx, how)
    return audited({ ...EVENT, action: `guided_setup.${how}` }, {})
  })
}

const EVENT = { category: 'config', target: { type: 'guided_setup' } } as const

/** What an Owner says of a step, signs off, or gives into somebody's care. Each names what it saw: another stands first. */
import { dayAfter, dayOf, daysBetween, startOfDay } from '../../pure/days/days.ts'
import type { Exception } from '../../pure/score/score.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as files from '../files/service.ts'
import * as people from '../people/service.ts'
import { checklistProblem, LONGEST_EXCEPTION_DAYS } from './contract.ts'
import { endException, insertException, listExceptions } from './exception-queries.ts'
import { listKeepers, upsertKeepers } from './keeper-queries.ts'
import { insertStatement, listStatements, wentWith, withdrawStatement } from './queries.ts'

type Done = Record<string, never>

interface About {
  ctx: Context
  session: SessionView
  step: number
}

const target = (step: number) => ({ type: `step_${step}` })

const sourceOf = (ctx: Context, step: number) => ctx.kernel.evidence.find((one) => one.step === step)

const isMeasured = async (ctx: Context, step: number): Promise<boolean> =>
  (await sourceOf(ctx, step)?.measure(ctx)) !== undefined

/** Throws `checklist.measured_already`: a fact is not overridden by hand. */
export async function state(
  { ctx, session, step }: About,
  { note, fileId, seen }: { note: string; fileId: string | null; seen?: string | null | undefined },
): Promise<Done> {
  if (!sourceOf(ctx, step)?.restStated && (await isMeasured(ctx, step)))
    throw checklistProblem('checklist.measured_already')
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const standing = (await listStatements(tx, ctx)).find((one) => one.step === step)
    if (seen !== undefined && (standing?.id ?? null) !== seen)
      throw checklistProblem('checklist.changed_meanwhile')
    // What went with this step before may go with it again: changed, or taken back and stated anew.
    if (
      fileId &&
      !(await wentWith(tx, ctx, step, fileId)) &&
      !(await files.mayUse(tx, ctx, { fileId, personId: session.personId }))
    )
      throw checklistProblem('checklist.file_not_found')
    const before = await withdrawStatement(tx, ctx, step)
    await insertStatement(tx, ctx, { id: newId(ctx.now), step, personId: session.personId, note, fileId })
    return audited(
      {
        action: 'checklist.step_stated',
        category: 'config',
        target: target(step),
        personal: { before: before?.note, after: note },
      },
      {},
    )
  })
}

/** Throws `checklist.not_stated`, and `checklist.changed_meanwhile` where another stands than the one that was seen. */
export async function withdraw({ ctx, step }: Omit<About, 'session'>, seen?: string): Promise<Done> {
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const standing = (await listStatements(tx, ctx)).find((one) => one.step === step)
    if (standing && seen !== undefined && standing.id !== seen)
      throw checklistProblem('checklist.changed_meanwhile')
    const before = await withdrawStatement(tx, ctx, step)
    if (!before) throw checklistProblem('checklist.not_stated')
    return audited(
      {
        action: 'checklist.statement_withdrawn',
        category: 'config',
        target: target(step),
        personal: { before: before.note },
      },
      {},
    )
  })
}

/** Until the end of the last day in the clinic's zone. Throws `checklist.measured_already`, `checklist.end_wrong`, `checklist.changed_meanwhile`. */
export async function signException(
  { ctx, session, step }: About,
  asked: { kind: Exception; reason: string; lastDay: string; seen?: string | null | undefined },
): Promise<Done> {
  // A fact is not talked away; a risk may be taken of anything, and takes nothing of a fact.
  if (asked.kind === 'not_applicable' && (await isMeasured(ctx, step)))
    throw checklistProblem('checklist.measured_already')
  const days = daysBetween(dayOf(ctx.now, session.zone), asked.lastDay)
  if (days < 1 || days > LONGEST_EXCEPTION_DAYS) throw checklistProblem('checklist.end_wrong')
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const standing = (await listExceptions(tx, ctx)).find((one) => one.step === step)
    if (asked.seen !== undefined && (standing?.id ?? null) !== asked.seen)
      throw checklistProblem('checklist.changed_meanwhile')
    const before = await endException(tx, ctx, step)
    await insertException(tx, ctx, {
      id: newId(ctx.now),
      step,
      kind: asked.kind,
      reason: asked.reason,
      by: session.personId,
      endsAt: startOfDay(dayAfter(asked.lastDay, 1), session.zone),
    })
    return audited(
      {
        action: 'checklist.exception_signed',
        category: 'config',
        target: target(step),
        personal: {
          before: standing && before ? `${before.kind}: ${before.reason}` : undefined,
          after: `${asked.kind} until ${asked.lastDay}`,
          reason: asked.reason,
        },
      },
      {},
    )
  })
}

/** Throws `checklist.no_exception`, and `checklist.changed_meanwhile` where another stands than the one that was seen. */
export async function withdrawException({ ctx, step }: Omit<About, 'session'>, seen?: string): Promise<Done> {
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const standing = (await listExceptions(tx, ctx)).find((one) => one.step === step)
    if (standing && seen !== undefined && standing.id !== seen)
      throw checklistProblem('checklist.changed_meanwhile')
    const before = await endException(tx, ctx, step)
    if (!before || before.ends_at <= ctx.now) throw checklistProblem('checklist.no_exception')
    return audited(
      {
        action: 'checklist.exception_withdrawn',
        category: 'config',
        target: target(step),
        personal: { before: `${before.kind}: ${before.reason}` },
      },
      {},
    )
  })
}

/** Throws `checklist.same_person`, and `checklist.person_not_found` for somebody who does not work here now. */
export async function nameKeepers(
  { ctx, step }: Omit<About, 'session'>,
  asked: { keeperId: string | null; deputyId: string | null; revision: number },
): Promise<Done> {
  if (asked.keeperId !== null && asked.keeperId === asked.deputyId)
    throw checklistProblem('checklist.same_person')
  return write(ctx, async (tx) => {
    const wanted = [asked.keeperId, asked.deputyId].filter((one) => one !== null) as PersonId[]
    const held = await people.holdMembers(tx, ctx, wanted)
    for (const personId of wanted)
      if (held.get(personId)?.state !== 'active') throw checklistProblem('checklist.person_not_found')
    const before = (await listKeepers(tx, ctx)).find((one) => one.step === step)
    const revision = await upsertKeepers(tx, ctx, {
      step,
      keeper_id: asked.keeperId as PersonId | null,
      deputy_id: asked.deputyId as PersonId | null,
      seen: asked.revision,
    })
    if (revision === undefined) throw checklistProblem('checklist.changed_meanwhile')
    const names = await people.listNames(tx, [
      ...wanted,
      ...[before?.keeper_id, before?.deputy_id].flatMap((one) => one ?? []),
    ])
    const said = (...ids: (string | null | undefined)[]) =>
      ids.flatMap((one) => (one ? (names.get(one) ?? []) : [])).join(', ')
    return audited(
      {
        action: 'checklist.keepers_named',
        category: 'config',
        target: target(step),
        personal: {
          before: said(before?.keeper_id, before?.deputy_id),
          after: said(asked.keeperId, asked.deputyId),
        },
      },
      {},
    )
  })
}

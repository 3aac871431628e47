/** The plan's answers: read by everybody in the clinic, changed at a revision, printed on one page. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { may } from '../../pure/roles/roles.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, type Reader, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { renderPdf, type Sheet } from '../../server/pdf/pdf.ts'
import * as audit from '../audit/proofs.ts'
import { type answerPlan, type getPlan, incidentProblem, NO_ANSWERS, type PlanAnswers } from './contract.ts'
import { layOutPlan } from './plan-sheet.ts'
import { findPlan, insertPlan, type StoredPlan, updatePlan } from './queries.ts'

export async function plan(ctx: Context, session: SessionView): Promise<Answer<typeof getPlan>> {
  const found = await read(ctx, (tx) => findPlan(tx, ctx))
  return {
    answers: found?.answers ?? NO_ANSWERS,
    revision: found?.revision ?? 0,
    changed: found ? { by: found.changedBy, at: found.changedAt.toISOString() } : null,
    mayChange: may(session.role, 'plan.answer'),
  }
}

/**
 * Keeps the answers as the next revision; the same answers again change nothing. Throws
 * `incidents.changed_meanwhile` when `revision` is not the one that stands.
 */
export async function answer(
  ctx: Context,
  session: SessionView,
  { revision, ...answers }: PlanAnswers & { revision: number },
): Promise<Answer<typeof answerPlan>> {
  const before = await read(ctx, (tx) => findPlan(tx, ctx))
  const was = before?.answers ?? NO_ANSWERS
  if ((before?.revision ?? 0) !== revision) throw incidentProblem('incidents.changed_meanwhile')
  const changed = (Object.keys(NO_ANSWERS) as (keyof PlanAnswers)[]).filter(
    (field) => was[field] !== answers[field],
  )
  if (changed.length === 0) return { revision }
  // One line for each answer that changed, as the log shows it before and after.
  const told = (of: PlanAnswers) =>
    changed
      .filter((field) => of[field] !== '')
      .map((field) => `${field}: ${of[field]}`)
      .join('\n')
  return write(ctx, async (tx) => {
    const kept =
      revision === 0
        ? await insertPlan(tx, ctx, session.personId, answers)
        : await updatePlan(tx, ctx, session.personId, answers, revision)
    // Between the reading above and this somebody was quicker.
    if (!kept) throw incidentProblem('incidents.changed_meanwhile')
    return audited(
      {
        action: 'plan.answered',
        category: 'config',
        target: { type: 'plan' },
        personal: { before: told(was), after: told(answers) },
      },
      { revision: revision + 1 },
    )
  })
}

/** The plan as one sheet, and from when its answers are; undefined: nothing was answered yet. */
export async function planSheet(
  ctx: Context,
  session: SessionView,
): Promise<{ sheet: Sheet; changedAt: Date | undefined }> {
  const { found, logKey } = await read(ctx, (tx) => readForPaper(tx, ctx))
  return { sheet: sheetOf(ctx, session, found, logKey), changedAt: found?.changedAt }
}

export async function planPdf(ctx: Context, session: SessionView): Promise<FileAnswer> {
  const { found, logKey } = await read(ctx, (tx) => readForPaper(tx, ctx))
  const words = wordsOf(ctx, session)
  const dated = found?.changedAt ?? ctx.now
  const clinic = session.clinicName
  const date = words.date(dated)
  const content = await renderPdf({
    title: words('incidents.paper.title_of', { clinic }),
    language: words.language,
    clinic,
    country: session.country,
    dated,
    foot: (page, of) => [clinic, words('incidents.paper.foot', { date, page, of })],
    sheets: [sheetOf(ctx, session, found, logKey)],
  })
  return { name: words('incidents.paper.file', { clinic }), content }
}

const wordsOf = (ctx: Context, { locale, zone }: SessionView) =>
  createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })

const readForPaper = async (tx: Reader, ctx: Context) => ({
  found: await findPlan(tx, ctx),
  // What the log is checked with has to be known from elsewhere than Enamel.
  logKey: (await audit.openLog(tx, ctx)).verifierKey,
})

const sheetOf = (ctx: Context, session: SessionView, found: StoredPlan | undefined, logKey: string) =>
  layOutPlan(wordsOf(ctx, session), {
    clinic: session.clinicName,
    country: session.country,
    answers: found?.answers ?? NO_ANSWERS,
    version: found?.revision,
    date: found?.changedAt ?? ctx.now,
    logKey,
  })

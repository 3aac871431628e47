/** All that the folder says, in words and without the moment it is said: equal data give equal words. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { say } from '../../pure/insurance/saying.ts'
import { createWords, type Words } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as reviewPapers from '../access-reviews/summary-files.ts'
import * as reviews from '../access-reviews/service.ts'
import * as audit from '../audit/service.ts'
import type { getChecklist } from '../checklist/contract.ts'
import { checklist } from '../checklist/service.ts'
import * as leaverPapers from '../leavers/papers.ts'
import { law } from '../law/service.ts'
import * as leavers from '../leavers/service.ts'
import { beyondFacts } from './beyond-facts.ts'
import { POLICY_ACTIONS, SHOWN_CHANGES } from './policies.ts'
import { see, type Seen, settled } from './seen.ts'
import { answersOf } from './sheet.ts'
import { type AnswerTold, answerTold } from './telling.ts'

type Checklist = Answer<typeof getChecklist>
type Line = Checklist['lines'][number]

/** How far back rules are followed, and how many changes are listed. */
const YEAR_MS = 365 * 86_400_000
const MOST_CHANGES = 300
/** Six years of reviews are 24. */
const MOST_PAPERS = 40

export async function gather(ctx: Context, session: SessionView) {
  const words = createWords({
    catalogue: ctx.kernel.catalogue,
    language: 'en',
    locale: session.locale,
    zone: session.zone,
  })
  const seen = await see(ctx, session)
  const list = await checklist(ctx, session)
  const answers = answersOf(seen)
  return {
    clinic: session.clinicName,
    country: session.country,
    zone: session.zone,
    words,
    number: list.number ?? 0,
    held: list.held
      ? { points: list.held.points, because: list.held.undone.map((one) => say(words, one)) }
      : null,
    steps: list.lines.map((line) => stepTold(words, seen, line)),
    exceptions: list.lines.flatMap((line) => exceptionTold(words, line)),
    answers,
    told: answers.map((one): AnswerTold => answerTold(words, one)),
    reviews: await reviewsOf(ctx, session),
    leavings: await leavingsOf(ctx, session),
    beyond: seen.beyond.map((line) => beyondTold(words, seen, line)),
    laws: await lawsOf(ctx, words),
    changes: await changesOf(ctx, words),
  }
}
export type Gathered = Awaited<ReturnType<typeof gather>>

/** The sentence of Home without "you may": whoever reads the folder may do nothing here. */
function evidenceOf(words: Words, seen: Seen, { evidence }: Pick<Line, 'evidence'>): string {
  const { key, values } = settled(evidence, seen)
  const missing = `${key}.missing`
  const said = [say(words, { key, values: { ...values, reader: 'other' } })]
  if (values['missing']) said.push(say(words, { key: missing, values: { more: 0, ...values } }))
  return said.filter((text) => text !== '').join(' ')
}

function stepTold(words: Words, seen: Seen, line: Line) {
  const { statement, exception, stated } = line
  return {
    step: line.step,
    title: words(`checklist.step.${line.step}`),
    how: line.how,
    known: words(`checklist.how.${line.how}`),
    points: line.points,
    of: line.of,
    freshness: line.freshness,
    since: line.since,
    freshUntil: line.until,
    says: evidenceOf(words, seen, line),
    stated: stated ? say(words, stated.evidence) : null,
    statement: statement && {
      by: statement.by,
      at: statement.at,
      note: statement.note,
      holdsUntil: statement.until,
      file: statement.file?.name ?? null,
    },
    exception: exception && { kind: exception.kind, endsAt: exception.endsAt },
    elsewhere: line.elsewhere.map(({ name, said }) => ({
      name,
      kept: said?.kept ?? ('unknown' as const),
      says: said ? say(words, said) : words('proof.known.not'),
      by: said?.by ?? null,
      at: said?.at ?? null,
    })),
    lookedAfterBy: [line.keepers?.keeper?.name, line.keepers?.deputy?.name].filter(
      (name) => name !== undefined,
    ),
  }
}

const exceptionTold = (words: Words, { step, exception }: Line) =>
  exception
    ? [
        {
          step,
          title: words(`checklist.step.${step}`),
          kind: exception.kind,
          known: words(`checklist.how.${exception.kind}`),
          reason: exception.reason,
          signedBy: exception.by,
          signedAt: exception.at,
          endsAt: exception.endsAt,
        },
      ]
    : []

async function reviewsOf(ctx: Context, session: SessionView) {
  const { past } = await reviews.overview(ctx, session)
  const closed = past.filter(({ state }) => state === 'closed').slice(0, MOST_PAPERS)
  const told = []
  for (const one of closed)
    told.push({
      id: one.id,
      startedAt: one.startedAt,
      closedAt: one.endedAt,
      closedBy: one.endedBy,
      kept: one.kept,
      changed: one.changed,
      ended: one.ended,
      proof: await reviewPapers.proofOf(ctx, one.id),
      signed: await wholeOf((await reviewPapers.asSigned(ctx, session, one.id)).content),
    })
  return told
}

async function leavingsOf(ctx: Context, session: SessionView) {
  const { runs } = await leavers.list(ctx, session)
  const closed = runs.filter(({ closedAt }) => closedAt !== null).slice(0, MOST_PAPERS)
  const told = []
  for (const { id, name, role, plannedFor, startedAt, closedAt } of closed) {
    const certificate = await leaverPapers.certificateText(ctx, session, id)
    if (certificate)
      told.push({
        id,
        name,
        role,
        workEndedAt: plannedFor,
        startedAt,
        closedAt,
        undoneAt: certificate.undoneAt?.toISOString() ?? null,
        hash: certificate.hash,
        certificate: certificate.bytes,
      })
  }
  return told
}

/** Beyond the ten: as it is stated, with the file's name and SHA-256; the file itself stays with the practice. */
function beyondTold(words: Words, seen: Seen, { item, standing, stated, systems }: Seen['beyond'][number]) {
  const agreements = systems.map(({ name, agreement, said }) => ({
    name,
    agreement,
    by: said?.by ?? null,
    at: said?.at ?? null,
  }))
  return {
    item,
    title: words(`beyond.${item}`),
    standing,
    says:
      item === 'agreements'
        ? words('proof.fact.beyond.agreements', {
            signed: systems.filter(({ agreement }) => agreement === 'signed' || agreement === 'not_needed')
              .length,
            total: systems.length,
          })
        : beyondFacts(seen, item)
            .map((fact) => say(words, fact.says))
            .join(' '),
    by: stated?.by ?? null,
    at: stated?.at ?? null,
    day: stated?.day ?? null,
    file: stated?.file ? { name: stated.file.name, sha256: stated.file.sha256 } : null,
    ...(item === 'agreements' && { agreements }),
  }
}

/** The sections that each step answers, of the clinic's country alone, each with the day it was compared with its text. */
async function lawsOf(ctx: Context, words: Words) {
  const { lines } = await law(ctx)
  return lines.map(({ step, regime, says, section, status, checked, source }) => ({
    step,
    regime: words(`law.regime.${regime}`),
    section,
    status: words(`law.status.${status}`),
    says: words(`law.says.${says}`),
    checked,
    source,
  }))
}

/** Who changed which rule, of the last year; before and after where that gives nothing away. */
async function changesOf(ctx: Context, words: Words) {
  const since = new Date(ctx.now.getTime() - YEAR_MS)
  const changes = await audit.listChanges(ctx, { actions: POLICY_ACTIONS, since, most: MOST_CHANGES })
  return changes.map(({ id, at, action, actor, target, details }) => {
    const detail = (field: string) =>
      SHOWN_CHANGES.has(action) ? (details.find((one) => one.field === field)?.value ?? '') : ''
    const step = /^step_(\d+)$/.exec(target?.type ?? '')?.[1]
    return {
      id,
      at,
      action,
      what: words(`action.${action}`),
      about: step ? words(`checklist.step.${step}`) : '',
      by: actor.name ?? words('proof.by_itself'),
      before: detail('before'),
      after: detail('after'),
    }
  })
}

/** The bytes of an answer that is a file. */
export async function wholeOf(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Buffer> {
  if (content instanceof Uint8Array) return Buffer.from(content)
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts)
}

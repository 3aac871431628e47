/** The summary on paper, as a table, and as the bytes that were signed: all three from those bytes alone. */
import type { FileAnswer } from '../../pure/contract/file.ts'
import { csvFile } from '../../pure/csv/csv.ts'
import { createWords, type Words } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { renderPdf } from '../../server/pdf/pdf.ts'
import { reviewProblem } from './contract.ts'
import { findReview } from './queries.ts'
import { openSummary, publicKeyOf, type Signed, type Summary } from './summary.ts'
import { afterOf, beforeOf, decidedBy, layOutSummary, whatOf } from './summary-sheet.ts'

interface Opened {
  summary: Summary
  signed: Signed
}

/** Throws `access_reviews.not_found` for a review that is not closed. */
async function opened(ctx: Context, reviewId: string): Promise<Opened> {
  const found = await read(ctx, (tx) => findReview(tx, ctx, reviewId))
  if (!found?.summary || !found.summary_hash || !found.summary_signature)
    throw reviewProblem('access_reviews.not_found')
  const signed = { bytes: found.summary, hash: found.summary_hash, signature: found.summary_signature }
  const summary = openSummary(ctx, signed)
  if (!summary) throw new Error(`The summary of review ${reviewId} is not as it was signed`)
  return { summary, signed }
}

const wordsFor = (ctx: Context, { locale, zone }: SessionView): Words =>
  createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })

export async function asPdf(ctx: Context, session: SessionView, reviewId: string): Promise<FileAnswer> {
  const { summary, signed } = await opened(ctx, reviewId)
  const words = wordsFor(ctx, session)
  const closedAt = new Date(summary.review.closedAt)
  const clinic = summary.clinic.name
  const date = words.date(closedAt)
  const content = await renderPdf({
    title: words('review.paper.title'),
    language: words.language,
    clinic,
    country: session.country,
    dated: closedAt,
    foot: (page, of) => [clinic, words('review.paper.foot', { date, page, of })],
    sheets: layOutSummary(words, summary, {
      hash: signed.hash.toString('hex'),
      signature: signed.signature.toString('base64'),
      key: publicKeyOf(ctx),
    }),
  })
  return { name: words('review.paper.file', { clinic, date }), content }
}

const COLUMNS = [
  'what',
  'name',
  'before',
  'after',
  'decision',
  'by',
  'at',
  'why',
  'flags',
  'asked',
  'answer',
  'done',
  'stated',
  'checked',
] as const

export async function asCsv(ctx: Context, session: SessionView, reviewId: string): Promise<FileAnswer> {
  const { summary, signed } = await opened(ctx, reviewId)
  const words = wordsFor(ctx, session)
  const moment = (at: string | null) => (at === null ? '' : words.exact(new Date(at)))
  const rows = summary.rows.map((row) => [
    whatOf(words, row),
    row.name,
    beforeOf(words, row),
    afterOf(words, row),
    words(`review.decision.${row.decision}`),
    decidedBy(words, row),
    moment(row.at),
    row.note,
    row.flags.map((flag) => words(`review.flag.${flag}`)).join('; '),
    row.question?.to ?? '',
    row.question?.answer ?? '',
    moment(row.carriedOutAt),
    row.statedBy ?? '',
    moment(row.checkedAt),
  ])
  await write(ctx, async () =>
    audited({
      action: 'review.exported',
      category: 'config',
      target: { type: 'review', id: reviewId },
      personal: { rows: String(rows.length), hash: signed.hash.toString('hex') },
    }),
  )
  const { clinic, review } = summary
  const date = words.date(new Date(review.closedAt))
  return {
    name: words('review.csv.file', { clinic: clinic.name, date }),
    content: Buffer.from(csvFile([COLUMNS.map((column) => words(`review.csv.${column}`)), ...rows])),
  }
}

/** Exactly what was signed: its SHA-256 is the hash in the log and on paper. */
export async function asSigned(ctx: Context, session: SessionView, reviewId: string): Promise<FileAnswer> {
  const { summary, signed } = await opened(ctx, reviewId)
  const words = wordsFor(ctx, session)
  const date = words.date(new Date(summary.review.closedAt))
  return {
    name: `${words('review.signed.file', { clinic: summary.clinic.name, date })}.json`,
    content: signed.bytes,
  }
}

/** What verifies the signed text outside of Enamel: its SHA-256 in hex; Ed25519 over its bytes, and the clinic's key, in base64. */
export async function proofOf(
  ctx: Context,
  reviewId: string,
): Promise<{ hash: string; signature: string; key: string }> {
  const { signed } = await opened(ctx, reviewId)
  return {
    hash: signed.hash.toString('hex'),
    signature: signed.signature.toString('base64'),
    key: publicKeyOf(ctx),
  }
}

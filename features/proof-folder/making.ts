/**
 * The folder: papers, data, and SHA256SUMS over all of it, in one ZIP. What it says is hashed apart from when it was said, so that
 * two folders of unchanged data have one content hash: the SHA-256 of the lines of SHA256SUMS that name `data/`.
 */
import { hash } from 'node:crypto'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { FORMS } from '../../pure/insurance/questions.ts'
import type { Context } from '../../server/context.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type Paper, renderPdf } from '../../server/pdf/pdf.ts'
import { type Entry, zipOf } from '../../server/zip/zip.ts'
import * as reviewPapers from '../access-reviews/summary-files.ts'
import * as leaverPapers from '../leavers/papers.ts'
import { layOutAnswers } from './answers-sheet.ts'
import { proofProblem, type readProof } from './contract.ts'
import { dataFiles, fileKey } from './data-files.ts'
import { layOutFolder } from './folder-sheet.ts'
import { gather, type Gathered, wholeOf } from './gathering.ts'

const sha256 = (content: Uint8Array | string) => hash('sha256', content)

/** A line of `sha256sum` (GNU coreutils): it verifies them with `-c`. */
const sumOf = ({ name, content }: Entry) => `${sha256(content)}  ${name}\n`

export interface Made {
  zip: Buffer
  contentHash: string
  shown: Pick<Answer<typeof readProof>, 'madeAt' | 'contentHash' | 'answers' | 'files'>
}

const MOST_BYTES = 25 * 2 ** 20

/** Throws `proof_folder.too_large`. Takes a second or more where many papers are drawn. */
export async function makeOf(ctx: Context, session: SessionView): Promise<Made> {
  const all = await gather(ctx, session)
  const data = dataFiles(all)
  const contentHash = sha256(data.map(sumOf).join(''))
  const papers = await papersOf(ctx, session, all, contentHash)
  const { words } = all
  const files: Entry[] = [
    { name: 'README.txt', content: Buffer.from(words('proof.readme')) },
    {
      name: 'exported.txt',
      content: Buffer.from(
        words('proof.exported', {
          by: session.personName,
          at: ctx.now.toISOString(),
          clinic: all.clinic,
          hash: contentHash,
        }),
      ),
    },
    ...papers,
    ...data,
  ]
  const sums: Entry = { name: 'SHA256SUMS', content: Buffer.from(files.map(sumOf).join('')) }
  const zip = zipOf([...files.slice(0, 1), sums, ...files.slice(1)])
  if (zip.length > MOST_BYTES) throw proofProblem('proof_folder.too_large')
  return {
    zip,
    contentHash,
    shown: {
      madeAt: ctx.now.toISOString(),
      contentHash,
      answers: all.answers,
      files: files.map(({ name, content }) => ({
        name,
        bytes: content.byteLength,
        sha256: sha256(content),
      })),
    },
  }
}

/** SHA-256 of what the answers say, whenever they say it. */
export const answersHash = ({ told }: Pick<Gathered, 'told'>) => sha256(JSON.stringify(told))

export function answersPaper(ctx: Context, all: Gathered, form: (typeof FORMS)[number]): Promise<Buffer> {
  const { words, clinic } = all
  return renderPdf(
    paperOf(all, ctx.now, words('proof.answers.paper.title_of', { clinic }), {
      sheets: layOutAnswers(all.answers, form, { words, clinic, at: ctx.now, hash: answersHash(all) }),
    }),
  )
}

function paperOf(
  { words, clinic, country }: Gathered,
  at: Date,
  title: string,
  { sheets }: Pick<Paper, 'sheets'>,
): Paper {
  const date = words.date(at)
  return {
    title,
    language: words.language,
    clinic,
    country,
    dated: at,
    foot: (page, of) => [clinic, words('proof.paper.foot', { date, page, of })],
    sheets,
  }
}

async function papersOf(
  ctx: Context,
  session: SessionView,
  all: Gathered,
  contentHash: string,
): Promise<Entry[]> {
  const { words, clinic, reviews, leavings } = all
  const papers: Entry[] = [
    {
      name: 'papers/proof-folder.pdf',
      content: await renderPdf(
        paperOf(all, ctx.now, words('proof.paper.title_of', { clinic }), {
          sheets: layOutFolder(all, { at: ctx.now, by: session.personName, contentHash }),
        }),
      ),
    },
  ]
  for (const form of FORMS)
    papers.push({ name: `papers/answers-${form}.pdf`, content: await answersPaper(ctx, all, form) })
  for (const { id, closedAt } of reviews)
    papers.push({
      name: `papers/review-${fileKey(closedAt, id)}.pdf`,
      content: await wholeOf((await reviewPapers.asPdf(ctx, session, id)).content),
    })
  for (const { id, closedAt } of leavings)
    papers.push({
      name: `papers/leaving-${fileKey(closedAt, id)}.pdf`,
      content: await wholeOf(
        (await leaverPapers.certificateFile({ ctx, session, params: { runId: id } })).content,
      ),
    })
  return papers
}

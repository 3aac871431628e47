/** Runs on paper. */
import type { FileAnswer } from '../../pure/contract/file.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { renderPdf } from '../../server/pdf/pdf.ts'
import { certificate } from './certificate.ts'
import { layOutCertificate } from './certificate-sheet.ts'
import { certificatePdf, leaverProblem } from './contract.ts'
import { viewerOf } from './policy.ts'
import { findRun } from './queries.ts'
import { recorded } from './refusals.ts'

interface AboutRun {
  ctx: Context
  session: SessionView
  params: { runId: string }
}

const wordsFor = (ctx: Context, { locale, zone }: SessionView) =>
  createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })

/** As it was closed, whatever became of names since. Throws `leavers.run_not_found` and `leavers.not_closed`. */
export async function certificateFile({ ctx, session, params }: AboutRun): Promise<FileAnswer> {
  return recorded(ctx, certificatePdf, params.runId, async () => {
    const run = await read(ctx, (tx) => findRun(tx, ctx, viewerOf(session), params.runId))
    if (!run) throw leaverProblem('leavers.run_not_found')
    if (!run.certificate || !run.certificate_hash) throw leaverProblem('leavers.not_closed')
    const told = certificate.parse(JSON.parse(run.certificate.toString()))
    const words = wordsFor(ctx, session)
    const content = await renderPdf({
      title: words('leavers.paper.title_of', { name: told.name }),
      language: words.language,
      clinic: told.clinic,
      country: session.country,
      dated: new Date(told.closedAt ?? ''),
      foot: (page, of) => [told.clinic, words('leavers.paper.foot', { page, of })],
      sheets: [
        layOutCertificate(told, { words, zone: session.zone, hash: run.certificate_hash.toString('hex') }),
      ],
    })
    return { name: words('leavers.paper.file', { name: told.name }), content }
  })
}

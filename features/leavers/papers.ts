/** Runs on paper. */
import type { FileAnswer } from '../../pure/contract/file.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { renderPdf } from '../../server/pdf/pdf.ts'
import { certificate } from './certificate.ts'
import { layOutCertificate } from './certificate-sheet.ts'
import { PARTS } from '../../pure/leaving/parts.ts'
import { certificatePdf, leaverProblem } from './contract.ts'
import { itemsPdf } from './handing-contract.ts'
import { listItems } from './item-queries.ts'
import { layOutItems } from './items-sheet.ts'
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
        layOutCertificate(told, {
          words,
          zone: session.zone,
          hash: run.certificate_hash.toString('hex'),
          undone: run.undone_at
            ? { by: run.undone_by_name ?? '', at: run.undone_at, reason: run.undone_reason ?? '' }
            : undefined,
        }),
      ],
    })
    return { name: words('leavers.paper.file', { name: told.name }), content }
  })
}

/** The certificate's own bytes, whose SHA-256 is in the log; undefined for a run that is not closed, or not to be seen. */
export async function certificateText(
  ctx: Context,
  session: SessionView,
  runId: string,
): Promise<{ bytes: Buffer; hash: string; undoneAt: Date | null } | undefined> {
  const run = await read(ctx, (tx) => findRun(tx, ctx, viewerOf(session), runId))
  if (!run?.certificate || !run.certificate_hash) return undefined
  return { bytes: run.certificate, hash: run.certificate_hash.toString('hex'), undoneAt: run.undone_at }
}

/** What is open outside of Enamel, to be taken along and signed. Throws `leavers.run_not_found` and `leavers.not_running`. */
export async function itemsFile({ ctx, session, params }: AboutRun): Promise<FileAnswer> {
  return recorded(ctx, itemsPdf, params.runId, async () => {
    const { run, items } = await read(ctx, async (tx) => {
      const found = await findRun(tx, ctx, viewerOf(session), params.runId)
      return { run: found, items: found ? await listItems(tx, ctx, found.id) : [] }
    })
    if (!run) throw leaverProblem('leavers.run_not_found')
    if (run.state !== 'running') throw leaverProblem('leavers.not_running')
    const words = wordsFor(ctx, session)
    const open = items.filter(({ kind, state }) => kind === 'outside' && state === 'open')
    const content = await renderPdf({
      title: words('leavers.paper.items_of', { name: run.name }),
      language: words.language,
      clinic: session.clinicName,
      country: session.country,
      dated: ctx.now,
      foot: (page, of) => [session.clinicName, words('leavers.paper.foot', { page, of })],
      sheets: layOutItems(words, {
        clinic: session.clinicName,
        name: run.name,
        role: run.role,
        date: ctx.now,
        items: PARTS.flatMap((part) => open.filter((item) => item.part === part)),
      }),
    })
    return { name: words('leavers.paper.items_file', { name: run.name }), content }
  })
}

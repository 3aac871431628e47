/** One page for the wall or the IT person: how Windows and macOS lock themselves, since Enamel locks only itself. */
import type { FileAnswer } from '../../pure/contract/file.ts'
import { createWords, type Words } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type Block, type Piece, renderPdf, type Sheet } from '../../server/pdf/pdf.ts'
import { findSettings } from './queries.ts'

const STEPS = {
  windows: ['saver', 'away', 'dynamic', 'by_hand'],
  mac: ['after', 'password', 'corner', 'by_hand'],
  not: ['others', 'sign_in', 'phone', 'disk'],
} as const

export async function lockSheet(ctx: Context, session: SessionView): Promise<FileAnswer> {
  const words = createWords({
    catalogue: ctx.kernel.catalogue,
    language: 'en',
    locale: session.locale,
    zone: session.zone,
  })
  const { shared_idle_minutes: minutes } = await read(ctx, (tx) => findSettings(tx, ctx))
  const clinic = session.clinicName
  const date = words.date(ctx.now)
  const content = await renderPdf({
    title: words('shared.paper.title'),
    language: words.language,
    clinic,
    country: session.country,
    dated: ctx.now,
    foot: (page, of) => [clinic, words('shared.paper.foot', { date, page, of })],
    sheets: [layOut(words, clinic, minutes)],
  })
  return { name: words('shared.paper.file', { clinic }), content }
}

function layOut(words: Words, clinic: string, minutes: number): Sheet {
  const said = (key: string): Piece[] =>
    words.rich<Piece>(`shared.paper.${key}`, {
      b: (inside) => ({ text: inside.filter((part) => typeof part === 'string').join(''), strong: true }),
      n: minutes,
    })
  const heading = (number: string, of: keyof typeof STEPS): Block => ({
    kind: 'heading',
    plate: { label: number, fill: 'measured' },
    text: words(`shared.paper.${of}`),
  })
  const part = (number: string, of: 'windows' | 'mac'): Block[] => [
    heading(number, of),
    { kind: 'ticks', items: STEPS[of].map((step) => said(`${of}.${step}`)) },
  ]
  return {
    blocks: [
      { kind: 'title', text: words('shared.paper.title'), aside: [[{ text: clinic, theirs: true }]] },
      {
        kind: 'notice',
        lead: words('shared.paper.why'),
        text: words('shared.paper.why.text', { n: minutes }),
      },
      ...part('1', 'windows'),
      ...part('2', 'mac'),
      heading('3', 'not'),
      ...STEPS.not.map((step): Block => ({ kind: 'text', text: said(`not.${step}`) })),
      { kind: 'heading', text: words('shared.paper.done') },
      { kind: 'text', size: 'small', text: words('shared.paper.done.help') },
      { kind: 'lines', count: 'rest' },
    ],
  }
}

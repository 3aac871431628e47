/** Paper: blocks in, the bytes of a PDF out. The only module that knows pdfkit. */
import type { Paper, Sheet } from './blocks.ts'
import type { Box, Squeeze } from './boxes.ts'
import { createLayout, GAP, LINE_TO_WRITE_ON } from './layout.ts'
import { rule } from './marks.ts'
import { inTurn } from './turns.ts'
import { createTypesetter, type Typesetter } from './typesetter.ts'

export type { Block, Cell, Fill, Paper, Piece, Sheet, Text } from './blocks.ts'

/** Points; printers leave 8 mm (22.7 pt) white at least. */
const MARGIN = { side: 34, top: 28, bottom: 26 }
const FOOT = 22

/** Countries that print on Letter; all others have ISO 216. */
const LETTER: ReadonlySet<string> = new Set(['US'])

/** What a sheet may give up, in this order: size down to 88 %, lines to write on, size down to 70 %, the ends of texts. */
const SQUEEZES: readonly (Squeeze & { lines: number })[] = [
  ...downTo(1, 0.88).map((scale) => ({ scale, atMost: Number.POSITIVE_INFINITY, lines: 4 })),
  ...downTo(0.88, 0.7).map((scale) => ({ scale, atMost: Number.POSITIVE_INFINITY, lines: 1 })),
  ...[6, 4, 3, 2, 1].map((atMost) => ({ scale: 0.7, atMost, lines: 1 })),
]

function downTo(from: number, to: number): number[] {
  const steps = Math.round((from - to) / 0.02)
  return Array.from({ length: steps + 1 }, (_, step) => from - step * 0.02)
}

/**
 * One page for each sheet, whatever stands on it. Equal papers give equal bytes. Takes tens of milliseconds of the
 * processor, more for scripts whose fonts are not open yet. Rejects with PdfBusy when too many are asked for at once.
 */
export const renderPdf = (paper: Paper): Promise<Buffer> => inTurn(() => render(paper))

async function render(paper: Paper): Promise<Buffer> {
  // Opened with the first paper: the start and its memory are without it.
  const { default: Pdf } = await import('pdfkit')
  const doc = new Pdf({
    size: LETTER.has(paper.country) ? 'LETTER' : 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: paper.language,
    displayTitle: true,
    // ISO 32000-1 §14.3.3; the file identifier (§14.4) is a hash of these.
    info: {
      Title: paper.title,
      Author: paper.clinic,
      Creator: 'Enamel',
      Producer: 'Enamel',
      CreationDate: paper.dated,
    },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  const typesetter = createTypesetter(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  paper.sheets.forEach((sheet, index) => {
    doc.addPage()
    const width = doc.page.width - 2 * MARGIN.side
    const room = doc.page.height - MARGIN.top - MARGIN.bottom - FOOT
    fit(doc, typesetter, sheet, width, room).draw(MARGIN.side, MARGIN.top, root)
    foot(doc, typesetter, paper.foot(index + 1, paper.sheets.length), width)
  })
  root.end()
  doc.end()
  return whole
}

function fit(
  doc: PDFKit.PDFDocument,
  typesetter: Typesetter,
  sheet: Sheet,
  width: number,
  room: number,
): Box {
  let made: Box | undefined
  for (const squeeze of SQUEEZES) {
    const layout = createLayout(doc, typesetter, squeeze)
    const at = (lines: number) =>
      layout.stack(
        sheet.blocks.map((block) => layout.box(block, width, lines)),
        GAP * squeeze.scale,
      )
    made = at(squeeze.lines)
    if (made.height > room) continue
    return at(squeeze.lines + Math.floor((room - made.height) / LINE_TO_WRITE_ON))
  }
  return made as Box
}

function foot(
  doc: PDFKit.PDFDocument,
  typesetter: Typesetter,
  [left, right]: ReturnType<Paper['foot']>,
  width: number,
): void {
  const layout = createLayout(doc, typesetter, { scale: 0.95, atMost: 1 })
  const top = doc.page.height - MARGIN.bottom - 14
  const last = layout.set(right, layout.style('small'), width * 0.6, 1)
  const first = layout.set(left, layout.style('small'), width - last.width - 12)
  doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
  rule(doc, MARGIN.side, top - 3, width, 0.75)
  doc.fillColor('#000')
  first.draw(MARGIN.side, top)
  last.draw(MARGIN.side + width - last.width, top)
  doc.endMarkedContent()
}

/** What every kind of block is drawn with: tagged content, styles, lines of text, boxes one below the other. */
import type { Text } from './blocks.ts'
import type { Style } from './clusters.ts'
import type { Line, Typesetter } from './typesetter.ts'

export type Doc = PDFKit.PDFDocument
type Element = PDFKit.PDFStructureElement

export interface Box {
  height: number
  /** Belongs to what comes below it: half the gap. */
  leads?: boolean
  draw(x: number, y: number, parent: Element): void
}

/** How much a sheet gives up so that all of it stands on one page. */
export interface Squeeze {
  /** Times every size; 1 is full. */
  scale: number
  /** Lines of a paragraph, the last ends in an ellipsis. */
  atMost: number
}

const SIZE = { body: 9.75, small: 9, lead: 10.75, heading: 11.25, notice: 14.25, title: 24 }
const LEADING = 1.34
/** Base of the letters below the top of their line, in ems: Fira's ascent and half the leading. */
export const BASE = 1.005
export const BLACK_ON_WHITE = '#000'

export function createBoxes(doc: Doc, typesetter: Typesetter, { scale, atMost }: Squeeze) {
  const artifact = (draw: () => void) => {
    doc.markContent('Artifact', { type: 'Layout' })
    draw()
    doc.endMarkedContent()
  }
  const content = (parent: Element, type: string, draw: () => void) => {
    const element = doc.struct(type)
    parent.add(element)
    element.add(doc.markStructureContent(type))
    doc.fillColor(BLACK_ON_WHITE)
    draw()
    doc.endMarkedContent()
    element.end()
  }
  const group = (parent: Element, type: string, fill: (element: Element) => void) => {
    const element = doc.struct(type)
    parent.add(element)
    fill(element)
    element.end()
  }
  const style = (size: keyof typeof SIZE, strong = false): Style => ({
    weight: strong ? 600 : 400,
    size: SIZE[size] * scale,
  })

  /** Lines of text, their height, and how they are drawn; without a tag of its own. */
  const set = (
    text: Text,
    letters: Style,
    width: number,
    most = atMost,
    align: 'start' | 'end' = 'start',
  ) => {
    const lines: Line[] = typesetter.lines(text, letters, width, most)
    const leading = letters.size * LEADING
    // A text of several lines begins at its own side; a word or two stay by their label.
    const atEnd = align === 'end' || (lines.length > 1 && lines.every((line) => line.rightToLeft))
    return {
      height: lines.length * leading,
      width: Math.max(...lines.map((line) => line.width)),
      draw: (x: number, y: number) =>
        lines.forEach((line, index) =>
          line.draw(atEnd ? x + width - line.width : x, y + index * leading + BASE * letters.size),
        ),
    }
  }
  const paragraph = (text: Text, letters: Style, width: number, type = 'P', align?: 'start' | 'end'): Box => {
    const made = set(text, letters, width, atMost, align)
    return { height: made.height, draw: (x, y, parent) => content(parent, type, () => made.draw(x, y)) }
  }

  const stack = (boxes: readonly Box[], gap: number): Box => {
    const gapAfter = (box: Box, index: number) =>
      index === boxes.length - 1 ? 0 : box.leads ? gap * 0.4 : gap
    return {
      height: boxes.reduce((sum, box, index) => sum + box.height + gapAfter(box, index), 0),
      draw(x, y, parent) {
        let at = y
        boxes.forEach((box, index) => {
          box.draw(x, at, parent)
          at += box.height + gapAfter(box, index)
        })
      },
    }
  }

  return { artifact, content, group, style, set, paragraph, stack }
}

/** What is drawn besides letters: plates, boxes to tick, rules. Black on white, so that a copy of a copy still tells. */
import type { Fill } from './blocks.ts'

type Doc = PDFKit.PDFDocument

const BLACK = '#000'

export function rule(doc: Doc, x: number, y: number, width: number, weight: number): void {
  doc
    .save()
    .lineWidth(weight)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke(BLACK)
    .restore()
}

export function bar(doc: Doc, x: number, y: number, height: number, weight: number): void {
  doc.save().rect(x, y, weight, height).fill(BLACK).restore()
}

export function tickBox(doc: Doc, x: number, y: number, side: number): void {
  doc.save().lineWidth(1).rect(x, y, side, side).stroke(BLACK).restore()
}

/** A double rim, as round an enamel sign. */
export function doubleRim(doc: Doc, x: number, y: number, width: number, height: number): void {
  doc.save().lineWidth(1.5).roundedRect(x, y, width, height, 4.5).stroke(BLACK)
  doc
    .lineWidth(0.75)
    .roundedRect(x + 3.5, y + 3.5, width - 7, height - 7, 2)
    .stroke(BLACK)
    .restore()
}

/** The plate of a number, without it: solid with an inner hairline, hatched with a clear disc, dashed, or struck through. */
export function plate(doc: Doc, x: number, y: number, side: number, fill: Fill): void {
  const radius = side * 0.18
  doc.save()
  if (fill === 'measured') {
    doc.roundedRect(x, y, side, side, radius).fill(BLACK)
    if (side >= 20) {
      const inset = side * 0.09
      doc
        .lineWidth(0.6)
        .roundedRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset, radius * 0.6)
        .stroke('#fff')
    }
  } else if (fill === 'stated') {
    doc.save().roundedRect(x, y, side, side, radius).clip()
    const step = Math.max(2.6, side * 0.11)
    for (let at = -side; at < side; at += step) {
      doc
        .lineWidth(0.9)
        .moveTo(x + at, y + side)
        .lineTo(x + at + side, y)
        .stroke(BLACK)
    }
    doc.restore()
    doc.circle(x + side / 2, y + side / 2, side * 0.34).fill('#fff')
    doc
      .lineWidth(1)
      .roundedRect(x + 0.5, y + 0.5, side - 1, side - 1, radius)
      .stroke(BLACK)
  } else if (fill === 'retired') {
    doc
      .lineWidth(1)
      .roundedRect(x + 0.5, y + 0.5, side - 1, side - 1, radius)
      .stroke(BLACK)
    // Past the number in the middle, so that it can still be read.
    const short = side * 0.3
    doc
      .moveTo(x + 1, y + side - 1)
      .lineTo(x + short, y + side - short)
      .moveTo(x + side - short, y + short)
      .lineTo(x + side - 1, y + 1)
      .stroke(BLACK)
  } else {
    doc
      .lineWidth(1)
      .dash(2.4, { space: 2 })
      .roundedRect(x + 0.5, y + 0.5, side - 1, side - 1, radius)
      .stroke(BLACK)
  }
  doc.restore()
}

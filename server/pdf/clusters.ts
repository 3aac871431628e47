/**
 * Text into what is drawn as one: clusters (UAX #29), each with its font and its level of direction (UAX #9).
 * What cannot be seen is dropped here, so that paper shows all that it says.
 */
import bidiFactory from 'bidi-js'
import type { Piece, Text } from './blocks.ts'
import type { FontFile, Weight } from './fonts.ts'

export interface Style {
  weight: Weight
  /** Points. */
  size: number
}

export interface Cluster {
  /** What is drawn; mirrored where it runs right to left. Empty for a blank. */
  text: string
  style: Style
  /** Undefined where no font has it: a box is drawn. */
  font: FontFile | undefined
  /** Odd: right to left. */
  level: number
  /** A mark that its letter's font has not: it is set above the middle of what stands before. */
  above: boolean
  space: boolean
  blank: number | 'rest' | undefined
}

/** Finds the font of a cluster: the first that has all of it. */
export type FindFont = (codePoints: readonly number[], weight: Weight) => FontFile | undefined

const bidi = bidiFactory()
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const LEFT_TO_RIGHT_ISOLATE = '\u2066'
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'
const OBJECT = '\ufffc'
/** A letter may wear this many marks; more would run over the lines above. */
const MOST_MARKS = 2

// C0, DEL, C1, the bidirectional embeddings, overrides and isolates, unpaired surrogates, byte order mark, U+FFFC.
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffc]/gu
const WITHOUT_SHAPE = /^\p{Default_Ignorable_Code_Point}+$/u
const MARK = /\p{M}/u

/** One line of text without what cannot be seen, in NFC. */
export function visible(text: string): string {
  return text.toWellFormed().normalize('NFC').replaceAll(UNSEEN, '').replaceAll(/\s+/gu, ' ')
}

/** The clusters of a paragraph in the order they are read. `base` is the style of what says nothing else. */
export function clustersOf(text: Text, base: Style, find: FindFont): Cluster[] {
  const pieces: readonly Piece[] = typeof text === 'string' ? [text] : text
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return { text: visible(piece), style: base, blank: undefined }
    if ('blank' in piece) return { text: OBJECT, style: base, blank: piece.blank }
    const plain = visible(piece.text)
    return {
      text: piece.theirs
        ? (piece.ltr ? LEFT_TO_RIGHT_ISOLATE : FIRST_STRONG_ISOLATE) + plain + POP_ISOLATE
        : plain,
      style: {
        weight: piece.strong === undefined ? base.weight : piece.strong ? (600 as const) : (400 as const),
        size: base.size * (piece.scale ?? 1),
      },
      blank: undefined,
    }
  })
  const whole = parts.map((part) => part.text).join('')
  const { levels } = bidi.getEmbeddingLevels(whole)
  const clusters: Cluster[] = []
  let start = 0
  for (const part of parts) {
    for (const { segment, index } of graphemes.segment(part.text)) {
      const level = levels[start + index] ?? 0
      if (part.blank !== undefined) {
        clusters.push({ ...NOTHING, style: part.style, level, blank: part.blank })
      } else if (!WITHOUT_SHAPE.test(segment)) {
        clusters.push(...shapes(segment, part.style, level, find))
      }
    }
    start += part.text.length
  }
  return clusters
}

const NOTHING = { text: '', font: undefined, above: false, space: false, blank: undefined }

function shapes(segment: string, style: Style, level: number, find: FindFont): Cluster[] {
  const mirrored =
    level % 2 === 1 ? [...segment].map((one) => bidi.getMirroredCharacter(one) ?? one).join('') : segment
  const [letter = '', ...rest] = mirrored
  const worn = rest.slice(0, MOST_MARKS)
  const made = { ...NOTHING, style, level, space: letter === ' ' }
  const fontOf = (characters: readonly string[]) =>
    find(
      characters.filter((one) => !WITHOUT_SHAPE.test(one)).map((one) => one.codePointAt(0) ?? 0),
      style.weight,
    )
  const whole = [letter, ...worn]
  const font = fontOf(whole)
  if (font) return [{ ...made, text: whole.join(''), font }]
  const alone = fontOf([letter])
  if (!alone) return [{ ...made, text: mirrored }]
  const marks = worn.flatMap((mark): Cluster[] => {
    const own = MARK.test(mark) ? fontOf([mark]) : undefined
    return own ? [{ ...made, text: mark, font: own, above: true }] : []
  })
  return [{ ...made, text: letter, font: alone }, ...marks]
}

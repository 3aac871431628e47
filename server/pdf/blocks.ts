/** What a sheet is made of. Sizes are points (1/72 inch) of the body at full size; a full sheet shrinks them all. */

/** How a thing is known: solid measured, hatched stated, dashed not checked; struck through: signed off for a time. */
export type Fill = 'measured' | 'stated' | 'unknown' | 'retired'

export interface Span {
  text: string
  strong?: boolean
  /** Times the size of its block. */
  scale?: number
  /** Somebody typed it: isolated, so that it turns nothing around it. */
  theirs?: boolean
  /** With `theirs`: left to right whatever stands around it; a telephone number. */
  ltr?: boolean
}

/** A line to write on: so many points wide, or to the end of the line. */
export interface Blank {
  blank: number | 'rest'
}

export type Piece = string | Span | Blank
export type Text = string | readonly Piece[]

export interface Cell {
  text?: Text
  /** Under it, in small letters. */
  below?: Text
  plate?: { label: string; fill: Fill }
  size?: 'body' | 'small'
  strong?: boolean
  align?: 'start' | 'end'
}

export interface RowsBlock {
  kind: 'rows'
  /** Widths in points, or shares of what is left as a text of digits: `['1', 90, '2']`. */
  columns: readonly (number | `${number}`)[]
  head?: readonly string[]
  rows: readonly (readonly Cell[])[]
}

export type Block =
  | { kind: 'title'; text: Text; aside?: readonly Text[] }
  | { kind: 'notice'; lead: Text; text: Text }
  | { kind: 'heading'; text: Text; plate?: { label: string; fill: Fill } }
  | { kind: 'text'; text: Text; size?: 'body' | 'small' | 'lead' }
  | RowsBlock
  | { kind: 'ticks'; items: readonly Text[] }
  | { kind: 'quote'; blocks: readonly Block[] }
  | { kind: 'columns'; columns: readonly (readonly Block[])[] }
  /** Lines to write on: as many as are given, or as many as the sheet has room for. */
  | { kind: 'lines'; count: number | 'rest' }

export interface Sheet {
  blocks: readonly Block[]
}

export interface Paper {
  title: string
  /** Of its words, BCP 47. */
  language: string
  /** Who hands it out, in the foot and as the author. */
  clinic: string
  /** ISO 3166-1 alpha-2: decides A4 or Letter. */
  country: string
  /** When what it says was so; no clock is read. */
  dated: Date
  /** The foot of page n of m: left, right. */
  foot: (page: number, of: number) => readonly [Text, Text]
  sheets: readonly Sheet[]
}

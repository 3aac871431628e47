/** A file in pieces of any size becomes blocks of whole lines; a line that never ends is dropped as it comes, not kept. */
import type { Primitives } from '../merkle/primitives.ts'
import { readUtf8 } from '../merkle/text.ts'
import { MOST_LINE_BYTES } from './export-line.ts'
import { joinReads, notText, type Read, readLine, tooLong } from './read-line.ts'

/** Whole lines, or one that was too long to be kept. */
export type Block = Uint8Array<ArrayBuffer> | 'too long'

const LF = 10

export class Blocks {
  #carried: Uint8Array[] = []
  #carriedBytes = 0
  #isSkipping = false

  /** The blocks that are whole now. What is given may be changed afterwards. */
  push(bytes: Uint8Array): Block[] {
    const blocks: Block[] = []
    // No piece holds two lines that are too long.
    for (let at = 0; at < bytes.length; at += MOST_LINE_BYTES)
      this.#pushPiece(bytes.subarray(at, at + MOST_LINE_BYTES), blocks)
    return blocks
  }

  /** The last line, where no LF ends it. */
  end(): Block[] {
    return this.#carriedBytes > 0 ? [this.#joined(new Uint8Array())] : []
  }

  #pushPiece(piece: Uint8Array, blocks: Block[]): void {
    let rest = piece
    const first = rest.indexOf(LF)
    if (this.#isSkipping) {
      if (first < 0) return
      this.#isSkipping = false
      rest = rest.subarray(first + 1)
    } else if (this.#carriedBytes + (first < 0 ? rest.length : first) > MOST_LINE_BYTES) {
      blocks.push('too long')
      this.#carried = []
      this.#carriedBytes = 0
      this.#isSkipping = first < 0
      if (first < 0) return
      rest = rest.subarray(first + 1)
    }
    const last = rest.lastIndexOf(LF)
    if (last >= 0) blocks.push(this.#joined(rest.subarray(0, last + 1)))
    const left = rest.subarray(last + 1)
    if (left.length === 0) return
    // A copy, also where a Buffer came, whose slice is none.
    this.#carried.push(Uint8Array.from(left))
    this.#carriedBytes += left.length
  }

  #joined(lines: Uint8Array): Uint8Array<ArrayBuffer> {
    const joined = new Uint8Array(this.#carriedBytes + lines.length)
    let at = 0
    for (const part of [...this.#carried, lines]) {
      joined.set(part, at)
      at += part.length
    }
    this.#carried = []
    this.#carriedBytes = 0
    return joined
  }
}

/** What the lines of a block say. */
export function readBlock(primitives: Primitives, block: Block): Read[] {
  if (block === 'too long') return [tooLong()]
  const text = readUtf8(block)
  // Where one line is no text, the others still are.
  const lines = text === undefined ? linesOf(block).map(readUtf8) : withoutEnd(text).split('\n')
  return joinReads(lines.map((line) => (line === undefined ? notText() : readLine(primitives, line))))
}

const withoutEnd = (text: string) => (text.endsWith('\n') ? text.slice(0, -1) : text)

function linesOf(block: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let at = 0; at < block.length;) {
    const end = block.indexOf(LF, at)
    lines.push(block.subarray(at, end < 0 ? block.length : end))
    at = end < 0 ? block.length : end + 1
  }
  return lines
}

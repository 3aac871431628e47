/** A file in any pieces gives the same lines; one that is damaged still gives the others. */
import { describe, expect, it } from 'vitest'
import { sealedEvent, signerOf, wholeExport } from '../../test/sealed-export.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { type Block, Blocks, readBlock } from './blocks.ts'
import { MOST_LINE_BYTES, writeLine } from './export-line.ts'
import { createVerifier } from './verifier.ts'

const events = Array.from({ length: 20 }, (_none, index) => sealedEvent(index))
const file = Buffer.from(wholeExport(events, [7, 20]).map(writeLine).join(''))

function verify(bytes: Uint8Array, piece: number) {
  const blocks = new Blocks()
  const verifier = createVerifier(nodePrimitives, { keys: [signerOf().vkey] })
  const taken: Block[] = []
  for (let at = 0; at < bytes.length; at += piece) {
    const part = Buffer.from(bytes.subarray(at, at + piece))
    taken.push(...blocks.push(part))
    part.fill(0)
  }
  for (const block of [...taken, ...blocks.end()])
    for (const read of readBlock(nodePrimitives, block)) verifier.take(read)
  return verifier.end()
}

const found = (bytes: Uint8Array, piece: number) =>
  verify(bytes, piece).findings.map(
    ({ problem, text }) => `${problem} ${/line \d+/i.exec(text)?.[0].toLowerCase()}`,
  )

describe('a file in pieces', () => {
  it.each([1, 17, 1000, file.length])('of %d bytes holds', (piece) => {
    expect(verify(file, piece)).toMatchObject({ state: 'holds', found: 0 })
    expect(verify(file.subarray(0, -1), piece)).toMatchObject({ state: 'holds', found: 0 })
  })

  it('names a line that is no text, and reads the others', () => {
    const damaged = Buffer.from(file)
    damaged[damaged.indexOf('Firefox', damaged.indexOf('"index":"2"'))] = 0xff
    for (const piece of [97, file.length])
      expect(found(damaged, piece)).toEqual([
        'index_missing undefined',
        'line_unreadable line 4',
        'end_wrong undefined',
      ])
  })

  it('names lines that are too long, at any place, and keeps none of them', () => {
    const long = Buffer.alloc(MOST_LINE_BYTES + 1, 'x')
    const lines = [file, long, '\n', Buffer.alloc(MOST_LINE_BYTES, 'y'), '\n', long].map((part) =>
      Buffer.from(part),
    )
    for (const piece of [65_536, MOST_LINE_BYTES, 5 * MOST_LINE_BYTES]) {
      const whole = Buffer.concat(lines)
      expect(found(Buffer.concat([long, Buffer.of(10), file]), piece)).toEqual(['line_too_long line 1'])
      expect(found(whole, piece)).toEqual(['file_goes_on line 25'])
      expect(found(Buffer.concat([whole.subarray(file.length), Buffer.of(10), file]), piece)).toEqual([
        'line_too_long line 1',
        'line_unreadable line 2',
        'line_too_long line 3',
      ])
    }
  })
})

/** Pages of a PDF as pictures, drawn by pdfium (Chromium's own), for tests and for looking at. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PNG } from 'pngjs'
import { afterAll } from 'vitest'

const FOLDER = join(import.meta.dirname, '../../../node_modules/.cache/enamel/paper')

export interface Picture {
  /** Points. */
  width: number
  height: number
  /** As pdfium reads it. */
  text: string
  /** Share of dark pixels between two heights, in points from the top. */
  ink(from: number, to: number): number
  /** Whether nothing is drawn within so many points of the edges. */
  edgesAreClear(points: number): boolean
}

const library = await PDFiumLibrary.init()
afterAll(() => library.destroy())

const SCALE = 2

/** Draws every page; each is kept as `name-1.png` in node_modules/.cache/enamel/paper. */
export async function picturesOf(pdf: Uint8Array, name: string): Promise<Picture[]> {
  mkdirSync(FOLDER, { recursive: true })
  const document = await library.loadDocument(pdf)
  const pictures: Picture[] = []
  for (const page of document.pages()) {
    const { originalWidth, originalHeight } = page.getOriginalSize()
    // Before it is drawn: pdfium's WebAssembly fails on the text of a page that was drawn.
    const text = page.getText()
    let drawn: PNG | undefined
    await page.render({
      scale: SCALE,
      render: async ({ data, width, height }) => {
        drawn = new PNG({ width, height })
        drawn.data = Buffer.from(data)
        return data
      },
    })
    if (!drawn) throw new Error('pdfium drew nothing')
    // Quickly rather than small: packing them well took most of the time of these tests.
    const png = PNG.sync.write(drawn, { deflateLevel: 1, filterType: 0 })
    writeFileSync(join(FOLDER, `${name}-${page.number + 1}.png`), png)
    pictures.push({ width: originalWidth, height: originalHeight, text, ...looksOf(drawn) })
  }
  document.destroy()
  return pictures
}

function looksOf({ width, height, data }: PNG): Pick<Picture, 'ink' | 'edgesAreClear'> {
  const isDark = (x: number, y: number) => (data[(y * width + x) * 4 + 1] ?? 255) < 128
  const countRow = (y: number, from = 0, to = width) => {
    let dark = 0
    for (let x = from; x < to; x++) if (isDark(x, y)) dark++
    return dark
  }
  return {
    ink(from, to) {
      let dark = 0
      const [first, last] = [Math.floor(from * SCALE), Math.min(height, Math.ceil(to * SCALE))]
      for (let y = first; y < last; y++) dark += countRow(y)
      return dark / (width * Math.max(1, last - first))
    },
    edgesAreClear(points) {
      const edge = Math.floor(points * SCALE)
      for (let y = 0; y < height; y++) {
        const across = y < edge || y >= height - edge
        if (across ? countRow(y) > 0 : countRow(y, 0, edge) + countRow(y, width - edge) > 0) return false
      }
      return true
    },
  }
}

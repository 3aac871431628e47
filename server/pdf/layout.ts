/** Blocks into boxes of a known height, each of which draws itself where it is put and says what it is (tagged PDF). */
import type { Block, Cell, Fill, RowsBlock, Text } from './blocks.ts'
import { BASE, BLACK_ON_WHITE, type Box, createBoxes, type Doc, type Squeeze } from './boxes.ts'
import { bar, doubleRim, plate, rule, tickBox } from './marks.ts'
import type { Typesetter } from './typesetter.ts'

export const GAP = 6
export const LINE_TO_WRITE_ON = 19.5

export function createLayout(doc: Doc, typesetter: Typesetter, squeeze: Squeeze) {
  const { scale } = squeeze
  const { artifact, content, group, style, set, paragraph, stack } = createBoxes(doc, typesetter, squeeze)

  const plateBox = (label: string, fill: Fill, side: number): Box => {
    const number = set(label, { weight: 600, size: side * 0.52 }, side * 2, 1)
    return {
      height: side,
      draw(x, y, parent) {
        artifact(() => plate(doc, x, y, side, fill))
        content(parent, 'Lbl', () => {
          if (fill === 'measured') doc.fillColor('#fff')
          number.draw(x + (side - number.width) / 2, y + side / 2 - side * 0.52 * (BASE - 0.345))
          doc.fillColor(BLACK_ON_WHITE)
        })
      },
    }
  }

  const heading = (block: Extract<Block, { kind: 'heading' }>, width: number): Box => {
    const side = 17 * scale
    const indent = block.plate ? side + 6 * scale : 0
    const words = set(block.text, style('heading', true), width - indent)
    const number = block.plate && plateBox(block.plate.label, block.plate.fill, side)
    const height = Math.max(words.height, number?.height ?? 0)
    return {
      height,
      leads: true,
      draw(x, y, parent) {
        group(parent, 'H2', (element) => {
          number?.draw(x, y, element)
          content(element, 'Span', () => words.draw(x + indent, y + (height - words.height) / 2))
        })
      },
    }
  }

  const title = (block: Extract<Block, { kind: 'title' }>, width: number): Box => {
    const aside = (block.aside ?? []).map((text) => set(text, style('small'), width * 0.42, 2, 'end'))
    const words = set(block.text, style('title', true), width * (aside.length > 0 ? 0.56 : 1))
    const asideHeight = aside.reduce((sum, one) => sum + one.height, 0)
    const height = Math.max(words.height, asideHeight)
    return {
      height: height + 8 * scale,
      draw(x, y, parent) {
        content(parent, 'H1', () => words.draw(x, y + height - words.height))
        let at = y + height - asideHeight
        for (const one of aside) {
          const top = at
          content(parent, 'P', () => one.draw(x + width * 0.58, top))
          at += one.height
        }
        artifact(() => rule(doc, x, y + height + 5 * scale, width, 3))
      },
    }
  }

  const notice = (block: Extract<Block, { kind: 'notice' }>, width: number): Box => {
    const inside = stack(
      [
        paragraph(block.lead, style('notice', true), width - 28),
        paragraph(block.text, style('lead'), width - 28),
      ],
      0,
    )
    const pad = 8 * scale
    return {
      height: inside.height + 2 * pad,
      draw(x, y, parent) {
        artifact(() => doubleRim(doc, x + 0.75, y, width - 1.5, inside.height + 2 * pad))
        inside.draw(x + 14, y + pad, parent)
      },
    }
  }

  const cell = (made: Cell, width: number, type: string): Box => {
    if (made.plate) {
      const number = plateBox(made.plate.label, made.plate.fill, Math.min(25.5 * scale, width))
      return {
        height: number.height,
        draw: (x, y, parent) => group(parent, type, (element) => number.draw(x, y, element)),
      }
    }
    const letters = style(made.size ?? 'body', made.strong)
    if (!made.below) return paragraph(made.text ?? '', letters, width, type, made.align)
    const both = stack(
      [paragraph(made.text ?? '', letters, width, 'P'), paragraph(made.below, style('small'), width, 'P')],
      0.5,
    )
    return {
      height: both.height,
      draw: (x, y, parent) => group(parent, type, (element) => both.draw(x, y, element)),
    }
  }

  const rows = (block: RowsBlock, width: number): Box => {
    const fixed = block.columns.reduce<number>(
      (sum, one) => sum + (typeof one === 'number' ? one * scale : 0),
      0,
    )
    const shares = block.columns.reduce<number>(
      (sum, one) => sum + (typeof one === 'string' ? Number(one) : 0),
      0,
    )
    const gap = 8 * scale
    const room = width - fixed - gap * (block.columns.length - 1)
    const widths = block.columns.map((one) =>
      typeof one === 'number' ? one * scale : (room * Number(one)) / shares,
    )
    const pad = 3 * scale
    const rowOf = (cells: readonly Cell[], type: 'TH' | 'TD'): Box => {
      const boxes = cells.map((one, index) => cell(one, widths[index] ?? 0, type))
      const height = Math.max(...boxes.map((box) => box.height)) + 2 * pad
      return {
        height,
        draw(x, y, parent) {
          group(parent, 'TR', (element) => {
            let at = x
            boxes.forEach((box, index) => {
              box.draw(at, y + pad, element)
              at += (widths[index] ?? 0) + gap
            })
          })
          artifact(() => rule(doc, x, y + height, width, type === 'TH' ? 1.5 : 0.75))
        },
      }
    }
    const head = block.head
      ? [
          rowOf(
            block.head.map((text) => ({ text, strong: true })),
            'TH',
          ),
        ]
      : []
    const table = stack([...head, ...block.rows.map((one) => rowOf(one, 'TD'))], 0)
    return {
      height: table.height,
      draw: (x, y, parent) => group(parent, 'Table', (element) => table.draw(x, y, element)),
    }
  }

  const ticks = (items: readonly Text[], width: number): Box => {
    const side = 9 * scale
    const made = items.map((item): Box => {
      const words = set(item, style('body'), width - side - 7 * scale)
      return {
        height: words.height,
        draw(x, y, parent) {
          artifact(() => tickBox(doc, x + 0.5, y + 2.2 * scale, side))
          content(parent, 'LI', () => words.draw(x + side + 7 * scale, y))
        },
      }
    })
    const list = stack(made, 3.5 * scale)
    return {
      height: list.height,
      draw: (x, y, parent) => group(parent, 'L', (element) => list.draw(x, y, element)),
    }
  }

  const lines = (count: number, width: number): Box => ({
    height: count * LINE_TO_WRITE_ON,
    draw(x, y) {
      artifact(() => {
        for (let line = 1; line <= count; line++) rule(doc, x, y + line * LINE_TO_WRITE_ON - 1, width, 0.6)
      })
    },
  })
  const quote = (blocks: readonly Block[], width: number, rest: number): Box => {
    const inside = stack(
      blocks.map((one) => box(one, width - 12, rest)),
      2 * scale,
    )
    return {
      height: inside.height,
      draw(x, y, parent) {
        artifact(() => bar(doc, x, y, inside.height, 3))
        inside.draw(x + 12, y, parent)
      },
    }
  }

  const columns = (each: readonly (readonly Block[])[], width: number, rest: number): Box => {
    const gap = 22
    const room = (width - gap * (each.length - 1)) / each.length
    const made = each.map((blocks) =>
      stack(
        blocks.map((one) => box(one, room, rest)),
        4 * scale,
      ),
    )
    return {
      height: Math.max(...made.map((one) => one.height)),
      draw: (x, y, parent) => made.forEach((one, index) => one.draw(x + index * (room + gap), y, parent)),
    }
  }

  const box = (block: Block, width: number, rest: number): Box =>
    drawers[block.kind](block as never, width, rest)
  const drawers: {
    [K in Block['kind']]: (block: Extract<Block, { kind: K }>, width: number, rest: number) => Box
  } = {
    title,
    notice,
    heading,
    rows,
    text: ({ text, size = 'body' }, width) => paragraph(text, style(size), width),
    ticks: ({ items }, width) => ticks(items, width),
    lines: ({ count }, width, rest) => lines(count === 'rest' ? rest : count, width),
    quote: ({ blocks }, width, rest) => quote(blocks, width, rest),
    columns: (block, width, rest) => columns(block.columns, width, rest),
  }

  return {
    /** A block at a width; `rest` is the number of lines to write on where a block takes what is left. */
    box,
    stack,
    set,
    style,
  }
}

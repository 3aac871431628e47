/** The page that is sealed with an Owner's backup codes: what they open and what not, who opens it, and what follows. */
import type { Words } from '../../pure/words/words.ts'
import type { Block, Cell, Sheet } from '../../server/pdf/pdf.ts'

interface Envelope {
  clinic: string
  owner: string
  /** Their sign-in address. */
  address: string
  /** Of Enamel. */
  origin: string
  date: string
}

const BEFORE = ['codes', 'sheet', 'seal', 'place'] as const
const OPENED = ['two', 'sign', 'one', 'new'] as const

export function layOutEnvelope(words: Words, { clinic, owner, address, origin, date }: Envelope): Sheet {
  const theirs = (text: string) => ({ text, theirs: true, strong: true })
  const heading = (number: number, key: string): Block => ({
    kind: 'heading',
    plate: { label: String(number), fill: 'stated' },
    text: words(`lone_owner.paper.${key}`),
  })
  // The line of a row is the line to write on.
  const row = (key: string, text?: Cell['text']): Cell[] => [
    { text: words(`lone_owner.paper.${key}`) },
    text === undefined ? {} : { text },
  ]
  const code = (number: number): Cell[] => [
    { text: String(number), align: 'end' },
    {},
    { text: String(number + 5), align: 'end' },
    {},
  ]
  return {
    blocks: [
      {
        kind: 'title',
        text: words('lone_owner.paper.title', { owner }),
        aside: [[{ text: clinic, theirs: true }, ' · ', date], words('lone_owner.paper.secret')],
      },
      {
        kind: 'notice',
        lead: words('lone_owner.paper.for'),
        text: words('lone_owner.paper.not_for', { owner }),
      },
      {
        kind: 'rows',
        columns: [140, '1'],
        rows: [row('origin', [theirs(origin)]), row('address', [theirs(address)])],
      },
      heading(1, 'before'),
      { kind: 'ticks', items: BEFORE.map((key) => words(`lone_owner.paper.before.${key}`)) },
      { kind: 'rows', columns: [24, '1', 24, '1'], rows: [1, 2, 3, 4, 5].map(code) },
      heading(2, 'sealed'),
      {
        kind: 'rows',
        columns: [140, '1'],
        rows: [row('sealed.on'), row('sealed.by'), row('sealed.seen_by'), row('sealed.place')],
      },
      heading(3, 'opened'),
      { kind: 'ticks', items: OPENED.map((key) => words(`lone_owner.paper.opened.${key}`, { owner })) },
      {
        kind: 'rows',
        columns: [140, '1'],
        rows: [row('opened.on'), row('opened.by'), row('opened.why')],
      },
      {
        kind: 'quote',
        blocks: [
          { kind: 'heading', text: words('lone_owner.paper.cannot_come', { owner }) },
          { kind: 'text', text: words('lone_owner.paper.cannot_come.what', { owner }) },
        ],
      },
    ],
  }
}

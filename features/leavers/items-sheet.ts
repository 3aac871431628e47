/** What is open about a leaver on paper: by when, and a line for who did it and when, to be written by hand. */
import type { Words } from '../../pure/words/words.ts'
import type { Cell, Sheet } from '../../server/pdf/pdf.ts'

interface OpenItem {
  part: string
  title: string
  in_minutes: boolean
  due_at: Date
}

interface Open {
  clinic: string
  name: string
  role: string
  date: Date
  items: readonly OpenItem[]
}

/** Lines that a page takes in letters one can read, also when some of them wrap. */
const MOST_LINES = 36

/** One page, or as many as it takes. */
export function layOutItems(words: Words, { items, ...about }: Open): Sheet[] {
  const pages = Math.max(1, Math.ceil(items.length / MOST_LINES))
  const each = Math.ceil(items.length / pages)
  return Array.from({ length: pages }, (_, page) =>
    layOutPage(words, { ...about, items: items.slice(page * each, (page + 1) * each) }),
  )
}

function layOutPage(words: Words, { clinic, name, role, date, items }: Open): Sheet {
  const row = (item: OpenItem, index: number): Cell[] => [
    // Once for all that belongs there.
    {
      size: 'small',
      ...(items[index - 1]?.part !== item.part && { text: words(`leavers.part.${item.part}`), strong: true }),
    },
    { text: [{ text: item.title, theirs: true }] },
    {
      size: 'small',
      text: item.in_minutes
        ? words('leavers.paper.within', { time: words.moment(item.due_at) })
        : words.date(item.due_at),
    },
    {},
  ]
  return {
    blocks: [
      {
        kind: 'title',
        text: words('leavers.paper.items'),
        aside: [[{ text: clinic, theirs: true }], words.date(date)],
      },
      {
        kind: 'notice',
        lead: [{ text: name, theirs: true }, ', ', words(`role.${role}`)],
        text: words('leavers.paper.items.what'),
      },
      {
        kind: 'rows',
        columns: [78, '5', '2.4', '3'],
        head: [
          words('leavers.paper.head.part'),
          words('leavers.paper.head.what'),
          words('leavers.paper.head.until'),
          words('leavers.paper.head.who'),
        ],
        rows: items.map(row),
      },
      { kind: 'text', size: 'small', text: words('leavers.paper.items.back') },
    ],
  }
}

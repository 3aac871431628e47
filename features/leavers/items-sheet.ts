/** What is open about a leaver on paper: a box for each, by when, who did it and when, to be written by hand. */
import type { Words } from '../../pure/words/words.ts'
import type { Block, Cell, Sheet } from '../../server/pdf/pdf.ts'
import type { Part } from './contract.ts'

interface Open {
  clinic: string
  name: string
  role: string
  date: Date
  parts: readonly {
    part: Part
    items: readonly { title: string; in_minutes: boolean; due_at: Date; asked_name: string | null }[]
  }[]
}

export function layOutItems(words: Words, { clinic, name, role, date, parts }: Open): Sheet {
  const row = (item: Open['parts'][number]['items'][number]): Cell[] => [
    { text: [{ text: item.title, theirs: true }] },
    {
      text: item.in_minutes
        ? words('leavers.paper.within', { time: words.time(item.due_at) })
        : words.date(item.due_at),
    },
    { text: [{ blank: 'rest' }] },
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
      ...parts.flatMap(({ part, items }): Block[] => [
        { kind: 'heading', text: words(`leavers.part.${part}`) },
        {
          kind: 'rows',
          columns: ['5', '2', '3'],
          head: [
            words('leavers.paper.head.what'),
            words('leavers.paper.head.until'),
            words('leavers.paper.head.who'),
          ],
          rows: items.map(row),
        },
      ]),
      { kind: 'text', size: 'small', text: words('leavers.paper.items.back') },
    ],
  }
}

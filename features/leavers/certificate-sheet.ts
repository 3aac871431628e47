/**
 * The certificate of a run on one page: start, each stamp to the minute, the total, who stated what, what was left open
 * and why, and the hash that the log has. Black on white; what Enamel did and what somebody says are told apart in words.
 */
import { dayOf } from '../../pure/days/days.ts'
import type { Words } from '../../pure/words/words.ts'
import type { Block, Cell, Piece, Sheet, Text } from '../../server/pdf/pdf.ts'
import type { Certificate } from './certificate.ts'

type Item = Certificate['items'][number]

export interface OnPaper {
  words: Words
  zone: string
  /** Lower-case hex. */
  hash: string
  /** It was a mistake, taken back within a day: the record stays as it was signed, the paper says so first. */
  undone?: { by: string; at: Date; reason: string } | undefined
}

export function layOutCertificate(told: Certificate, { words, zone, hash, undone }: OnPaper): Sheet {
  const began = new Date(told.startedAt ?? '')
  const ended = new Date(told.workEndedAt ?? '')
  const stamp = (at: string | null) => {
    if (at === null) return words('leavers.paper.open')
    const when = new Date(at)
    return dayOf(when, zone) === dayOf(began, zone) ? words.time(when) : words.moment(when)
  }
  const here = told.items.filter(({ kind }) => kind === 'inside')
  const rest = told.items.filter(({ kind }) => kind !== 'inside')
  const counted = rest.filter(({ inMinutes }) => inMinutes)
  const dated = rest.filter(({ inMinutes }) => !inMinutes)
  const open = rest.filter(({ state }) => state === 'open').length
  const row = (item: Item): Cell[] => [
    { text: stamp(item.at), strong: item.at === null },
    { text: [theirs(titleOf(words, item))], below: knownBy(words, item) },
  ]
  const table = (items: readonly Item[]): Block => ({
    kind: 'rows',
    columns: [58, '1'],
    rows: items.map(row),
  })
  const none = here.filter(({ count }) => count === 0)
  const heading = (key: string): Block => ({ kind: 'heading', text: words(`leavers.paper.${key}`) })
  const half = Math.ceil(Math.max(0, dated.length - counted.length - here.length + none.length) / 2)
  return {
    blocks: [
      {
        kind: 'title',
        text: words('leavers.paper.title'),
        aside: [[theirs(told.clinic)], words.date(new Date(told.closedAt ?? ''))],
      },
      {
        kind: 'notice',
        lead: [theirs(told.name), ', ', words(`role.${told.role}`)],
        text: undone
          ? [
              strong(words('leavers.paper.undone', { name: undone.by, when: words.moment(undone.at) })),
              ' ',
              theirs(undone.reason),
            ]
          : minutesText(words, told),
      },
      {
        kind: 'rows',
        columns: ['1', '1', '1'],
        rows: [
          [
            labelled(words('leavers.paper.work_ended'), words.exact(ended)),
            labelled(
              words('leavers.paper.began'),
              words.exact(began),
              told.startedBy === null
                ? words('leavers.paper.by_itself')
                : words('leavers.paper.begun_by', { name: told.startedBy }),
            ),
            labelled(
              words('leavers.paper.closed'),
              words.exact(new Date(told.closedAt ?? '')),
              words('leavers.paper.begun_by', { name: told.closedBy }),
            ),
          ],
        ],
      },
      {
        kind: 'columns',
        columns: [
          [
            heading('here'),
            table(here.filter(({ count }) => count !== 0)),
            ...(none.length > 0
              ? [
                  {
                    kind: 'text' as const,
                    size: 'small' as const,
                    text: words('leavers.paper.none', {
                      what: words.list(none.map((item) => titleOf(words, item))),
                    }),
                  },
                ]
              : []),
            heading('counted'),
            table(counted),
            ...(half > 0 ? [heading('dated'), table(dated.slice(0, half))] : []),
          ],
          [heading(half > 0 ? 'dated_on' : 'dated'), table(dated.slice(half))],
        ],
      },
      {
        kind: 'text',
        text:
          open > 0
            ? [
                strong(words('leavers.paper.left_open', { open })),
                ' ',
                words('leavers.paper.left_open.why', { name: told.closedBy }),
                ' ',
                theirs(told.reason ?? ''),
              ]
            : words('leavers.paper.all_done'),
      },
      { kind: 'text', size: 'small', text: words('leavers.paper.proof', { hash }) },
    ],
  }
}

/** "Ended at 12:41, 41 minutes after the work did", or what is missing. */
function minutesText(words: Words, told: Certificate): string {
  if (told.minutesDoneAt === null) return words('leavers.paper.minutes_open')
  const took = Date.parse(told.minutesDoneAt) - Date.parse(told.workEndedAt ?? '')
  const minutes = Math.max(0, Math.ceil(took / 60_000))
  return words(minutes <= 60 ? 'leavers.paper.minutes' : 'leavers.paper.minutes_late', {
    hours: Math.floor(minutes / 60),
    minutes: minutes <= 60 ? minutes : minutes % 60,
  })
}

export function titleOf(words: Words, item: Pick<Item, 'kind' | 'step' | 'title' | 'count'>): string {
  if (item.kind === 'inside') {
    const name = words(`leaver.step.${item.step ?? ''}`)
    return item.count === null || item.count < 2 ? name : `${name}: ${words.number(item.count)}`
  }
  return item.kind === 'heir' ? words(`leaver.heir.${item.step ?? ''}`, { what: item.title }) : item.title
}

/** How it is known, and by whom; for an open one its date. */
function knownBy(words: Words, item: Item): Text {
  const note = item.note === '' ? '' : ` ${item.note}`
  const due = item.inMinutes
    ? ''
    : ` ${words('leavers.paper.due', { date: words.date(new Date(item.dueAt ?? '')) })}`
  if (item.kind === 'inside') return words('leavers.paper.by_enamel')
  if (item.state === 'open') return [strong(words('leavers.paper.still_open')), due]
  if (item.state === 'not_applicable')
    return [words('leavers.paper.not_applicable', { name: item.by ?? '' }), theirs(note)]
  if (item.kind === 'heir') return words('leavers.paper.heir', { name: item.heir ?? '' })
  return [words('leavers.paper.stated', { name: item.by ?? '' }), theirs(note), due]
}

const labelled = (label: string, value: string, below?: string): Cell => ({
  text: [label, ' ', strong(value)],
  ...(below !== undefined && { below }),
})
const theirs = (text: string): Piece => ({ text, theirs: true })
const strong = (text: string): Piece => ({ text, strong: true })

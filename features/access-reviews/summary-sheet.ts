/** The summary on paper: the counts, then per row before, after, who, when, why. One page as long as it can be read. */
import type { Words } from '../../pure/words/words.ts'
import type { Block, Cell, Piece, Sheet } from '../../server/pdf/pdf.ts'
import type { Summary } from './summary.ts'

type Row = Summary['rows'][number]

const theirs = (text: string): Piece => ({ text, theirs: true })

/** "Their access", "PIN for shared computers", "Account in the practice system". */
export const whatOf = (words: Words, { kind, list }: Row): string =>
  kind === 'list_entry' ? words('review.what.list_entry', { list: list ?? '' }) : words(`review.what.${kind}`)

export const beforeOf = (words: Words, { before, kind }: Row): string =>
  before
    ? words(`role.${before}`)
    : words(kind === 'list_entry' ? 'review.before.account' : 'review.before.held')

export function afterOf(words: Words, { after, decision }: Row): string {
  if (decision === 'disable') return words('review.after.disabled')
  if (decision === 'remove') return words('review.after.removed')
  return after ? words(`role.${after}`) : words('review.after.kept')
}

/** By whom; and when not by a reviewer, in which way. */
export const decidedBy = (words: Words, { by, how }: Row): string =>
  how === 'self' ? by : words(`review.how.${how}`, { by })

/** Readable on one page; what is more goes on the next. */
const FIRST_PAGE = 34
const NEXT_PAGE = 44

export function layOutSummary(
  words: Words,
  summary: Summary,
  proof: { hash: string; signature: string; key: string },
): Sheet[] {
  const { review, counts, lists } = summary
  const pages = [summary.rows.slice(0, FIRST_PAGE)]
  for (let at = FIRST_PAGE; at < summary.rows.length; at += NEXT_PAGE)
    pages.push(summary.rows.slice(at, at + NEXT_PAGE))
  const moment = (at: string) => words.moment(new Date(at))
  const head: Block[] = [
    {
      kind: 'title',
      text: words('review.paper.title'),
      aside: [
        [theirs(summary.clinic.name)],
        words('review.paper.closed', { date: words.date(new Date(review.closedAt)) }),
      ],
    },
    {
      kind: 'text',
      text: [
        words('review.paper.begun', {
          started: moment(review.startedAt),
          by: review.startedBy,
          since: words.date(new Date(review.since)),
        }),
        ' ',
        words('review.paper.ended', { closed: moment(review.closedAt), by: review.closedBy }),
        ...(lists.length > 0
          ? [
              ' ',
              words('review.paper.lists', {
                lists: words.list(
                  lists.map(({ name, rows }) => words('review.paper.list', { name, n: rows })),
                ),
              }),
            ]
          : []),
      ],
    },
    { kind: 'text', text: [{ text: words('review.paper.counts', counts), strong: true }] },
  ]
  const foot: Block[] = [
    { kind: 'heading', text: words('review.paper.proof') },
    { kind: 'text', size: 'small', text: words('review.paper.proof.how') },
    {
      kind: 'rows',
      columns: [92, '1'],
      rows: (
        [
          ['hash', proof.hash],
          ['frozen', review.frozenHash],
          ['signature', proof.signature],
          ['key', proof.key],
        ] as const
      ).map(([name, value]) => [
        { text: words(`review.paper.proof.${name}`), size: 'small' },
        { text: value, size: 'small' },
      ]),
    },
  ]
  return pages.map((rows, page) => ({
    blocks: [
      ...(page === 0 ? head : []),
      {
        kind: 'rows',
        columns: ['2.3', '1.6', '1.6', '2.2', '2.6'],
        head: ['who', 'before', 'after', 'by', 'why'].map((key) => words(`review.paper.${key}`)),
        rows: rows.map((row) => lineOf(words, row)),
      },
      ...(page === pages.length - 1 ? foot : []),
    ],
  }))
}

function lineOf(words: Words, row: Row): Cell[] {
  const flags = row.flags.map((flag) => words(`review.flag.${flag}`))
  const done = row.statedBy
    ? [
        words('review.paper.stated', {
          by: row.statedBy,
          at: words.moment(new Date(row.carriedOutAt ?? row.at)),
        }),
      ]
    : []
  const said = row.question?.answer
    ? [words('review.paper.answered', { by: row.question.to, answer: row.question.answer })]
    : []
  const why = [row.note, ...said, ...done].filter((text) => text !== '')
  return [
    {
      text: [theirs(row.name)],
      size: 'small',
      strong: true,
      ...(row.kind !== 'person' && { below: [whatOf(words, row)] }),
    },
    {
      text: beforeOf(words, row),
      size: 'small',
      ...(flags.length > 0 && { below: flags.join(', ') }),
    },
    { text: afterOf(words, row), size: 'small', strong: row.decision !== 'keep' },
    { text: [theirs(decidedBy(words, row))], size: 'small', below: words.moment(new Date(row.at)) },
    { text: why.length > 0 ? [theirs(why.join(' '))] : '', size: 'small' },
  ]
}

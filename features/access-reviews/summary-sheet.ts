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

/** Lines that can be read on one page; what is more goes on the next. */
const FIRST_PAGE = 40
const NEXT_PAGE = 48

export function layOutSummary(
  words: Words,
  summary: Summary,
  proof: { hash: string; signature: string; key: string },
): Sheet[] {
  const pages = [summary.rows.slice(0, FIRST_PAGE)]
  for (let at = FIRST_PAGE; at < summary.rows.length; at += NEXT_PAGE)
    pages.push(summary.rows.slice(at, at + NEXT_PAGE))
  return pages.map((rows, page) => ({
    blocks: [
      ...(page === 0 ? headOf(words, summary) : []),
      ...partsOf(words, rows),
      ...(page === pages.length - 1 ? proofOf(words, summary, proof) : []),
    ],
  }))
}

function headOf(words: Words, { clinic, review, counts, lists }: Summary): Block[] {
  const moment = (at: string) => words.moment(new Date(at))
  const begun = words('review.paper.begun', {
    started: moment(review.startedAt),
    by: review.startedBy,
    since: words.date(new Date(review.since)),
  })
  const compared = words.list(lists.map(({ name, rows }) => words('review.paper.list', { name, n: rows })))
  return [
    {
      kind: 'title',
      text: words('review.paper.title'),
      aside: [
        [theirs(clinic.name)],
        words('review.paper.closed', { date: words.date(new Date(review.closedAt)) }),
      ],
    },
    {
      kind: 'text',
      text: `${begun} ${words('review.paper.ended', { closed: moment(review.closedAt), by: review.closedBy })}`,
    },
    ...(lists.length > 0
      ? [{ kind: 'text', text: words('review.paper.lists', { lists: compared }) } as const]
      : []),
    { kind: 'text', text: [{ text: words('review.paper.counts', counts), strong: true }] },
  ]
}

/** People, then each kind of what they have, each list by itself. */
function partsOf(words: Words, rows: readonly Row[]): Block[] {
  return [...Map.groupBy(rows, (row) => (row.kind === 'person' ? '' : whatOf(words, row)))].map(
    ([what, own]): Block => ({
      kind: 'rows',
      columns: ['2', '1.5', '1.5', '1.7', '1.25', '3.2'],
      head: [
        what === '' ? words('review.paper.people') : what,
        ...['before', 'after', 'by', 'at', 'why'].map((key) => words(`review.paper.${key}`)),
      ],
      rows: own.map((row) => lineOf(words, row)),
    }),
  )
}

function proofOf(
  words: Words,
  { review }: Summary,
  proof: Record<'hash' | 'signature' | 'key', string>,
): Block[] {
  const lines = [
    ['hash', proof.hash],
    ['frozen', review.frozenHash],
    ['signature', proof.signature],
    ['key', proof.key],
  ] as const
  return [
    { kind: 'heading', text: words('review.paper.proof') },
    { kind: 'text', size: 'small', text: words('review.paper.proof.how') },
    ...lines.map(([name, value]): Block => ({
      kind: 'text',
      size: 'small',
      text: [{ text: `${words(`review.paper.proof.${name}`)}: `, strong: true }, value],
    })),
  ]
}

function lineOf(words: Words, row: Row): Cell[] {
  const flags = row.flags.map((flag) => words(`review.flag.${flag}`)).join(', ')
  const why = [
    flags && words('review.paper.flags', { flags }),
    row.note,
    row.question?.answer &&
      words('review.paper.answered', { by: row.question.to, answer: row.question.answer }),
    row.statedBy &&
      words('review.paper.stated', {
        by: row.statedBy,
        at: words.moment(new Date(row.carriedOutAt ?? row.at)),
      }),
  ].filter(Boolean)
  const small = { size: 'small' } as const
  return [
    { ...small, text: [theirs(row.name)], strong: true },
    { ...small, text: beforeOf(words, row) },
    { ...small, text: afterOf(words, row), strong: row.decision !== 'keep' },
    { ...small, text: [theirs(decidedBy(words, row))] },
    { ...small, text: words.moment(new Date(row.at)) },
    { ...small, text: why.length > 0 ? [theirs(why.join(' · '))] : '' },
  ]
}

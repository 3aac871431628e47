/** The folder on paper: what it is and is not, the ten steps, what was signed off, reviews, leavings, rules that changed. */
import { fillOf } from '../checklist/steps-sheet.ts'
import { noonOf } from '../../pure/days/days.ts'
import type { Words } from '../../pure/words/words.ts'
import type { Block, Cell, Piece, Sheet } from '../../server/pdf/pdf.ts'
import type { Gathered } from './gathering.ts'
import { inPages } from './pages.ts'

export interface FolderHead {
  at: Date
  by: string
  /** In hex. */
  contentHash: string
}

type Step = Gathered['steps'][number]

const theirs = (text: string): Piece => ({ text, theirs: true })
const strong = (text: string): Piece => ({ text, strong: true })

/** Steps, and rows, of a page that can be read. */
const STEPS_ROOM = 46
const ROWS_ROOM = 44
const LINE = 80

export function layOutFolder(all: Gathered, head: FolderHead): Sheet[] {
  return [
    frontOf(all, head),
    ...stepsOf(all),
    recordsOf(all),
    beyondOf(all),
    ...lawsOf(all),
    ...changesOf(all),
  ]
}

function frontOf(
  {
    words,
    clinic,
    number,
    held,
    steps,
    told,
    reviews,
    leavings,
    exceptions,
    beyond,
    laws,
    changes,
  }: Gathered,
  head: FolderHead,
): Sheet {
  const count = (how: Step['how']) => steps.filter((one) => one.how === how).length
  const part = (key: string, n: number): Cell[] => [
    { text: words(`proof.part.${key}`), below: words(`proof.part.${key}.where`) },
    { text: words.number(n), align: 'end' },
  ]
  return {
    blocks: [
      {
        kind: 'title',
        text: words('proof.paper.title'),
        aside: [
          [theirs(clinic)],
          words('proof.paper.as_of', { date: words.date(head.at), time: words.time(head.at) }),
        ],
      },
      { kind: 'notice', lead: words('proof.paper.doors'), text: words('proof.paper.doors.text') },
      {
        kind: 'text',
        size: 'lead',
        text: [
          strong(words('checklist.paper.number', { n: number })),
          ' ',
          words('proof.paper.counts', {
            measured: count('measured'),
            stated: count('stated'),
            unknown: count('unknown'),
            off: count('not_applicable') + count('risk_accepted'),
          }),
        ],
      },
      ...(held
        ? [{ kind: 'text' as const, text: words('proof.paper.held', { because: held.because.join(' ') }) }]
        : []),
      { kind: 'heading', text: words('proof.paper.index') },
      {
        kind: 'rows',
        columns: ['1', 60],
        rows: [
          part('steps', steps.length),
          part('answers', told.length),
          part('exceptions', exceptions.length),
          part('reviews', reviews.length),
          part('leavings', leavings.length),
          part('beyond', beyond.filter(({ standing }) => standing !== 'unknown').length),
          part('law', laws.length),
          part('policies', changes.length),
        ],
      },
      { kind: 'heading', text: words('proof.paper.is_not') },
      { kind: 'text', text: words('proof.paper.is_not.text') },
      { kind: 'heading', text: words('proof.paper.verify') },
      { kind: 'text', text: words('proof.paper.verify.text') },
      { kind: 'text', size: 'small', text: words('proof.paper.hash', { hash: head.contentHash }) },
      {
        kind: 'text',
        size: 'small',
        text: words('proof.paper.made', { by: head.by, date: words.exact(head.at) }),
      },
    ],
  }
}

function stepsOf({ words, steps }: Gathered): Sheet[] {
  const cell = (step: Step): Cell[] => {
    const { statement } = step
    const below: Piece[] = statement
      ? [theirs(statement.by), `: “`, theirs(statement.note), '”']
      : [theirs(step.says)]
    if (step.stated) below.push(' ', words('checklist.paper.stated_too', { what: step.stated }))
    for (const { name, says, by, at } of step.elsewhere)
      below.push(
        ' ',
        { text: name, strong: true, theirs: true },
        ': ',
        theirs(says),
        ...(by !== null && at !== null
          ? [` (${words('proof.known.stated_by', { by, date: words.date(new Date(at)) })})`]
          : []),
        '.',
      )
    return [
      { plate: { label: String(step.step), fill: fillOf(step.how) } },
      { text: step.title, strong: true, below },
      { text: knownWhen(words, step) },
      {
        text: [strong(String(step.points)), ' ', words('checklist.paper.of', { of: step.of })],
        align: 'end',
      },
    ]
  }
  const heightOf = (step: Step) =>
    2.2 +
    Math.ceil(
      (step.says.length +
        step.elsewhere.reduce((sum, { name, says }) => sum + name.length + says.length + 40, 0)) /
        LINE,
    )
  return inPages(steps, heightOf, STEPS_ROOM).map((some, page) => ({
    blocks: [
      { kind: 'heading', text: words(page === 0 ? 'proof.part.steps' : 'proof.part.steps.more') },
      ...(page === 0
        ? [{ kind: 'text' as const, size: 'small' as const, text: words('proof.paper.fills') }]
        : []),
      { kind: 'rows', columns: [26, '1', 104, 56], rows: some.map(cell) },
    ],
  }))
}

function knownWhen(words: Words, { known, statement, since, exception }: Step): string {
  if (exception) return words('proof.until', { what: known, date: words.date(lastMoment(exception.endsAt)) })
  const at = statement?.at ?? since
  return at ? words('proof.since', { what: known, date: words.date(new Date(at)) }) : known
}

/** It ends with the first instant of a day: its last is the one before. */
const lastMoment = (endsAt: string) => new Date(Date.parse(endsAt) - 1)

/** Reviews and leavings of a page; the rest is in the data. */
const MOST_ON_PAPER = 12

function recordsOf({ words, exceptions, reviews, leavings }: Gathered): Sheet {
  const table = (key: string, columns: readonly (number | `${number}`)[], rows: Cell[][]): Block[] => [
    { kind: 'heading', text: words(`proof.part.${key}`) },
    rows.length > 0
      ? { kind: 'rows', columns, rows: rows.slice(0, MOST_ON_PAPER) }
      : { kind: 'text', text: words(`proof.part.${key}.none`) },
    ...(rows.length > MOST_ON_PAPER
      ? [
          {
            kind: 'text' as const,
            size: 'small' as const,
            text: words('proof.paper.more', { n: rows.length - MOST_ON_PAPER, file: `data/${key}.json` }),
          },
        ]
      : []),
  ]
  return {
    blocks: [
      ...table(
        'exceptions',
        [26, '1', 150],
        exceptions.map(({ step, title, kind, known, reason, signedBy, signedAt, endsAt }) => [
          { plate: { label: String(step), fill: fillOf(kind) } },
          { text: title, strong: true, below: [theirs(reason)] },
          {
            text: words('proof.until', { what: known, date: words.date(lastMoment(endsAt)) }),
            below: words('proof.signed', { by: signedBy, date: words.date(new Date(signedAt)) }),
          },
        ]),
      ),
      ...table(
        'reviews',
        [110, '1', 110],
        reviews.map(({ closedAt, closedBy, kept, changed, ended, proof }) => [
          { text: words.date(new Date(closedAt)), strong: true },
          { text: words('review.past.counts', { kept, changed, ended }), below: proof.hash },
          { text: [theirs(closedBy)], align: 'end' },
        ]),
      ),
      ...table(
        'leavings',
        [110, '1', 110],
        leavings.map(({ closedAt, name, hash, undoneAt }) => [
          { text: words.date(new Date(closedAt ?? '')), strong: true },
          { text: [theirs(name)], below: hash },
          { text: words(undoneAt === null ? 'proof.leaving.closed' : 'proof.leaving.undone'), align: 'end' },
        ]),
      ),
    ],
  }
}

function beyondOf({ words, beyond }: Gathered): Sheet {
  return {
    blocks: [
      { kind: 'heading', text: words('proof.part.beyond') },
      { kind: 'text', size: 'small', text: words('proof.part.beyond.what') },
      {
        kind: 'rows',
        columns: [120, '1', 150],
        rows: beyond.map(({ title, says, by, at, file }) => [
          { text: title, strong: true },
          {
            text: [theirs(says)],
            ...(file && { below: [theirs(file.name), ` · SHA-256 ${file.sha256}`] }),
          },
          {
            text:
              by !== null && at !== null
                ? words('proof.known.stated_by', { by, date: words.date(new Date(at)) })
                : '',
            size: 'small' as const,
          },
        ]),
      },
    ],
  }
}

/** Nothing where no law is listed for the country. */
function lawsOf({ words, laws }: Gathered): Sheet[] {
  const day = (at: string) => words.date(noonOf(at))
  const sorted = laws.toSorted((a, b) => a.step - b.step)
  if (sorted.length === 0) return []
  const heightOf = ({ says, source }: (typeof laws)[number]) =>
    2.3 + Math.ceil((says.length + source.length + 30) / LINE)
  return inPages(sorted, heightOf, STEPS_ROOM).map((some) => ({
    blocks: [
      { kind: 'heading', text: words('proof.part.law') },
      { kind: 'text', size: 'small', text: words('proof.part.law.adviser') },
      {
        kind: 'rows',
        columns: [26, '1', 150],
        rows: some.map(({ step, regime, section, status, says, checked, source }) => [
          { text: String(step), strong: true },
          {
            text: says,
            below:
              checked === null
                ? words('proof.law.not_checked', { source })
                : words('proof.law.checked', { date: day(checked), source }),
          },
          { text: section, strong: true, below: words('proof.law.status', { regime, status }) },
        ]),
      },
    ],
  }))
}

function changesOf({ words, changes }: Gathered): Sheet[] {
  type Change = (typeof changes)[number]
  const told = ({ before, after }: Change) =>
    before === '' && after === '' ? '' : words('proof.change', { before: before || '–', after: after || '–' })
  const heightOf = (one: Change) =>
    1.4 + Math.ceil((one.what.length + one.about.length) / 60) + Math.ceil(told(one).length / LINE)
  if (changes.length === 0)
    return [
      {
        blocks: [
          { kind: 'heading', text: words('proof.part.policies') },
          { kind: 'text', text: words('proof.part.policies.none') },
        ],
      },
    ]
  return inPages(changes, heightOf, ROWS_ROOM).map((some) => ({
    blocks: [
      { kind: 'heading', text: words('proof.part.policies') },
      {
        kind: 'rows',
        columns: [92, '1', 110],
        rows: some.map((one) => [
          { text: words.date(new Date(one.at)), size: 'small' },
          {
            text: one.about === '' ? one.what : `${one.what}: ${one.about}`,
            ...(told(one) !== '' && { below: [theirs(told(one))] }),
          },
          { text: [theirs(one.by)], align: 'end' as const, size: 'small' },
        ]),
      },
    ],
  }))
}

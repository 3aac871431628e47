/**
 * The plan on one page, as it hangs on the wall: who calls whom, the first fifteen minutes, what we say, who must be
 * told. What nobody answered is said so, with a line to write on. Nothing on it needs a computer.
 */
import { findCountry } from '../../pure/countries/countries.ts'
import type { Words } from '../../pure/words/words.ts'
import type { Block, Cell, Piece, Sheet, Text } from '../../server/pdf/pdf.ts'
import type { PlanAnswers } from './contract.ts'

interface Plan {
  clinic: string
  country: string
  answers: PlanAnswers
  /** Undefined before the first answer. */
  version: number | undefined
  date: Date
  /** What copies of the log are checked with. */
  logKey: string
}

const TICKS = {
  first: ['time', 'unplug', 'photograph', 'delete', 'who', 'apart'],
  off: ['account', 'outside', 'money'],
} as const

export function layOutPlan(words: Words, plan: Plan): Sheet {
  const { answers } = plan
  const said = (key: string) => pieces(words, `incidents.paper.${key}`)
  const heading = (number: number, key: string): Block => ({
    kind: 'heading',
    plate: { label: String(number), fill: 'measured' },
    text: words(`incidents.paper.${key}`),
  })
  const answered = (answer: string): Text => [
    ...(answer === ''
      ? [words('incidents.paper.undecided'), ' ', { blank: 'rest' } as const]
      : typed(answer)),
  ]
  const callee = (number: number, key: 'leads' | 'deputy' | 'it' | 'insurer', answer: string): Cell[] => [
    { text: `${number} ${words(`incidents.paper.call.${key}`)}`, strong: true },
    {
      text: answered(answer),
      ...(key === 'insurer' && {
        below: [
          words('incidents.paper.policy'),
          ' ',
          answers.policyNumber === '' ? { blank: 'rest' } : theirs(answers.policyNumber),
        ],
      }),
    },
    { text: [words('incidents.paper.reached'), ' ', { blank: 'rest' }], align: 'end' },
  ]
  return {
    blocks: [
      {
        kind: 'title',
        text: words('incidents.paper.title'),
        aside: [
          [
            theirs(plan.clinic),
            ' · ',
            words('incidents.paper.version', { version: plan.version ?? 0, date: words.date(plan.date) }),
          ],
          words('incidents.paper.untried'),
        ],
      },
      { kind: 'notice', lead: words('incidents.paper.doubt'), text: words('incidents.paper.no_blame') },
      heading(1, 'calls'),
      {
        kind: 'rows',
        columns: [112, '1', 84],
        rows: [
          callee(1, 'leads', answers.leader),
          callee(2, 'deputy', answers.deputy),
          callee(3, 'it', answers.itHelp),
          callee(4, 'insurer', answers.insurer),
        ],
      },
      {
        kind: 'quote',
        blocks: [
          {
            kind: 'text',
            text: [strong(words('incidents.paper.talk')), ' ', ...answered(answers.meetingPlace)],
          },
          { kind: 'text', text: words('incidents.paper.not_by'), size: 'small' },
        ],
      },
      {
        kind: 'columns',
        columns: [
          [heading(2, 'first'), { kind: 'ticks', items: TICKS.first.map((key) => said(`first.${key}`)) }],
          [heading(3, 'off'), { kind: 'ticks', items: TICKS.off.map((key) => said(`off.${key}`)) }],
        ],
      },
      {
        kind: 'quote',
        blocks: [
          { kind: 'heading', text: words('incidents.paper.desk') },
          { kind: 'text', text: [strong(words('incidents.paper.desk.say'))], size: 'lead' },
          { kind: 'text', text: said('desk.not') },
          {
            kind: 'text',
            text: [strong(words('incidents.paper.speaks')), ' ', ...answered(answers.spokesperson)],
          },
        ],
      },
      heading(4, 'told'),
      {
        kind: 'rows',
        columns: ['5', '4.6', '5', '3'],
        head: ['who', 'when', 'latest', 'done'].map((key) => words(`incidents.paper.told.${key}`)),
        rows: [...lawRows(lawOf(plan.country)), ...OTHERS].map((row) => [
          ...row.map((key) => ({ text: said(`told.${key}`) })),
          {},
        ]),
      },
      { kind: 'text', text: said('told.clock'), size: 'small' },
      {
        kind: 'columns',
        columns: [
          [heading(5, 'paper'), { kind: 'text', text: answered(answers.onPaper) }],
          [
            heading(6, 'back'),
            { kind: 'text', text: answered(answers.restorer) },
            { kind: 'text', text: words('incidents.paper.back.rule') },
          ],
        ],
      },
      heading(7, 'after'),
      { kind: 'text', text: said('after.text') },
      {
        kind: 'text',
        text: [words('incidents.paper.log_key'), ' ', { text: plan.logKey, theirs: true, ltr: true }],
        size: 'small',
      },
      { kind: 'heading', text: words('incidents.paper.minutes') },
      { kind: 'lines', count: 'rest' },
    ],
  }
}

/** Who, when it counts, at the latest: keys of the words, by the law of the clinic's country. */
const lawRows = (law: string) => [
  [`authority.${law}`, `authority.${law}.when`, `authority.${law}.latest`],
  ['patients', `patients.${law}.when`, `patients.${law}.latest`],
]
const OTHERS = [
  ['insurer', 'insurer.when', 'insurer.latest'],
  ['police', 'police.when', 'police.latest'],
]

/** Whose deadlines are printed: only those that were checked in the law's own text; all others are asked for. */
function lawOf(country: string): 'ng' | 'gdpr' | 'us' | 'other' {
  if (country === 'NG') return 'ng'
  if (country === 'US') return 'us'
  return country === 'GB' || findCountry(country)?.eu ? 'gdpr' : 'other'
}

const theirs = (text: string): Piece => ({ text, theirs: true })
const strong = (text: string): Piece => ({ text, strong: true })

/** Somebody's answer, its telephone numbers large and the right way round: they are dialled in a hurry. */
function typed(answer: string): Piece[] {
  return answer.split(/(\+?\d[\d ()./-]{5,}\d)/).flatMap((part, index) => {
    if (part === '') return []
    return [
      index % 2 === 1
        ? { text: part, theirs: true, ltr: true, strong: true, scale: 1.154 }
        : { text: part, theirs: true },
    ]
  })
}

/** A sentence of the catalogue: its `<b>` parts strong, its `____` a line to write on, a long one to the line's end. */
function pieces(words: Words, key: string): Piece[] {
  const parts = words.rich<Piece>(key, {
    b: (inside) => strong(inside.filter((part) => typeof part === 'string').join('')),
  })
  return parts.flatMap((part) =>
    typeof part === 'string'
      ? part.split(/(_{4,})/).map((text): Piece => {
          if (!text.startsWith('____')) return text
          return { blank: text.length > 8 ? 'rest' : text.length * 6 }
        })
      : [part],
  )
}

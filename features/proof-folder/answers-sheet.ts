/** The answers to one form on paper: each question, its answer, and under it all that is known and by whom. */
import type { Form } from '../../pure/insurance/questions.ts'
import { aboutOf, exceptOf, knownOf, say } from '../../pure/insurance/saying.ts'
import type { Words } from '../../pure/words/words.ts'
import type { Block, Piece, Sheet, Text } from '../../server/pdf/pdf.ts'
import type { Fact } from './fact.ts'
import { inPages } from './pages.ts'
import type { Answered } from './sheet.ts'

export interface SheetHead {
  words: Words
  clinic: string
  /** As of when. */
  at: Date
  /** SHA-256 of the answers, in hex. */
  hash: string
}

/** Lines of small letters that a page holds, and what the first one gives to its head. */
const PAGE = 68
const HEAD = 12
/** Letters of a line, about. */
const LINE = 105

export function layOutAnswers(answers: readonly Answered[], form: Form, head: SheetHead): Sheet[] {
  const { words, clinic, at, hash } = head
  const asked = answers.filter(({ forms }) => forms.includes(form))
  const pages = inPages(asked, (one) => heightOf(words, one), PAGE, PAGE - HEAD)
  return pages.map((some, page) => ({
    blocks: [
      ...(page === 0
        ? [
            {
              kind: 'title' as const,
              text: words('proof.answers.paper.title'),
              aside: [
                [{ text: clinic, theirs: true }],
                words('proof.paper.as_of', { date: words.date(at), time: words.time(at) }),
              ],
            },
            {
              kind: 'notice' as const,
              lead: words(`proof.form.${form}`),
              text: words('proof.answers.paper.rule'),
            },
          ]
        : []),
      ...some.flatMap((one): Block[] => questionOf(words, one)),
      ...(page === pages.length - 1
        ? [
            {
              kind: 'text' as const,
              size: 'small' as const,
              text: words('proof.answers.paper.hash', { hash }),
            },
          ]
        : []),
    ],
  }))
}

function questionOf(words: Words, { id, answer, facts }: Answered): Block[] {
  const known: Block[] = facts.map((fact) => ({ kind: 'text', size: 'small', text: factText(words, fact) }))
  return [
    {
      kind: 'rows',
      columns: ['1', 92],
      rows: [
        [
          { text: words(`proof.question.${id}`) },
          { text: words(`proof.answer.${answer}`), strong: true, align: 'end' },
        ],
      ],
    },
    {
      kind: 'quote',
      blocks:
        known.length > 0 ? known : [{ kind: 'text', size: 'small', text: words('proof.fact.not_in_enamel') }],
    },
  ]
}

/** "Mail (stated by Ada Marsh, 3 May 2026): every account has a second step. Except: Tobi Larkspur." */
export function factText(words: Words, fact: Fact): Text {
  const except = exceptOf(words, fact)
  const pieces: Piece[] = [
    { text: aboutOf(words, fact.about), strong: true, theirs: true },
    ` (${knownOf(words, fact)}): `,
    { text: say(words, fact.says), theirs: true },
  ]
  if (except.length > 0)
    pieces.push(' ', { text: words('proof.except'), strong: true }, ' ', {
      text: except.join('; '),
      theirs: true,
    })
  return pieces
}

function heightOf(words: Words, { id, facts }: Answered): number {
  const lines = (text: string, of: number) => Math.ceil(text.length / of)
  const known = facts.reduce(
    (sum, fact) =>
      sum +
      lines(
        aboutOf(words, fact.about) +
          knownOf(words, fact) +
          say(words, fact.says) +
          exceptOf(words, fact).join(', '),
        LINE,
      ),
    0,
  )
  return 0.9 + 1.2 * lines(words(`proof.question.${id}`), LINE * 0.75) + Math.max(1, known)
}

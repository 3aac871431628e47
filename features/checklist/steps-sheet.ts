/** The ten steps on one page, as Home knows them: solid is measured, hatched stated, dashed not checked, struck through signed off. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Words } from '../../pure/words/words.ts'
import type { Fill, Sheet } from '../../server/pdf/pdf.ts'
import type { getChecklist } from './contract.ts'

type Checklist = Answer<typeof getChecklist>
type Line = Checklist['lines'][number]

const STANDINGS = ['yes', 'partly', 'no', 'unknown'] as const
/** Of each standing, and how much of a name: ten steps stay on one page. */
const SYSTEMS_NAMED = 2
const LETTERS = 24

export function layOutSteps(
  words: Words,
  clinic: string,
  { lines, number, coverage, now }: Checklist,
): Sheet {
  const date = words.date(new Date(now))
  return {
    blocks: [
      {
        kind: 'title',
        text: words('checklist.paper.title'),
        aside: [[{ text: clinic, theirs: true }], words('checklist.paper.as_of', { date })],
      },
      {
        kind: 'text',
        size: 'lead',
        text: [
          { text: words('checklist.paper.number', { n: number ?? 0 }), strong: true },
          ' ',
          words('checklist.paper.coverage', { ...coverage }),
        ],
      },
      { kind: 'text', size: 'small', text: words('checklist.paper.fills') },
      {
        kind: 'rows',
        columns: [26, '1', 96, 56],
        rows: lines.map((line) => [
          {
            plate: {
              label: String(line.step),
              fill: fillOf(line.how),
            },
          },
          { text: words(`checklist.step.${line.step}`), strong: true, below: evidenceOf(words, line) },
          { text: howOf(words, line) },
          {
            text: [
              { text: String(line.points), strong: true },
              ' ',
              words('checklist.paper.of', { of: line.of }),
            ],
            align: 'end',
          },
        ]),
      },
      { kind: 'heading', text: words('checklist.paper.next') },
      { kind: 'text', size: 'small', text: words('checklist.paper.next.help') },
      { kind: 'lines', count: 'rest' },
    ],
  }
}

/** The plate of a step: struck through where it was signed off for a time. */
export const fillOf = (how: Line['how']): Fill =>
  how === 'not_applicable' || how === 'risk_accepted' ? 'retired' : how

/** The sentence that Home says; names and notes in it are isolated, since people typed them. */
function evidenceOf(words: Words, { evidence, stated, statement, elsewhere }: Line) {
  // Beside what is measured it is the second half, and told below.
  if (statement && !stated) {
    return [
      { text: statement.by, theirs: true },
      ` ${words('checklist.paper.says')} `,
      { text: statement.note, theirs: true },
    ]
  }
  const missing = `${evidence.key}.missing`
  const said = [words(evidence.key, { ...evidence.values, reader: 'other' })]
  if (words.has(missing) && evidence.values['missing'])
    said.push(words(missing, { more: 0, ...evidence.values, reader: 'other' }))
  if (stated)
    said.push(
      words('checklist.paper.stated_too', { what: words(stated.evidence.key, stated.evidence.values) }),
    )
  return [said.join(' '), ...elsewhereOf(words, elsewhere)]
}

/** What is measured is Enamel's own door: the other systems by name, as they are stated, or not known. */
function elsewhereOf(words: Words, elsewhere: Line['elsewhere']) {
  return STANDINGS.flatMap((standing) => {
    const names = elsewhere.filter(({ said }) => (said?.kept ?? 'unknown') === standing)
    if (names.length === 0) return []
    const shown = names.slice(0, SYSTEMS_NAMED).map(({ name }) => [...name].slice(0, LETTERS).join(''))
    const more = names.length - shown.length
    return [
      ` ${words(`checklist.paper.elsewhere.${standing}`)} `,
      { text: shown.join(', '), theirs: true },
      more > 0 ? ` +${more}.` : '.',
    ]
  })
}

function howOf(words: Words, { how, statement, stated }: Line): string {
  const said = words(`checklist.how.${how}`)
  return statement && !stated ? `${said}, ${words.date(new Date(statement.at))}` : said
}

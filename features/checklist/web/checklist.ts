/** What the pages of the checklist are given, and the sentences made of it. */
import type { WordKey } from '../../catalogue.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { dayOf, daysBetween } from '../../../pure/days/days.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { getLaw } from '../../law/contract.ts'
import type { getChecklist } from '../contract.ts'

export type Checklist = Answer<typeof getChecklist>
export type Line = Checklist['lines'][number]
export type LawLine = Answer<typeof getLaw>['lines'][number]

const TITLES = {
  1: 'checklist.step.1',
  2: 'checklist.step.2',
  3: 'checklist.step.3',
  4: 'checklist.step.4',
  5: 'checklist.step.5',
  6: 'checklist.step.6',
  7: 'checklist.step.7',
  8: 'checklist.step.8',
  9: 'checklist.step.9',
  10: 'checklist.step.10',
} as const satisfies Record<number, WordKey>

/** The guide's name of a step. */
export function titleOf(words: Words<WordKey>, step: number): string {
  return words(TITLES[step as keyof typeof TITLES])
}

/**
 * The sentence of what is known, and whom it is about; evidence without words here says nothing. `lateIsSaid`: how late it
 * is stands before it already.
 */
export function evidenceText(
  words: Words<WordKey>,
  { evidence }: Pick<Line, 'evidence'>,
  lateIsSaid = false,
): string {
  const { key, values } = evidence
  const missingKey = `${key}.missing`
  const told = lateIsSaid && values['when'] === 'late' ? { ...values, when: 'said' } : values
  const said = words.has(key) ? [words(key, told)] : []
  if (words.has(missingKey) && values['missing'] !== undefined && values['missing'] !== '') {
    said.push(words(missingKey, { more: 0, ...values }))
  }
  return said.join(' ')
}

/** By how many days of the clinic its proof is past its time; undefined: it is fresh, or never fades. */
export function lateBy({ until, freshness }: Line, now: string, zone: string): number | undefined {
  if (until === null || freshness === 'fresh') return undefined
  // The last moment at which it was fresh.
  const last = new Date(Date.parse(until) - 1)
  return daysBetween(dayOf(last, zone), dayOf(new Date(now), zone))
}

/** How a plate is drawn: what is signed off for a time is struck through. */
export const fillOf = (how: Line['how']) =>
  how === 'not_applicable' || how === 'risk_accepted' ? 'retired' : how

/** Whether a word on it would count: what is measured or signed off is not stated, but the half of it that cannot be measured. */
export const canBeStated = ({ mayState, how, restStated, exception }: Line) =>
  mayState && (how === 'unknown' || how === 'stated' || (restStated && exception === null))

const NAMED = 3

/** `Mail, Bank, Lab and 4 more`. */
function named(words: Words<WordKey>, names: readonly string[]): string {
  const more = names.length - NAMED
  return words.list(more > 0 ? [...names.slice(0, NAMED), words('checklist.and_more', { n: more })] : names)
}

/** What is known of a step outside Enamel, in one line by name; undefined: no other system has a part in it. */
export function elsewhereText(words: Words<WordKey>, { elsewhere }: Line): string | undefined {
  if (elsewhere.length === 0) return undefined
  const groups = (['yes', 'partly', 'no', 'unknown'] as const).map((kept) => ({
    kept,
    names: elsewhere.filter(({ said }) => (said?.kept ?? 'unknown') === kept).map(({ name }) => name),
  }))
  const said = groups.flatMap(({ kept, names }) =>
    names.length === 0 ? [] : [words(`checklist.elsewhere.${kept}`, { names: named(words, names) })],
  )
  return words('checklist.elsewhere', { what: said.join(', ') })
}

/** What nobody looked at: the steps not checked, and every system of which something is not known, once. */
export function unseenText(words: Words<WordKey>, lines: readonly Line[]): string | undefined {
  const steps = lines.filter(({ how }) => how === 'unknown').map(({ step }) => step)
  const systems = new Set(
    lines.flatMap(({ elsewhere }) => elsewhere.filter(({ said }) => said === null).map(({ name }) => name)),
  )
  const n = steps.length + systems.size
  if (n === 0) return undefined
  const said =
    steps.length === 0
      ? []
      : [words('checklist.unseen.steps', { n: steps.length, steps: words.list(steps.map(String)) })]
  if (systems.size > 0) said.push(named(words, [...systems]))
  return words('checklist.unseen', { n, what: said.join('; ') })
}

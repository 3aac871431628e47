/** What the pages of the checklist are given, and the sentences made of it. */
import type { WordKey } from '../../catalogue.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { getChecklist } from '../contract.ts'

export type Checklist = Answer<typeof getChecklist>
export type Line = Checklist['lines'][number]

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

/** The sentence of what is known, and whom it is about; evidence without words here says nothing. */
export function evidenceText(words: Words<WordKey>, { evidence }: Pick<Line, 'evidence'>): string {
  const { key, values } = evidence
  const missingKey = `${key}.missing`
  const said = words.has(key) ? [words(key, values)] : []
  if (words.has(missingKey) && values['missing'] !== undefined && values['missing'] !== '') {
    said.push(words(missingKey, { more: 0, ...values }))
  }
  return said.join(' ')
}

/** How a plate is drawn: what is signed off for a time is struck through. */
export const fillOf = (how: Line['how']) =>
  how === 'not_applicable' || how === 'risk_accepted' ? 'retired' : how

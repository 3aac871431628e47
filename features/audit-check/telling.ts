/** Findings as they are told: one form for the command line, the page and the mail. */
import type { Finding, Problem } from '../../pure/log-proof/findings.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Kernel } from '../../server/kernel.ts'
import type { Found } from './found.ts'

/** What its sentence needs. */
export function valuesOf({ index, last, what }: Found): Record<string, string> {
  return {
    n: String(index ?? ''),
    last: String(last ?? index ?? ''),
    many: last !== undefined && last !== index ? 'yes' : 'no',
    numbered: index === undefined ? 'no' : 'yes',
    what: what ?? '',
  }
}

export const sentenceOf = (problem: Problem): string => `log_check.found.${problem}`

/** For a terminal and for programs: nobody's locale. */
export function tellerOf({ catalogue }: Pick<Kernel, 'catalogue'>): (found: Found) => Finding {
  const plain = createWords({ catalogue, language: 'en', locale: 'en-GB', zone: 'UTC' })
  return (found) => ({
    problem: found.problem,
    ...(found.index !== undefined && { index: String(found.index) }),
    ...(found.eventId !== undefined && { eventId: found.eventId }),
    ...(found.at !== undefined && { at: found.at.toISOString() }),
    text: plain(sentenceOf(found.problem), valuesOf(found)),
  })
}

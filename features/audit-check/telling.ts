/** Findings as they are told: one form for the command line, the page and the mail. */
import type { Finding, Problem } from '../../pure/log-proof/findings.ts'
import { saidValues } from '../../pure/log-proof/parts.ts'
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

/** Nobody's locale. */
const plainWords = ({ catalogue }: Pick<Kernel, 'catalogue'>) =>
  createWords({ catalogue, language: 'en', locale: 'en-GB', zone: 'UTC' })

/** For people, by mail and in the log: parts of a line in words. */
export function sayerOf(kernel: Pick<Kernel, 'catalogue'>): (found: Found) => string {
  const plain = plainWords(kernel)
  return (found) =>
    plain(sentenceOf(found.problem), saidValues(plain, { problem: found.problem, values: valuesOf(found) }))
}

/** For a terminal and for programs: parts of a line as the database names them. */
export function tellerOf(kernel: Pick<Kernel, 'catalogue'>): (found: Found) => Finding {
  const plain = plainWords(kernel)
  return (found) => ({
    problem: found.problem,
    ...(found.index !== undefined && { index: String(found.index) }),
    ...(found.eventId !== undefined && { eventId: found.eventId }),
    ...(found.at !== undefined && { at: found.at.toISOString() }),
    text: plain(sentenceOf(found.problem), valuesOf(found)),
  })
}

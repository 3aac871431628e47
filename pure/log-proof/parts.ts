/** Which part of a line does not hold, in words: columns and personal fields have names of their own in the database. */
import type { Words } from '../words/words.ts'

/** Findings whose `what` is the name of such a part. */
const NAMED: readonly string[] = [
  'erased_unexplained',
  'opening_changed',
  'opening_unknown',
  'column_changed',
  'ledger_changed',
]

interface Told {
  problem: string
  values: Readonly<Record<string, string>>
}

/** The values of the sentence of a finding, its part in words where there are some. */
export function saidValues<Key extends string>(
  words: Words<Key>,
  { problem, values }: Told,
): Record<string, string> {
  return NAMED.includes(problem) ? { ...values, what: partText(words, values['what'] ?? '') } : { ...values }
}

function partText<Key extends string>(words: Words<Key>, part: string): string {
  for (const key of [`log_check.part.${part}`, `audit.field.${part}`]) if (words.has(key)) return words(key)
  return part
}

/** The same of one line and its several parts told once: the parts stand in one sentence. */
export function gathered<Key extends string, Finding extends Told>(
  words: Words<Key>,
  findings: readonly Finding[],
): Finding[] {
  const rows = new Map<string, Finding>()
  findings.forEach((finding, at) => {
    const values = saidValues(words, finding)
    const { problem } = finding
    const { what, ...line } = values
    const key = NAMED.includes(problem) ? JSON.stringify([problem, line]) : String(at)
    const before = rows.get(key)
    rows.set(key, {
      ...finding,
      values: before ? { ...line, what: `${before.values['what']}, ${what}` } : values,
    })
  })
  return [...rows.values()]
}

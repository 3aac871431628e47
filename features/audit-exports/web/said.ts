/** Which lines an export has, in words. */
import type { LogFiltersSent } from '../../../pure/contract/log-filters.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'

const LATELY_MS = 30 * 86_400_000

/** `now`: where the filters say no end. */
export function filtersSaid(words: Words<WordKey>, filters: LogFiltersSent, now: Date): string {
  const to = filters.to === undefined ? now : new Date(filters.to)
  const from = filters.from === undefined ? new Date(to.getTime() - LATELY_MS) : new Date(filters.from)
  const categories = filters.category?.split(',') ?? []
  const outcomes = filters.outcome?.split(',') ?? []
  const actions = filters.action?.split(',') ?? []
  const named = (key: string) => (words.has(key) ? words(key) : key)
  return words.list([
    words('log_export.filter.time', { from: words.date(from), to: words.date(to) }),
    ...(['person', 'target', 'patient', 'session', 'device'] as const).flatMap((name) =>
      filters[name] === undefined ? [] : [words(`log_export.filter.${name}`)],
    ),
    ...categories.map((name) => named(`log_export.category.${name}`)),
    ...(actions.length === 1
      ? actions.map((name) => named(`action.${name}`))
      : actions.length > 1
        ? [words('log_export.filter.actions', { n: actions.length })]
        : []),
    ...outcomes.map((name) => named(`log_export.outcome.${name}`)),
    ...(filters.address === undefined
      ? []
      : [words('log_export.filter.address', { address: filters.address })]),
    ...(filters.text === undefined ? [] : [words('log_export.filter.text', { text: filters.text })]),
    // Whoever asked for an action or a category has what it has.
    ...(filters.hourly === 'hidden' && filters.action === undefined && filters.category === undefined
      ? [words('log_export.filter.hourly')]
      : []),
  ])
}

/** Whole kB or MB; nothing is 0 kB. */
export function sizeSaid(words: Words<WordKey>, bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024))
  return kilobytes < 1024
    ? words('log_exports.size.kb', { n: words.number(kilobytes) })
    : words('log_exports.size.mb', { n: words.number(Math.round(kilobytes / 102.4) / 10) })
}

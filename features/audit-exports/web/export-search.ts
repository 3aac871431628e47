/** What the address of the exports says: which lines are to be taken out now, if any. The audit log leads here with what it shows. */
import { logFilters, type LogFiltersSent } from '../../../pure/contract/log-filters.ts'

export interface ExportSearch extends LogFiltersSent {
  /** The dialog is open. */
  take?: true
}

/** Whatever does not fit is left out, as a link that was cut off has it. */
export function readExportSearch(typed: Record<string, unknown>): ExportSearch {
  if (typed['take'] !== true) return {}
  const read = Object.entries(logFilters).flatMap(([name, filter]) => {
    const value = typeof typed[name] === 'number' ? String(typed[name]) : typed[name]
    return typeof value === 'string' && filter.safeParse(value).success ? [[name, value]] : []
  })
  return { take: true, ...(Object.fromEntries(read) as LogFiltersSent) }
}

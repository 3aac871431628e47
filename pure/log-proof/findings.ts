/** What can be wrong with a log, or with a file that says it is one. One form for `audit verify`, `audit check` and the screens. */

/** The closed list; docs/log-export.md says of each what it means. */
export const PROBLEMS = [
  // The file.
  'file_empty',
  'file_cut',
  'file_goes_on',
  'line_too_long',
  'line_unreadable',
  'line_unknown',
  'base64_wrong',
  'number_wrong',
  'end_wrong',
  // The order of the entries.
  'log_missing',
  'log_again',
  'index_missing',
  'index_reused',
  'index_order',
  'tail_cut',
  // An entry.
  'entry_changed',
  'entry_missing',
  'entry_unreadable',
  'entry_of_other_clinic',
  'opening_changed',
  'opening_unknown',
  // The tree.
  'tile_changed',
  'root_wrong',
  'proof_missing',
  'proof_wrong',
  'checkpoint_missing',
  'checkpoint_unreadable',
  'checkpoint_foreign',
  'checkpoint_order',
  'checkpoint_not_extended',
  'kept_checkpoint_wrong',
  'continues_wrong',
  'two_roots',
  // The signature.
  'key_unreadable',
  'key_unknown',
  'signature_missing',
  'signature_wrong',
  // The database alone.
  'column_changed',
  'row_added',
  'row_missing',
  'waiting_changed',
  'ledger_changed',
  'tile_missing',
  'head_changed',
  'erased_unexplained',
  // What is only made from it: what the log is searched by, and the numbers beside the filters.
  'search_changed',
  'count_changed',
] as const

export type Problem = (typeof PROBLEMS)[number]

export interface Finding {
  problem: Problem
  /** Leaf number of the first entry concerned, decimal. */
  index?: string
  eventId?: string
  /** When that event happened, ISO 8601. */
  at?: string
  /** A sentence or two: what is wrong, and where it helps, what it means or what to do. */
  text: string
}

/** Which entry a finding is about. */
export interface Place {
  index?: number | undefined
  eventId?: string | undefined
  at?: string | undefined
}

export function finding(problem: Problem, { index, eventId, at }: Place, text: string): Finding {
  return {
    problem,
    ...(index !== undefined && { index: String(index) }),
    ...(eventId !== undefined && { eventId }),
    ...(at !== undefined && { at }),
    text,
  }
}

export type Report = (problem: Problem, text: string, place?: Place) => void

/** What stands in a file may be of any length. */
export const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

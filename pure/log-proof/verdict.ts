/** What a file was found to be. */
import type { GivenTo } from './export-line.ts'
import type { Finding } from './findings.ts'

/** A checkpoint that somebody kept elsewhere, against the file. */
export interface KeptComparison {
  size: number
  /** `not_compared`: a selection has no proof to that size, or its tree could not be followed so far. */
  outcome: 'holds' | 'differs' | 'not_compared'
}

/** The link of a log, opened after a restore, to the one before. */
export interface LinkVerdict {
  /** Of the checkpoint that it goes on from; undefined where the file does not say. */
  origin: string | undefined
  size: number
  /**
   * `holds`: the log before holds to it; `lost`: the log before is shorter in this file; `absent`: the log before does not
   * stand before it in this file; `not_compared`: its tree could not be followed so far; `unsaid`: nothing names what it goes on from;
   * `differs`: the log before is another, or what names it was changed.
   */
  outcome: 'holds' | 'lost' | 'absent' | 'not_compared' | 'unsaid' | 'differs'
  /** Entries that were signed before, and are not in this file. */
  lost: number
  /** An entry of the log, which is sealed, names the same; else the file alone does. */
  sealed: boolean
}

export interface LogVerdict {
  origin: string
  /** `given`: signed by a key that was given apart; `own`: by the one in the file, and none was given; `unknown`: by none of those given. */
  key: 'given' | 'own' | 'unknown'
  /** The verifier key that stands in the file. */
  vkey: string
  /** `whole`: from the first entry, and the leaves make the roots; `selection`: each entry with a proof of its own. */
  form: 'whole' | 'selection'
  entries: number
  /** When the first and the last entry in the file happened, ISO 8601. */
  firstAt: string | undefined
  lastAt: string | undefined
  /** Of the newest checkpoint that holds; 0 without one. */
  signedSize: number
  checkpoints: number
  /** Entries after the newest checkpoint: sealed, and not signed for yet. */
  unsigned: number
  /** Entries of which only the leaf is there: erased when their keeping time had ended. */
  erased: number
  /** The first of them that no later entry of the file explains: erased while it was written, or for no such reason. */
  unexplained: number | undefined
  /** Personal fields that say what was sealed, and those that were erased or left out. */
  opened: number
  closed: number
  /** The newest checkpoint that the file says somebody outside was given. */
  given: (GivenTo & { size: number }) | undefined
  kept: readonly KeptComparison[]
  /** Undefined for a clinic's first log. */
  link: LinkVerdict | undefined
}

export interface Verdict {
  /**
   * `holds`: nothing is wrong, all of it is signed for, by keys that were given apart; `in part`: nothing is wrong, and
   * not all of that can be said; `broken`: there are findings.
   */
  state: 'holds' | 'in part' | 'broken'
  logs: readonly LogVerdict[]
  /** The first hundred, in the order of the file. */
  findings: readonly Finding[]
  /** How many there are in all. */
  found: number
}

export function stateOf(logs: readonly LogVerdict[], found: number): Verdict['state'] {
  if (found > 0) return 'broken'
  const holds = (log: LogVerdict) =>
    log.key === 'given' &&
    log.unsigned === 0 &&
    log.signedSize > 0 &&
    log.unexplained === undefined &&
    log.kept.every(({ outcome }) => outcome === 'holds') &&
    // A selection says nothing of what else is in a log.
    (log.form === 'selection' || log.link === undefined || (log.link.outcome === 'holds' && log.link.sealed))
  return logs.length > 0 && logs.every(holds) ? 'holds' : 'in part'
}

/**
 * Follows an export of the log line by line (docs/log-export.md) and says what holds. Nothing in a file makes it throw,
 * and its memory does not grow with the file.
 */
import { readVerifierKey, type VerifierKey } from '../merkle/note.ts'
import type { Primitives } from '../merkle/primitives.ts'
import { type Finding, finding, type Report, shortened } from './findings.ts'
import { keyOfLog, readSignedCheckpoint, type SignedCheckpoint } from './kept-checkpoints.ts'
import { linkOf, type Linked } from './log-link.ts'
import { type LogStart, OneLog } from './one-log.ts'
import { type Read, readLine } from './read-line.ts'
import { type LogVerdict, stateOf, type Verdict } from './verdict.ts'

const MOST_FINDINGS = 100
/** A restore opens one more: nobody has so many. */
const MOST_LOGS = 100

/** What the reader has from elsewhere than the file. */
export interface Apart {
  /** Verifier keys. */
  keys?: readonly string[] | undefined
  /** Signed notes. */
  checkpoints?: readonly string[] | undefined
}

export interface Verifier {
  /** One line without its LF. */
  line(text: string): void
  /** What `readLine` or `joinReads` gave, elsewhere perhaps; in the order of the file. */
  take(read: Read): void
  /** Once, after the last line. */
  end(): Verdict
}

export function createVerifier(
  primitives: Primitives,
  { keys = [], checkpoints = [] }: Apart = {},
): Verifier {
  const logs: LogVerdict[] = []
  const findings: { log: number; index: number; finding: Finding }[] = []
  let found = 0
  let line = 0
  const report: Report = (problem, text, place = {}) => {
    found += 1
    if (findings.length < MOST_FINDINGS)
      findings.push({
        log: logs.length,
        // What is about no entry comes after what is.
        index: place.index ?? Infinity,
        finding: finding(problem, place, text.replaceAll('{line}', String(line))),
      })
  }

  const given: VerifierKey[] = []
  for (const text of keys) {
    const key = readVerifierKey(primitives.sha256, text)
    if (key) given.push(key)
    else report('key_unreadable', `What was given as a key is none: ${shortened(text.trim())}`)
  }
  const kept: SignedCheckpoint[] = []
  for (const text of checkpoints) {
    const checkpoint = readSignedCheckpoint(text)
    if (checkpoint) kept.push(checkpoint)
    else report('checkpoint_unreadable', 'What was given as a kept checkpoint is none.')
  }

  let log: OneLog | undefined
  let entries = 0
  let isLogMissing = false
  let isEnded = false
  let goesOn = false

  /** Of each log of the file that has a key, and of what was given apart. */
  const keysOf = new Map<string, VerifierKey>(given.map((key) => [key.name, key]))
  const origins = new Set<string>()
  let before: OneLog | undefined

  const close = (next?: string): void => {
    if (!log) return
    const link = (linked: Linked) =>
      linkOf(primitives, linked, before?.asBefore(), (name) => keysOf.get(name), report)
    logs.push(log.close(link, next === undefined ? undefined : readSignedCheckpoint(next)))
    before = log
  }

  const begin = (start: LogStart): void => {
    const { origin, vkey } = start
    // What is gone on with then is the log before.
    if (origins.has(origin) || origins.size === MOST_LOGS) {
      report(
        'log_again',
        origins.has(origin)
          ? `Line {line} begins the log ${shortened(origin)}, which began in this file already.`
          : `Line {line} begins one log more than the ${MOST_LOGS} that a file may hold.`,
      )
      return
    }
    origins.add(origin)
    close(start.continues)
    const key = keyOfLog(primitives, vkey, origin, given)
    if (key === undefined)
      report(
        'key_unreadable',
        `Line {line} names a key that is none of the log ${shortened(origin)}: ${shortened(vkey)}`,
      )
    else if (key.known === 'unknown')
      report(
        'key_unknown',
        `The log ${shortened(origin)} names a key that is not among those you gave: ${vkey}. It is another log, or somebody else signed it.`,
      )
    if (key) keysOf.set(origin, key.key)
    const own = kept.filter((checkpoint) => checkpoint.origin === origin)
    log = new OneLog(primitives, start, key, own, report)
  }

  const takeInLog = (read: Exclude<Read, { type: 'log' | 'end' }>): void => {
    if (read.type === 'nothing') {
      if (read.isEntry) log?.unreadable(read.faults[0]?.index)
    } else if (log === undefined) {
      if (!isLogMissing)
        report('log_missing', 'Line {line} stands before any line that says which log this is.')
      isLogMissing = true
    } else if (read.type === 'checkpoint') log.checkpoint(read)
    else if (read.type === 'proved') log.proved(read)
    else log.entries(read)
  }

  const take = (read: Read): void => {
    line += 1
    if (isEnded) {
      if (!goesOn) report('file_goes_on', 'The file goes on in line {line}, after the line that ends it.')
      goesOn = true
    } else {
      for (const { problem, text, ...place } of read.faults) report(problem, text, place)
      if (read.type === 'log') begin(read)
      else if (read.type === 'end') {
        isEnded = true
        if (read.entries !== entries)
          report(
            'end_wrong',
            `The last line says ${read.entries} entries, and ${entries} stand in the file: lines were taken out or put in.`,
          )
      } else {
        entries += isEntry(read) ? read.lines : 0
        takeInLog(read)
      }
    }
    line += read.lines - 1
  }

  return {
    line: (text) => take(readLine(primitives, text)),
    take,
    end() {
      close()
      if (line === 0) report('file_empty', 'There is nothing in this file.')
      else if (!isEnded)
        report(
          'file_cut',
          `The file ends after line {line} without the line that ends an export: the rest is missing.`,
        )
      for (const { origin } of kept)
        if (!logs.some((one) => one.origin === origin))
          report(
            'checkpoint_foreign',
            `A checkpoint you kept is of a log that is not in this file: ${shortened(origin)}.`,
          )
      return {
        state: stateOf(logs, found),
        logs,
        findings: findings
          .toSorted((a, b) => a.log - b.log || (a.index < b.index ? -1 : Number(a.index > b.index)))
          .map(({ finding }) => finding),
        found,
      }
    },
  }
}

const isEntry = (read: Read) =>
  read.type === 'entries' || read.type === 'proved' || (read.type === 'nothing' && read.isEntry)

/**
 * The link of a log to the one before. After a restore a log is closed as it stands and another opened, with a key of its own,
 * which names the newest checkpoint of the one before that had left the house: what the restore took away cannot be kept quiet.
 */
import type { VerifierKey } from '../merkle/note.ts'
import { type Primitives, sameBytes } from '../merkle/primitives.ts'
import { type Report, shortened } from './findings.ts'
import { faultOfSignature, readSignedCheckpoint, type SignedCheckpoint } from './kept-checkpoints.ts'
import type { LinkVerdict } from './verdict.ts'

/** What the file holds of the log before, whose entries have all been followed. */
export interface LogBefore {
  origin: string
  /** Entries in the file, or what a selection's checkpoints cover; undefined where they could not be followed. */
  size: number | undefined
  /** What the first so many make, by what was followed; empty where that is not known. */
  rootsAt(size: number): readonly Uint8Array[]
}

export interface Linked {
  origin: string
  /** What the log's line names. */
  continues: string | undefined
  /** What an entry of it names, that was sealed. */
  reopened: { note: string; index: number } | undefined
}

/** Clinic and number in an origin of ours: HOST/log/CLINIC, and /NUMBER from the second on. */
export const partsOfOrigin = (origin: string): { clinic?: string | undefined; number: number } => {
  const [, clinic, number] = /\/log\/([0-9a-f-]{36})(?:\/(\d{1,9}))?$/.exec(origin) ?? []
  return { clinic, number: Number(number ?? 1) }
}

/** `keyOf`: of a log of this origin, where the file has it or somebody gave it. Undefined for a first log. */
export function linkOf(
  primitives: Primitives,
  { origin, continues, reopened }: Linked,
  before: LogBefore | undefined,
  keyOf: (origin: string) => VerifierKey | undefined,
  report: Report,
): LinkVerdict | undefined {
  const named = continues ?? reopened?.note
  const of = { origin: undefined, size: 0, lost: 0, sealed: reopened?.note === named }
  if (named === undefined) {
    const isFirst = before === undefined && partsOfOrigin(origin).number === 1
    return isFirst ? undefined : { ...of, sealed: false, outcome: 'unsaid' }
  }
  const wrong = (text: string, index?: number): LinkVerdict => {
    report('continues_wrong', text, { index })
    return { ...of, outcome: 'differs' }
  }
  const note = readSignedCheckpoint(named)
  if (note === undefined)
    return wrong(`What the log ${shortened(origin)} says it goes on from is no signed checkpoint.`)
  const known = { ...of, origin: note.origin, size: note.size }
  if (reopened && reopened.note !== named)
    return wrong(
      `The log ${shortened(origin)} says that it goes on from another checkpoint than entry ${reopened.index}, which was sealed when it began: the line that begins it was changed.`,
      reopened.index,
    )
  if (note.origin === origin || isOfOtherClinic(note.origin, origin))
    return wrong(
      `The log ${shortened(origin)} says that it goes on from one that cannot be before it: ${shortened(note.origin)}.`,
    )
  const key = keyOf(note.origin)
  const fault = key && faultOfSignature(primitives, note, key)
  if (fault) {
    report(fault.problem, `Of the log that ${shortened(origin)} goes on from: ${fault.text}`)
    return { ...known, outcome: 'differs' }
  }
  if (key === undefined || before?.origin !== note.origin) return { ...known, outcome: 'absent' }
  return { ...known, ...compared(note, before, wrong) }
}

function compared(
  { size, root }: SignedCheckpoint,
  before: LogBefore,
  wrong: (text: string) => LinkVerdict,
): Pick<LinkVerdict, 'outcome' | 'lost'> {
  if (before.size !== undefined && size > before.size) return { outcome: 'lost', lost: size - before.size }
  const roots = before.rootsAt(size)
  if (roots.length === 0) return { outcome: 'not_compared', lost: 0 }
  if (roots.some((one) => sameBytes(one, root))) return { outcome: 'holds', lost: 0 }
  wrong(
    `The log ${shortened(before.origin)} was signed for ${size} entries before it was begun anew, and its first ${size} in this file are others: what was signed is not in this file, or was changed.`,
  )
  return { outcome: 'differs', lost: 0 }
}

function isOfOtherClinic(one: string, other: string): boolean {
  const [a, b] = [one, other].map((origin) => partsOfOrigin(origin).clinic)
  return a !== undefined && b !== undefined && a !== b
}

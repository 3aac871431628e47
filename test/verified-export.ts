/** A short log of Marsh Lane and what the verifier finds in it, for tests that change its lines. */
import type { CheckpointLine, EntryLine, ExportLine, LogLine } from '../pure/log-proof/export-line.ts'
import { type Apart, createVerifier } from '../pure/log-proof/verifier.ts'
import { nodePrimitives } from '../server/seal/primitives.ts'
import { ORIGIN, sealedEvent, selectedExport, signerOf, wholeExport } from './sealed-export.ts'

export const events = Array.from({ length: 12 }, (_none, index) => sealedEvent(index))
export const SIZES = [4, 8, 12]
export const mine = signerOf()
export const whole = () => structuredClone(wholeExport(events, SIZES))
export const selection = () => structuredClone(selectedExport(events, [2, 7, 9], SIZES))

export function verify(lines: readonly (ExportLine | string)[], apart: Apart = { keys: [mine.vkey] }) {
  const verifier = createVerifier(nodePrimitives, apart)
  for (const line of lines) verifier.line(typeof line === 'string' ? line : JSON.stringify(line))
  return verifier.end()
}

/** `problem index` of each finding. */
export const found = (lines: readonly (ExportLine | string)[], apart?: Apart) =>
  verify(lines, apart).findings.map(({ problem, index = '-' }) => `${problem} ${index}`)

export const entryAt = (lines: readonly ExportLine[], index: number) =>
  lines.find((line) => line.type === 'entry' && line.index === String(index)) as EntryLine
export const checkpoints = (lines: readonly ExportLine[]) =>
  lines.filter((line): line is CheckpointLine => line.type === 'checkpoint')
export const without = (lines: readonly ExportLine[], index: number) =>
  lines.filter((line) => line !== entryAt(lines, index))

/** The event, changed and written anew as whoever can write to the database would. */
export function rewritten(line: EntryLine): string {
  const body = Buffer.from(line.entry ?? '', 'base64').toString()
  return Buffer.from(body.replace('session.started', 'session.stopped')).toString('base64')
}

/** Signs a second log of the clinic, begun anew after a restore. */
export const second = signerOf(8, `${ORIGIN}/2`)

export interface Restored {
  /** What the log before is in the file. */
  first?: readonly ReturnType<typeof sealedEvent>[]
  note: string
  /** What the sealed entry names. */
  sealed?: string
}

/** Both logs, in one whole export. */
export function twoLogs({ first = events, note, sealed = note }: Restored): ExportLine[] {
  const reopened = sealedEvent(50, { action: 'log.reopened' }, { continues: sealed })
  const later = [sealedEvent(49), reopened, sealedEvent(51)]
  const lines = [
    ...wholeExport(first, [8, first.length]).slice(0, -1),
    ...wholeExport(later, [3], second).slice(0, -1),
    { type: 'end' as const, entries: String(first.length + 3) },
  ]
  startOf(lines, 1).continued = note
  startOf(lines, 2).continues = note
  return structuredClone(lines)
}
export const startOf = (lines: readonly ExportLine[], log: number) =>
  lines.filter((line): line is LogLine => line.type === 'log')[log - 1] as LogLine

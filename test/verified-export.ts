/** A short log of Marsh Lane and what the verifier finds in it, for tests that change its lines. */
import type { CheckpointLine, EntryLine, ExportLine } from '../pure/log-proof/export-line.ts'
import { type Apart, createVerifier } from '../pure/log-proof/verifier.ts'
import { nodePrimitives } from '../server/seal/primitives.ts'
import { sealedEvent, selectedExport, signerOf, wholeExport } from './sealed-export.ts'

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

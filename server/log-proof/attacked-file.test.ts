/**
 * Files changed at random, by the thousand: the verifier neither throws nor calls good what says another thing than the file as it
 * was. The same changes each time; ENAMEL_ATTACKS=100000 makes more, from another beginning.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { takeProofAt } from '../../features/audit/proofs.ts'
import { beside } from '../../features/audit/testing/beside.ts'
import { growLog } from '../../features/audit/testing/grow-log.ts'
import { Blocks, readBlock } from '../../pure/log-proof/blocks.ts'
import { type EntryLine, type ExportLine, type LogLine, writeLine } from '../../pure/log-proof/export-line.ts'
import { linesOfProof, TLOG_PROOF } from '../../pure/log-proof/tlog-proof.ts'
import type { Verdict } from '../../pure/log-proof/verdict.ts'
import { createVerifier } from '../../pure/log-proof/verifier.ts'
import { verifyProof } from '../../pure/log-proof/verify-proof.ts'
import { startTestApp } from '../../test/app.ts'
import { atEnd } from '../../test/at-end.ts'
import { buildClinic } from '../../test/builders.ts'
import { CHANGES, type Dice, diceOf } from '../../test/mutations.ts'
import { checkpointOf } from '../../test/sealed-export.ts'
import { events, mine, second, twoLogs } from '../../test/verified-export.ts'
import { writeExport } from '../cli/audit-export-file.ts'
import type { ClinicId } from '../context.ts'
import { nodePrimitives } from '../seal/primitives.ts'

const house = await startTestApp()
const folder = mkdtempSync(join(tmpdir(), 'enamel-attacked-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))

interface Original {
  bytes: Buffer
  keys: readonly string[]
}
const originals = new Map<string, Original>()

beforeAll(async () => {
  const clinic = await buildClinic(house)
  const ctx = house.system(clinic.id as ClinicId)
  await growLog(ctx.kernel, ctx.clinicId, 30)
  await house.settle()
  const file = join(folder, 'log.jsonl')
  const { keys } = await beside(house, writeExport(ctx, file, {}))
  originals.set('a whole export', { bytes: readFileSync(file), keys })
  await beside(house, writeExport(ctx, file, { from: new Date(0) }))
  originals.set('a selection', { bytes: readFileSync(file), keys })
  const { content } = await takeProofAt(ctx, 7)
  originals.set('a proof', { bytes: Buffer.from(content), keys })
  const two = twoLogs({ note: checkpointOf(events, 8).note })
    .map(writeLine)
    .join('')
  originals.set('two logs', { bytes: Buffer.from(two), keys: [mine.vkey, second.vkey] })
})

/** As a file is read, in pieces of any size. */
function verify(bytes: Buffer, keys: readonly string[], dice: Dice): Verdict {
  const verifier = createVerifier(nodePrimitives, { keys })
  if (bytes.toString('latin1', 0, TLOG_PROOF.length) === TLOG_PROOF)
    return verifyProof(verifier, bytes.toString('utf8'))
  const blocks = new Blocks()
  const take = (some: ReturnType<Blocks['push']>) => {
    for (const block of some) for (const read of readBlock(nodePrimitives, block)) verifier.take(read)
  }
  for (let at = 0; at < bytes.length;) {
    const length = 1 + dice.below(20_000)
    take(blocks.push(bytes.subarray(at, at + length)))
    at += length
  }
  take(blocks.end())
  return verifier.end()
}

/** Whose log, which entries in which order, and what is said in clear: what a reader would take from the file. */
function meaningOf(bytes: Buffer) {
  const text = bytes.toString('utf8')
  const proof = text.startsWith(TLOG_PROOF) ? linesOfProof(text) : undefined
  const lines: ExportLine[] =
    proof && !('problem' in proof)
      ? proof
      : text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => JSON.parse(line) as ExportLine)
  const logs = lines.filter((line): line is LogLine => line.type === 'log')
  const entries = lines.filter((line): line is EntryLine => line.type === 'entry')
  return {
    logs: logs.map(({ origin, vkey }) => `${origin} ${vkey}`),
    entries: entries.map(({ index, entry }) => `${index} ${entry}`),
    open: entries.flatMap(({ index, open = {} }) =>
      Object.entries(open).map(([field, { value }]) => `${index} ${field}: ${value}`),
    ),
  }
}

/** The same in the same order; of a log that was exported earlier, or of a smaller selection, fewer. */
function isPartOf(said: readonly string[], meant: readonly string[]): boolean {
  let at = 0
  for (const one of said) at = meant.indexOf(one, at) + 1 || Infinity
  return at !== Infinity
}

it('no change makes it throw, and none is called good that says another thing', () => {
  const asked = Number(process.env['ENAMEL_ATTACKS'] ?? 0)
  const dice = diceOf(asked === 0 ? 7 : asked)
  const each = Math.max(20, Math.ceil(asked / (originals.size * Object.keys(CHANGES).length)))
  const counts = { files: 0, broken: 0, 'in part': 0, holds: 0, same: 0 }
  for (const [what, { bytes, keys }] of originals) {
    expect(verify(bytes, keys, dice).state, what).toBe('holds')
    const meant = meaningOf(bytes)
    const open = new Set(meant.open)
    for (const [name, change] of Object.entries(CHANGES))
      for (let turn = 0; turn < each; turn += 1) {
        let changed = change(bytes, dice)
        // Now and then two at once.
        if (dice.below(8) === 0) changed = dice.of(Object.values(CHANGES))(changed, dice)
        counts.files += 1
        if (changed.equals(bytes)) {
          counts.same += 1
          continue
        }
        const { state } = verify(changed, keys, dice)
        counts[state] += 1
        if (state !== 'holds') continue
        const said = meaningOf(changed)
        expect(isPartOf(said.logs, meant.logs), `${what}: ${name}`).toBe(true)
        expect(isPartOf(said.entries, meant.entries), `${what}: ${name}`).toBe(true)
        expect(
          said.open.filter((one) => !open.has(one)),
          `${what}: ${name}`,
        ).toEqual([])
      }
  }
  process.stdout.write(
    `attacks on the verifier: ${counts.files} files, ${counts.same} as before; ${counts.broken} broken, ${counts['in part']} in part, ${counts.holds} hold and say the same\n`,
  )
  expect(counts.broken).toBeGreaterThan(counts.files / 2)
})

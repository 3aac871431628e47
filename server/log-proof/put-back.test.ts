/** A database that was really put back: what the files of such a clinic say, by every way out. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommand } from '../../bench/program.ts'
import { make } from '../../features/audit-exports/making.ts'
import type { ExportRow } from '../../features/audit-exports/queries.ts'
import { sayReopened } from '../../features/sealing/service.ts'
import type { LogLine } from '../../pure/log-proof/export-line.ts'
import type { Verdict } from '../../pure/log-proof/verdict.ts'
import { writeExport } from '../cli/audit-export-file.ts'
import { type ClinicId, systemContext } from '../context.ts'
import { openStage } from '../seal/testing/stage.ts'
import { verifyFile } from './verify-file.ts'

const stage = await openStage()
const a = stage.computer(['log.exported'])

/** Seals and signs. */
async function sign(): Promise<void> {
  await a.sealAll()
  stage.clock.advance({ minutes: 2 })
  await a.sealAll()
}
const contextOf = (clinicId: ClinicId) => systemContext({ ...stage.kernel(), sealNow: sign }, clinicId)

const verdictOf = (file: string, keys: readonly string[], checkpoints: readonly string[] = []) =>
  verifyFile(file, { keys, checkpoints })
const told = ({ state, findings, logs }: Verdict) => ({
  state,
  findings: findings.map(({ problem }) => problem),
  entries: logs.map(({ entries }) => entries),
  link: logs.at(-1)?.link,
})

it('is told by each file: how many entries that were signed before are not in it', async () => {
  const [clinicId, idle] = await Promise.all([stage.clinic(), stage.clinic()])
  for (const id of [clinicId, idle]) await stage.write(id, 300, { address: '192.0.2.7' })
  await sign()
  // In the backup they stand sealed, and nobody signed for them: a closed log is exported to its end.
  await stage.write(clinicId, 2)
  await a.sealAll()
  await stage.write(clinicId, 3)
  await a.sealAll()
  await stage.backup()
  await stage.write(clinicId, 395)
  await sign()
  await stage.putBack()
  await stage.write(clinicId, 1)
  await sign().catch(() => undefined)
  await sign()
  await sayReopened(stage.kernel(), clinicId, '2', stage.clock.now())
  await stage.write(clinicId, 20)
  await sign()
  stage.takeComplaints()

  const ctx = contextOf(clinicId)
  const whole = join(a.folder, 'whole.jsonl')
  const { keys } = await writeExport(ctx, whole, {})
  expect(keys).toHaveLength(2)
  const lost = {
    origin: expect.stringMatching(/\/log\/[0-9a-f-]{36}$/) as string,
    size: 700,
    outcome: 'lost',
    lost: 395,
    sealed: true,
  }
  const verdict = await verdictOf(whole, keys)
  expect(told(verdict)).toEqual({ state: 'in part', findings: [], entries: [305, 23], link: lost })
  expect(verdict.logs).toMatchObject([{ signedSize: 302, unsigned: 3 }, { unsigned: 0 }])

  const { code, stdout } = await runCommand(
    ['audit', 'verify', whole, ...keys.flatMap((key) => ['--key', key])],
    {
      environment: {},
    },
  )
  expect(code).toBe(0)
  expect(stdout).toContain('nothing is wrong, but not all of it is proved')
  expect(stdout).toContain('395 entries that were signed before the restore are not in this file')

  // Whoever kept a checkpoint of what is gone, and one of what is there.
  const lines = readFileSync(whole, 'utf8').trimEnd().split('\n')
  const continues = lines.flatMap((line) => (JSON.parse(line) as LogLine).continues ?? [])
  expect(continues).toHaveLength(1)
  expect((await verdictOf(whole, keys, continues)).logs[0]?.kept).toEqual([
    { size: 700, outcome: 'not_compared' },
  ])

  // Part of it, and what the screen exports: the entries hold, and the link is told.
  const part = join(a.folder, 'part.jsonl')
  await writeExport(ctx, part, { from: new Date(0) })
  expect(told(await verdictOf(part, keys))).toMatchObject({ state: 'holds', link: { outcome: 'lost' } })
  const chosen = join(a.folder, 'chosen.jsonl')
  const now = stage.clock.now()
  const order = { format: 'jsonl', filters: {}, since: new Date(0), until: now, ordered_at: now }
  let text = ''
  for await (const made of make(ctx, order as ExportRow)) text += made.text
  writeFileSync(chosen, text)
  const screen = told(await verdictOf(chosen, keys))
  expect(screen).toMatchObject({ state: 'holds', findings: [], link: { outcome: 'lost', lost: 398 } })
  expect(screen.entries.every((entries) => entries > 0)).toBe(true)

  // What hides it in the file is found.
  const hidden = lines.map((line) => {
    const { continues: _link, continued: _other, ...rest } = JSON.parse(line) as LogLine
    return JSON.stringify(rest)
  })
  const note = lines.flatMap((line) => (JSON.parse(line) as { note?: string }).note ?? [])
  const oldest = { ...(JSON.parse(hidden[0] ?? '') as object), continued: note[0] }
  const second = hidden.findIndex((line, at) => at > 0 && line.includes('"type":"log"'))
  writeFileSync(whole, `${hidden.join('\n')}\n`)
  expect(told(await verdictOf(whole, keys))).toMatchObject({ state: 'in part', link: lost })
  const forged = hidden.with(0, JSON.stringify(oldest))
  forged[second] = JSON.stringify({ ...(JSON.parse(forged[second] ?? '') as object), continues: note[0] })
  writeFileSync(whole, `${forged.join('\n')}\n`)
  expect(told(await verdictOf(whole, keys))).toMatchObject({ state: 'broken', findings: ['continues_wrong'] })

  // A clinic that lost nothing has one log, and is as it was.
  await writeExport(contextOf(idle), whole, {})
  const kept = await verifyFile(whole, {})
  expect(kept.logs).toMatchObject([{ link: undefined, entries: 301 }])
})

/** What the commands about the log write, checked by those that verify: exports, proofs, tiles. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { takeProofAt } from '../../features/audit/proofs.ts'
import { beside } from '../../features/audit/testing/beside.ts'
import { growLog } from '../../features/audit/testing/grow-log.ts'
import { listLogs } from '../../features/audit/tree.ts'
import { atEnd } from '../../test/at-end.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic } from '../../test/builders.ts'
import type { ClinicId, Context } from '../context.ts'
import { read } from '../db/database.ts'
import { verifyFile } from '../log-proof/verify-file.ts'
import { writeExport } from './audit-export-file.ts'
import { writeTiles } from './audit-tile-files.ts'

const house = await startTestApp()
const folder = mkdtempSync(join(tmpdir(), 'enamel-audit-files-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))
let ctx: Context
let key: string

beforeAll(async () => {
  const clinic = await buildClinic(house)
  ctx = house.system(clinic.id as ClinicId)
  await growLog(ctx.kernel, ctx.clinicId, 600)
  await house.settle()
  key = (await read(ctx, (tx) => listLogs(tx, ctx)))[0]?.verifierKey ?? ''
})

const checked = (file: string, checkpoints: readonly string[] = []) =>
  verifyFile(file, { keys: [key], checkpoints })

describe('audit export', () => {
  it('writes a file that holds to the last line, which is the export itself, for the eyes of its owner', async () => {
    const file = join(folder, 'whole.jsonl')
    const { entries, keys } = await beside(house, writeExport(ctx, file, {}))
    expect(keys).toEqual([key])
    expect(await checked(file)).toMatchObject({ state: 'holds', findings: [] })
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    const last = lines.findLast((line) => line.includes('"type":"entry"')) ?? ''
    const { index, entry } = JSON.parse(last) as { index: string; entry: string }
    expect(Number(index) + 1).toBe(entries)
    expect(Buffer.from(entry, 'base64').toString()).toContain('"action":"log.exported"')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    // The checkpoint in it is kept from then on.
    const kept = await house.database.ask('sealer', `SELECT FROM witness WHERE kind = 'export'`)
    expect(kept).toHaveLength(1)
  })

  it('writes what happened in a time, each entry with its proof', async () => {
    const file = join(folder, 'some.jsonl')
    const [bound] = await house.database.ask<{ at: Date }>(
      'sealer',
      'SELECT at FROM ledger WHERE clinic_id = $1 AND leaf_index = 590',
      [ctx.clinicId],
    )
    await beside(house, writeExport(ctx, file, { from: bound?.at }))
    expect(await checked(file)).toMatchObject({ state: 'holds', findings: [] })
  })

  it('leaves nothing behind where the folder is not there, and nothing on record', async () => {
    const before = await house.lastSeq()
    await expect(writeExport(ctx, join(folder, 'nowhere', 'whole.jsonl'), {})).rejects.toThrow('ENOENT')
    expect(await house.events(before)).toEqual([])
  })

  it('names a row that somebody deleted', async () => {
    await house.database.ask(
      'admin',
      `SET session_replication_role = replica;
       DELETE FROM event WHERE id = (SELECT event_id FROM ledger WHERE clinic_id = '${ctx.clinicId}' AND leaf_index = 300);
       SET session_replication_role = origin`,
    )
    const file = join(folder, 'missing.jsonl')
    await beside(house, writeExport(ctx, file, {}))
    expect(await checked(file)).toMatchObject({
      state: 'broken',
      findings: [{ problem: 'entry_missing', index: '300' }],
    })
  })
})

describe('audit prove', () => {
  it('writes a proof that holds, also against a checkpoint', async () => {
    const { content } = await takeProofAt(ctx, 301)
    const file = join(folder, 'line.tlog-proof')
    writeFileSync(file, content)
    expect(await checked(file)).toMatchObject({ state: 'holds', findings: [] })
    await expect(takeProofAt(ctx, 2 ** 40)).rejects.toThrow('audit.event_not_found')
  })
})

describe('audit tiles', () => {
  it('writes what C2SP tlog-tiles names, leaves full tiles that are there, and touches no other log', async () => {
    const dir = join(folder, 'tiles')
    const first = await beside(house, writeTiles(ctx, dir))
    expect(first.fault).toBeUndefined()
    const note = readFileSync(join(dir, 'checkpoint'), 'utf8')
    const size = Number(note.split('\n')[1])
    const leaves = await house.database.ask<{ leaf: Buffer }>(
      'sealer',
      'SELECT leaf FROM ledger WHERE clinic_id = $1 AND leaf_index < $2 ORDER BY leaf_index',
      [ctx.clinicId, size],
    )
    const all = Buffer.concat(leaves.map(({ leaf }) => leaf))
    expect(readFileSync(join(dir, 'tile/0/000'))).toEqual(all.subarray(0, 8192))
    expect(readFileSync(join(dir, `tile/0/002.p/${size % 256}`))).toEqual(all.subarray(16_384))
    expect(readFileSync(join(dir, 'tile/1/000.p/2'))).toHaveLength(64)
    // Of the bundle that the deleted row is in there is none.
    expect(readdirSync(join(dir, 'tile/entries'))).toEqual(['000', '002.p'])
    const kept = statSync(join(dir, 'tile/0/000')).mtimeMs
    await growLog(ctx.kernel, ctx.clinicId, 300)
    await house.settle()
    await beside(house, writeTiles(ctx, dir))
    expect(statSync(join(dir, 'tile/0/000')).mtimeMs).toBe(kept)
    expect(readFileSync(join(dir, 'tile/0/002'))).toHaveLength(8192)
    const other = await buildClinic(house)
    const theirs = await beside(house, writeTiles(house.system(other.id as ClinicId), dir))
    expect(theirs.fault).toContain('another log')
  })
})

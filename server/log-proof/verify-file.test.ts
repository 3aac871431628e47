/** Files on a disk, as large as they come, by the command that reads them. */
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../bench/program.ts'
import { type EntryLine, type ExportLine, writeLine } from '../../pure/log-proof/export-line.ts'
import { checkpointOf, ORIGIN, sealedEvent, signerOf, wholeExport } from '../../test/sealed-export.ts'
import { verifyFile } from './verify-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-verify-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { vkey } = signerOf()
const events = Array.from({ length: 6000 }, (_none, index) => sealedEvent(index))
const SIZES = [256, 1000, 5000, 6000]
const lines = wholeExport(events, SIZES)

function write(name: string, content: readonly ExportLine[]): string {
  const file = join(folder, name)
  writeFileSync(file, content.map(writeLine).join(''))
  return file
}
const entryAt = (content: readonly ExportLine[], index: number) =>
  content.find((line) => line.type === 'entry' && line.index === String(index)) as EntryLine
const command = (...args: string[]) => runCommand(['audit', 'verify', ...args], { environment: {} })

describe('a file', () => {
  test('of several megabytes is read by threads, and says the same as by one', async () => {
    const changed = structuredClone(lines)
    entryAt(changed, 4321).entry = Buffer.from(events[4320]?.bytes ?? '').toString('base64')
    const [address] = Object.values(entryAt(changed, 5432).open ?? {})
    if (address) address.value = 'somebody else'
    for (const [file, state] of [
      [write('whole.jsonl', lines), 'holds'],
      [write('changed.jsonl', changed), 'broken'],
    ] as const) {
      const read: number[] = []
      const byThreads = await verifyFile(file, {
        keys: [vkey],
        threads: 2,
        onRead: (bytes) => read.push(bytes),
      })
      expect(byThreads).toEqual(await verifyFile(file, { keys: [vkey], threads: 0 }))
      expect(byThreads.state).toBe(state)
      expect(byThreads.logs[0]).toMatchObject({ entries: 6000, signedSize: 6000 })
      expect(read.length).toBeGreaterThan(8)
    }
    const { findings } = await verifyFile(join(folder, 'changed.jsonl'), { keys: [vkey] })
    expect(findings.map(({ problem, index }) => `${problem} ${index}`)).toEqual([
      'entry_changed 4321',
      'opening_changed 5432',
    ])
  })

  test('of two gigabytes without a line end is named, in little memory', async () => {
    const file = write('huge.jsonl', lines.slice(0, 10))
    appendFileSync(file, 'x')
    truncateSync(file, 2 ** 31 + 4096)
    appendFileSync(file, `\n${randomBytes(20).toString('hex')}\n`)
    const before = process.memoryUsage.rss()
    const { findings } = await verifyFile(file, { keys: [vkey] })
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 2 ** 20)
    expect(findings.map(({ problem, text }) => `${problem} ${/line \d+/i.exec(text)?.[0]}`)).toEqual([
      'line_too_long Line 11',
      'line_unreadable Line 12',
      'checkpoint_missing undefined',
      'file_cut line 12',
    ])
  })
})

describe('the command', () => {
  test('says what holds, and that a key of the file itself proves little', async () => {
    const file = write('good.jsonl', wholeExport(events.slice(0, 300), [256, 300]))
    const kept = join(folder, 'kept.txt')
    writeFileSync(kept, checkpointOf(events, 256).note.replaceAll('\n', '\r\n'))
    const { code, stdout, stderr } = await command(file, '--key', vkey, '--checkpoint', kept)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n')[0]).toBe(
      `${file} holds: every entry is what was sealed, and all of it is signed for.`,
    )
    expect(stdout).toContain(`Log ${ORIGIN}\n  300 entries (the whole log, `)
    expect(stdout).toContain('kept checkpoint of 256 entries: the file holds to it')
    const bare = await command(file)
    expect(bare.code).toBe(0)
    expect(bare.stdout).toContain('nothing is wrong, but it is signed by a key that came with the file')
  })

  test('names the first wrong entry, in words and as JSON', async () => {
    const changed = structuredClone(wholeExport(events.slice(0, 300), [256, 300]))
    delete entryAt(changed, 77).entry
    const file = write('bad.jsonl', changed.slice(0, -1))
    const { code, stdout } = await command(file, '--key', vkey)
    expect(code).toBe(1)
    expect(stdout).toContain('DOES NOT HOLD: 2 findings')
    expect(stdout).toContain('[entry 77] Entry 77 was sealed, and what it said is gone')
    const asJson = await command(file, '--key', vkey, '--json')
    expect(asJson.code).toBe(1)
    expect(asJson.stderr).toContain('DOES NOT HOLD')
    const { state, findings } = JSON.parse(asJson.stdout) as {
      state: string
      findings: { problem: string; index?: string }[]
    }
    expect(state).toBe('broken')
    expect(findings.map(({ problem, index }) => [problem, index])).toEqual([
      ['entry_missing', '77'],
      ['file_cut', undefined],
    ])
  })

  test('cannot read what is not there, and says so', async () => {
    for (const path of [join(folder, 'nowhere.jsonl'), folder])
      expect(await command(path)).toMatchObject({ code: 3, stdout: '' })
    const empty = join(folder, 'empty.jsonl')
    writeFileSync(empty, '')
    expect(await command(empty)).toMatchObject({ code: 1 })
  })
})

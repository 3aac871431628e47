/** The ZIP against unpackers that are not ours: Info-ZIP where the machine has it, else Python's. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Entry, zipOf } from './zip.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'enamel-zip-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ENTRIES: Entry[] = [
  { name: 'SHA256SUMS', content: Buffer.from('abc  data/a.json\n') },
  { name: 'data/a.json', content: Buffer.from('{"name":"Ọlá"}') },
  { name: 'data/deep/er.csv', content: Buffer.alloc(0) },
  { name: 'papers/one-2026-05-03.pdf', content: Buffer.alloc(200_000, 7) },
]

describe('a ZIP', () => {
  it('is found whole by an unpacker, and comes out byte for byte', () => {
    const path = join(folder, 'a.zip')
    writeFileSync(path, zipOf(ENTRIES))
    const tried = spawnSync('unzip', ['-t', path], { encoding: 'utf8' })
    const whole = tried.error
      ? spawnSync('python3', ['-m', 'zipfile', '-t', path], { encoding: 'utf8' })
      : tried
    expect([whole.status, whole.stdout]).toEqual([0, expect.not.stringMatching(/bad CRC|mismatch/)])
    const out = join(folder, 'out')
    const opened = tried.error
      ? spawnSync('python3', ['-m', 'zipfile', '-e', path, out])
      : spawnSync('unzip', ['-q', path, '-d', out])
    expect(opened.status).toBe(0)
    for (const { name, content } of ENTRIES) expect(readFileSync(join(out, name)).equals(content)).toBe(true)
  })

  it('of the same files is the same bytes', () => {
    expect(zipOf(ENTRIES).equals(zipOf([...ENTRIES]))).toBe(true)
    expect(zipOf([]).length).toBe(22)
  })

  it.each(['../out', '/etc/passwd', 'a/../b', 'a//b', '', '.', './a', 'a\\b', 'C:a', 'name\n', 'ä'])(
    'has no file that could be written elsewhere: %j',
    (name) => expect(() => zipOf([{ name, content: Buffer.alloc(1) }])).toThrow('Not a name'),
  )

  it('has no name twice', () => {
    const one = { name: 'a', content: Buffer.alloc(1) }
    expect(() => zipOf([one, one])).toThrow('twice')
  })
})

/** The file of stolen passwords, as the downloader writes it and as a full disk leaves it. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { atEnd } from '../../test/at-end.ts'
import { examineFile, glanceAt, isInFile } from './pwned-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-pwned-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
function fileOf(text: string): string {
  const path = join(folder, `${++files}.txt`)
  writeFileSync(path, text)
  return path
}
const randomHash = () => randomBytes(20).toString('hex').toUpperCase()
const countOf = (n: number) => (n % 7 === 0 ? 23_547_453 : n % 9)
const SET = Array.from({ length: 5_000 }, randomHash).toSorted()
const textOf = (hashes: readonly string[], eol: string) =>
  hashes.map((line, n) => `${line}:${countOf(n)}${eol}`).join('')
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error as { fault: string }).fault,
  )

describe.each([
  ['CRLF', '\r\n'],
  ['LF', '\n'],
])('a file with %s', (_name, eol) => {
  const path = fileOf(textOf(SET, eol))

  it('answers a thousand random look-ups as the set does', async () => {
    const has = new Set(SET)
    for (let times = 0; times < 1_000; times++) {
      const sought = times % 2 === 0 ? (SET[Math.floor((times * SET.length) / 1_000)] ?? '') : randomHash()
      expect(await isInFile(path, sought), sought).toBe(has.has(sought))
    }
  })

  it('finds its first and last, and not what stands before, behind or between', async () => {
    expect(await isInFile(path, SET[0] ?? '')).toBe(true)
    expect(await isInFile(path, SET.at(-1) ?? '')).toBe(true)
    expect(await isInFile(path, '0'.repeat(40))).toBe(false)
    expect(await isInFile(path, 'F'.repeat(40))).toBe(false)
  })

  it('is found whole', async () => {
    const whole = { bytes: textOf(SET, eol).length, first: SET[0], last: SET.at(-1) }
    expect(await examineFile(path)).toMatchObject({ ...whole, lines: SET.length })
    expect(await glanceAt(path)).toMatchObject(whole)
    expect(Math.abs((await glanceAt(path)).about / SET.length - 1)).toBeLessThan(0.1)
  })

  it('needs no end of its last line', async () => {
    const open = fileOf(textOf(SET, eol).trimEnd())
    expect(await isInFile(open, SET.at(-1) ?? '')).toBe(true)
    expect((await examineFile(open)).lines).toBe(SET.length)
  })

  it('of one line or two is searched like any other', async () => {
    const [a = '', b = '', c = ''] = SET
    const single = fileOf(textOf([b], eol))
    expect([await isInFile(single, a), await isInFile(single, b), await isInFile(single, c)]).toEqual([
      false,
      true,
      false,
    ])
    const two = fileOf(textOf([a, c], eol))
    expect([await isInFile(two, a), await isInFile(two, b), await isInFile(two, c)]).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('a file that is none', () => {
  it.each([
    ['empty', ''],
    ['form', 'password\nqwerty\n'],
    ['form', textOf(SET.slice(0, 100), '\n').toLowerCase()],
    ['form', 'x'.repeat(500)],
    ['half_written', textOf(SET, '\n').slice(0, -30)],
    ['half_written', textOf(SET.slice(0, 2_500), '\n')],
    ['half_written', textOf(SET.slice(2_500), '\n')],
    ['unsorted', textOf([...SET.slice(2_500), ...SET.slice(0, 2_500)], '\n')],
  ])('is called %s, by a glance and by reading it whole', async (fault, text) => {
    const path = fileOf(text)
    expect(await faultOf(glanceAt(path))).toBe(fault)
    expect(await faultOf(examineFile(path))).toBe(fault)
  })

  it('is called unsorted where two lines changed places or stand twice', async () => {
    const [a = '', b = '', ...rest] = SET
    expect(await faultOf(examineFile(fileOf(textOf([b, a, ...rest], '\n'))))).toBe('unsorted')
    expect(await faultOf(examineFile(fileOf(textOf([a, a, b], '\n'))))).toBe('unsorted')
  })

  it('is called missing, and a folder unreadable', async () => {
    expect(await faultOf(isInFile(join(folder, 'nowhere.txt'), SET[0] ?? ''))).toBe('missing')
    expect(await faultOf(isInFile(folder, SET[0] ?? ''))).toBe('unreadable')
  })
})

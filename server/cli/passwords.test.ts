/** `enamel passwords check-file` and the note of a start, as whoever runs the computer meets them. */
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { atEnd } from '../../test/at-end.ts'
import { passwords } from './passwords.ts'

const folder = mkdtempSync(join(tmpdir(), 'enamel-pwned-'))
atEnd(() => rmSync(folder, { recursive: true, force: true }))
const LINES = Array.from(
  { length: 300 },
  (_, n) => `${hash('sha1', `word ${n}`, 'hex').toUpperCase()}:${n}\r\n`,
).toSorted()
const fileOf = (name: string, lines: readonly string[]) => {
  const path = join(folder, name)
  writeFileSync(path, lines.join(''))
  return path
}
afterEach(() => vi.restoreAllMocks())

async function run(...args: string[]) {
  const said = { out: [] as string[], error: [] as string[] }
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.out.push(text))
  vi.spyOn(console, 'error').mockImplementation((text: string) => void said.error.push(text))
  const code = await passwords.run(args)
  return { code, out: said.out.join('\n'), error: said.error.join('\n') }
}

describe('passwords check-file', () => {
  it('says of a good file how many, the first and the last', async () => {
    const path = fileOf('good.txt', LINES)
    const { code, out } = await run('check-file', path)
    expect([code, out]).toEqual([0, expect.stringContaining('300 passwords')])
    const json = await run('check-file', path, '--json')
    expect(JSON.parse(json.out)).toEqual({
      file: path,
      usable: true,
      fault: null,
      at: null,
      bytes: LINES.join('').length,
      lines: 300,
      first: LINES[0]?.slice(0, 40),
      last: LINES.at(-1)?.slice(0, 40),
    })
  })

  it('says of a bad one what is wrong, where, and what to do', async () => {
    for (const [lines, fault, sentence] of [
      [LINES.toReversed(), 'unsorted', /not sorted.*byte 4\d/],
      [LINES.slice(0, 100), 'half_written', /cut off/],
      [['hunter2\n'], 'form', /not SHA-1/],
      [[], 'empty', /is empty/],
    ] as const) {
      const path = fileOf(`${fault}.txt`, lines)
      const { code, out, error } = await run('check-file', path, '--json')
      expect([code, JSON.parse(out)]).toMatchObject([1, { usable: false, fault }])
      expect(error).toMatch(sentence)
    }
    expect(await run('check-file', join(folder, 'nowhere'))).toMatchObject({
      code: 3,
      out: '',
      error: expect.stringMatching(/no file/) as string,
    })
  })
})

describe('a start with ENAMEL_PWNED_FILE', () => {
  it('goes on with a file that cannot be used, and says so on the terminal and in the log', async () => {
    const path = fileOf('cut.txt', LINES.slice(0, 100))
    const house = await startTestApp({ environment: { ENAMEL_PWNED_FILE: path } })
    expect(house.enamel.notes).toEqual([expect.stringMatching(/ENAMEL_PWNED_FILE cannot be used.*cut off/)])
    expect(await house.events()).toMatchObject([
      { action: 'password.lists_failed', personal: { list: 'file', reason: 'half_written' } },
    ])
    const good = await startTestApp({ environment: { ENAMEL_PWNED_FILE: fileOf('whole.txt', LINES) } })
    expect(good.enamel.notes).toEqual([])
  })
})

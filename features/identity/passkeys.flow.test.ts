/** The table of docs/flows/passkeys.md is held against the specification's steps and the code it names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const page = readFileSync(join(import.meta.dirname, '../../docs/flows/passkeys.md'), 'utf8')
/** A file of this feature, or by its path from the project's folder. */
const source = (file: string) =>
  readFileSync(join(import.meta.dirname, file.includes('/') ? `../../${file}` : file), 'utf8')

describe.each([
  ['§7.1', 29],
  ['§7.2', 25],
])('WebAuthn L3 %s', (section, steps) => {
  const part = page.split('\n### ').find((text) => text.startsWith(section)) ?? ''
  const rows = [...part.matchAll(/^\| (\d+) \| (.+) \| (.+) \|$/gm)]

  it('has every step in the table, each with its place or its reason', () => {
    expect(rows.map(([, step]) => Number(step))).toEqual(Array.from({ length: steps }, (_, at) => at + 1))
  })

  it('names files and functions that are there', () => {
    for (const [, step, , where = ''] of rows) {
      const [file, ...names] = [...where.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '')
      if (!file?.endsWith('.ts')) continue
      const code = [file, ...names.filter((name) => name.endsWith('.ts'))].map(source).join('\n')
      const all = `${code}\n${source('challenges.ts')}`
      for (const name of names.filter((one) => !one.endsWith('.ts')))
        expect(all, `step ${step}`).toMatch(new RegExp(`(?:function|const) ${name}\\b`))
    }
  })

  it('has a line of code that cites each step we check ourselves', () => {
    const code = ['webauthn.ts', 'passkey-proof.ts'].map(source).join('\n')
    // “§7.1 step 7”, “§7.1 steps 21 and 24”, “§7.2 steps 8 to 14”.
    const cited = new Set(
      [...code.matchAll(/(§7\.[12]) steps? (\d+)(?: (to|and) (\d+))?/g)]
        .filter(([, of]) => of === section)
        .flatMap(([, , from, through, to]) =>
          through === 'to'
            ? Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at)
            : [Number(from), ...(to ? [Number(to)] : [])],
        ),
    )
    const ours = rows
      .filter(([, , , where = '']) => /`(?:webauthn|passkey-proof)\.ts`/.test(where))
      .map(([, step]) => Number(step))
    expect(ours.filter((step) => !cited.has(step))).toEqual([])
  })
})

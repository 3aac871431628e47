/** Documents that a person reads are held against the program they describe. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SETTINGS } from '../server/config.ts'
import { httpActions } from '../server/http/contract.ts'
import { FEATURES } from '../server/main.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')

test('docs/events.md lists exactly the actions that the features declare', () => {
  const declared = [...httpActions, ...FEATURES.flatMap((feature) => feature.actions ?? [])]
  const listed = [...read('docs/events.md').matchAll(/^\| `([a-z0-9_.]+)` \|/gm)].map((match) => match[1])
  expect(new Set(listed)).toEqual(new Set(declared))
  expect(listed).toHaveLength(declared.length)
})

test('docs/operate/configuration.md lists exactly the settings there are, with their defaults', () => {
  const rows = Object.entries(SETTINGS).map(
    ([name, setting]) => `| \`${name}\` | ${setting.default} | ${setting.about} |`,
  )
  const listed = read('docs/operate/configuration.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  expect(listed).toEqual(rows)
})

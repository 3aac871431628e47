/** Documents that a person reads are held against the program they describe. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { SETTINGS } from '../server/config/settings.ts'
import { httpActions } from '../server/http/contract.ts'
import { FEATURES } from '../server/main.ts'
import { nameOf, routes } from './endpoints/routes.ts'

const PROJECT = join(import.meta.dirname, '..')
const PAGES = [
  '*.md',
  'docs/**/*.md',
  '{features,server,pure}/*/README.md',
  '{test,bench}/README.md',
].flatMap((form) => globSync(form, { cwd: PROJECT }))

/** What a form finds on every page, with the page it stands on. */
const named = (form: RegExp) =>
  PAGES.flatMap((page) => [...read(page).matchAll(form)].map((match) => ({ page, what: match[1] ?? '' })))

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

test('every page and file that our pages lead to or name is there', () => {
  const links = named(/\]\((?!https?:|#)([^)#]+)/g).map(({ page, what }) => [page, join(dirname(page), what)])
  const files = named(
    /(?<![\w/.])((?:features|server|pure|web|test|e2e|bench)\/[\w./-]+\.(?:tsx?|sql|md))\b/g,
  ).map(({ page, what }) => [page, what])
  expect(links.length).toBeGreaterThan(20)
  expect(files.length).toBeGreaterThan(30)
  expect([...links, ...files].filter(([, path = '']) => !existsSync(join(PROJECT, path)))).toEqual([])
})

test('every endpoint that our pages name exists', () => {
  const endpoints = new Set(routes.map(({ endpoint }) => nameOf(endpoint)))
  const told = named(/\b((?:GET|POST|PUT|PATCH|DELETE) \/api\/(?:[a-z-]+\/?|:\w+\/?)+)/g)
  expect(told.length).toBeGreaterThan(5)
  // The example of CONTRIBUTING.md is made up, the clock of tests is no endpoint.
  const other = new Set(['PUT /api/profile/nickname', 'GET /api/test/clock', 'PUT /api/test/clock'])
  expect(told.filter(({ what }) => !endpoints.has(what) && !other.has(what))).toEqual([])
})

test('docs/identity-traps.md names tests that are there, some for each of the ten traps', () => {
  const page = read('docs/identity-traps.md')
  const rows = page.split('\n').filter((line) => /^\| \d+\. /.test(line))
  expect(rows.map((row) => Number.parseInt(row.slice(2), 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const named = [...page.matchAll(/`([\w./-]+\.test\.ts)` — (.+?)(?=<br>| \||\n)/g)]
  expect(rows.filter((row) => !row.includes('.test.ts`'))).toEqual([])
  expect(named.length).toBeGreaterThan(40)
  const missing = named.filter(([, file = '', title = '']) => !read(file).includes(title))
  expect(missing.map(([, file, title]) => `${file}: ${title}`)).toEqual([])
})

test('docs/asvs.md goes through every requirement of V6 and V7, and leaves none of level 2 without a reason', () => {
  const rows = [
    ...read('docs/asvs.md').matchAll(
      /^\| (\d+\.\d+\.\d+) \| ([123]) \| (met|in part|not met|n\/a) \| (.+) \|$/gm,
    ),
  ]
  const counts = (['met', 'in part', 'not met', 'n/a'] as const).map(
    (state) => `${rows.filter((row) => row[3] === state).length} ${state}`,
  )
  process.stdout.write(`asvs: ${rows.length} requirements: ${counts.join(', ')}\n`)
  // How many each section of 5.0.0 has.
  const sections = { 6: [3, 12, 8, 6, 8, 4, 2, 4], 7: [3, 4, 2, 5, 3, 2] }
  const wanted = Object.entries(sections).flatMap(([chapter, counted]) =>
    counted.flatMap((n, at) => Array.from({ length: n }, (_, one) => `${chapter}.${at + 1}.${one + 1}`)),
  )
  expect(rows.map((row) => row[1])).toEqual(wanted)
  for (const [, , , state, why = ''] of rows) if (state !== 'met') expect(why.length).toBeGreaterThan(10)
})

/** Everything that a person is told has words: problems, fields, audit actions, mails. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../features/catalogue.ts'
import { createWords, LANGUAGES } from '../pure/words/words.ts'
import { FIELD_EXPECTATIONS, httpActions, httpProblem } from '../server/http/contract.ts'
import { FEATURES } from '../server/main.ts'
import { firstKeys } from '../vite.config.ts'
import { PROJECT, readSources } from './architecture/modules.ts'

const words: Readonly<Record<string, string>> = catalogue
const without = (keys: readonly string[]) =>
  keys.filter((key) => !Object.hasOwn(words, key) || words[key]?.trim() === '')

const problems = [httpProblem, ...FEATURES.flatMap(({ problems: own }) => (own ? [own] : []))].flatMap(
  ({ codes }) => Object.entries(codes),
)
const actions = [...httpActions, ...FEATURES.flatMap(({ actions: own }) => own ?? [])]

describe('words', () => {
  it('are there for every problem', () => {
    expect(problems.length).toBeGreaterThan(20)
    expect(without(problems.map(([code]) => `problem.${code}`))).toEqual([])
  })

  it('are there for whatever a field is expected to be', () => {
    expect(without(FIELD_EXPECTATIONS.map((name) => `field.${name}`))).toEqual([])
  })

  it('are there for every audit action', () => {
    expect(without(actions.map((action) => `action.${action}`))).toEqual([])
  })

  it('are there for every mail that is ordered, with a subject', () => {
    const templates = [...readSources()]
      .filter(([path]) => /^(?:features|server)\//.test(path) && !path.includes('.test.'))
      .flatMap(([, text]) =>
        [...text.matchAll(/\btell\(tx, ctx, .*?'([a-z_]+)'|[tT]emplate: '([a-z_]+)'/g)].map(
          (match) => match[1] ?? match[2] ?? '',
        ),
      )
    expect(new Set(templates).size).toBeGreaterThan(3)
    expect(
      without(
        [...new Set(templates)].flatMap((template) => [`mail.${template}.subject`, `mail.${template}.body`]),
      ),
    ).toEqual([])
  })

  it('stand in one catalogue each: no two files give the same key', () => {
    const keys = [...readSources()]
      .filter(([path]) => /^(?:features\/[^/]+|server\/http|web)\/(?:[a-z]+-)*words\.ts$/.test(path))
      .flatMap(([path, text]) =>
        [...text.matchAll(/^ {2}'([^']+)':/gm)].map((match) => [match[1] ?? '', path] as const),
      )
    expect(keys.length).toBe(Object.keys(words).length)
    const twice = [...Map.groupBy(keys, ([key]) => key)].filter(([, places]) => places.length > 1)
    expect(twice).toEqual([])
  })

  it.each(LANGUAGES)('are messages that can be formatted: %s', (language) => {
    const speak = createWords({ catalogue, language, locale: 'en-GB', zone: 'UTC' })
    for (const [key, message] of Object.entries(words)) {
      const named = (form: RegExp) => [...message.matchAll(form)].map((match) => match[1] ?? '')
      const made = speak.rich<string>(key, {
        ...Object.fromEntries(named(/\{\s*(\w+)/g).map((name) => [name, 1])),
        ...Object.fromEntries(named(/<(\w+)>/g).map((name) => [name, (parts: string[]) => parts.join('')])),
      })
      expect(made.join(''), key).toMatch(/\S/)
    }
  })
})

describe('the words of the first load', () => {
  const first = firstKeys()

  it('are those that the frame, the sign-in page and Home name, also by a beginning', () => {
    const named = [
      'shell.skip',
      'idle.stay',
      'role.HYGIENIST',
      'identity.sign_in.title',
      'session.ended.idle',
      'field.email_address',
      'checklist.step.10',
      'checklist.how.stated',
      'checklist.next.tell_others.title',
      // Which evidence there is, the server says.
      'checklist.evidence.shared_computers',
      'problem.client.offline',
    ]
    expect(without(named)).toEqual([])
    expect(named.filter((key) => !first.has(key))).toEqual([])
  })

  it('are not those of other pages, of mails and of paper', () => {
    const others = /^(?:mail\.|audit\.|action\.|setup\.|session_rules\.|enforcement\.|\w+\.paper\.)/
    expect([...first].filter((key) => others.test(key))).toEqual([])
    expect(first.size).toBeLessThan(Object.keys(words).length / 3)
  })
})

/** The rows of a table in docs/words.md whose head begins with this; each cell's words apart. */
function table(head: string): string[][] {
  const lines = readFileSync(join(PROJECT, 'docs/words.md'), 'utf8').split('\n')
  const from = lines.findIndex((line) => line.startsWith(`| ${head} |`)) + 2
  const rows = lines.slice(from)
  return rows.slice(0, rows.indexOf('')).map((row) => row.slice(2, -2).split(' | '))
}

const TECHNICAL = table('not').flatMap(([terms = '']) => terms.split(', '))
const KEPT = new Set(
  table('key').flatMap(([key = '', terms = '']) => terms.split(', ').map((term) => `${key}: ${term}`)),
)
const IN_IT_PART = /^(?:(?:problem|action|menu|mail|audit\.\w+)\.)?it\./

/** The words of docs/words.md that a message says outside of its placeholders and tags. */
function technicalIn(message: string): string[] {
  const said = message.replaceAll(/\{\s*\w+\s*(?:,\s*\w+\s*,?)?|<\/?\w+>/g, ' ')
  return TECHNICAL.filter((term) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${term.replaceAll('-', '[-‑ ]?')}(?![\\p{L}\\p{N}])`, 'iu').test(said),
  )
}

describe('technical words', () => {
  it('would be found', () => {
    expect(TECHNICAL.length).toBeGreaterThan(80)
    expect(technicalIn('Your Session Timeout is over.')).toEqual(['session timeout', 'timeout'])
    expect(technicalIn('{user} has {n, plural, one {# token} other {# links}}')).toEqual(['token'])
    expect(technicalIn('Step up, then <b>log in</b>')).toEqual(['step-up', 'log in'])
    expect(technicalIn('Useful hashtags of the blog inside {token}')).toEqual([])
    expect([IN_IT_PART.test('it.reach.proxy'), IN_IT_PART.test('problem.it.proxy')]).toEqual([true, true])
    expect(IN_IT_PART.test('identity.title')).toBe(false)
  })

  it('are read in the part for the IT person alone, but for the few that docs/words.md keeps', () => {
    const found = Object.entries(words)
      .filter(([key]) => !IN_IT_PART.test(key))
      .flatMap(([key, message]) => technicalIn(message).map((term) => `${key}: ${term}`))
    expect(found.filter((one) => !KEPT.has(one))).toEqual([])
    expect([...KEPT].filter((one) => !found.includes(one))).toEqual([])
  })
})

describe('codes', () => {
  it('are of one form, and each belongs to one list', () => {
    const names = problems.map(([code]) => code)
    expect(names.filter((code) => !/^[a-z_]+(?:\.[a-z_]+)+$/.test(code))).toEqual([])
    expect(names.filter((code, index) => names.indexOf(code) !== index)).toEqual([])
    expect(problems.filter(([, status]) => status < 400 || status > 599)).toEqual([])
    expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([])
  })
})

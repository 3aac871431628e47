/** Everything that a person is told has words: problems, fields, audit actions, mails. */
import { describe, expect, it } from 'vitest'
import { catalogue } from '../features/catalogue.ts'
import { createWords, LANGUAGES } from '../pure/words/words.ts'
import { FIELD_EXPECTATIONS, httpActions, httpProblem } from '../server/http/contract.ts'
import { FEATURES } from '../server/main.ts'
import { readSources } from './architecture/modules.ts'

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
        [...text.matchAll(/\btell\(tx, ctx, .*?'([a-z_]+)'|template: '([a-z_]+)'/g)].map(
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
      .filter(([path]) => /^(?:features\/[^/]+|server\/http|web)\/words\.ts$/.test(path))
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

describe('codes', () => {
  it('are of one form, and each belongs to one list', () => {
    const names = problems.map(([code]) => code)
    expect(names.filter((code) => !/^[a-z_]+(?:\.[a-z_]+)+$/.test(code))).toEqual([])
    expect(names.filter((code, index) => names.indexOf(code) !== index)).toEqual([])
    expect(problems.filter(([, status]) => status < 400 || status > 599)).toEqual([])
    expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([])
  })
})

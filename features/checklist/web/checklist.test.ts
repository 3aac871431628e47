import { expect, test } from 'vitest'
import { createWords } from '../../../pure/words/words.ts'
import { catalogue, type WordKey } from '../../catalogue.ts'
import { evidenceText, type Line, titleOf } from './checklist.ts'

const words = createWords<WordKey>({ catalogue, language: 'en', locale: 'en-NG', zone: 'Africa/Lagos' })

const line = (key: string, values: Record<string, string | number> = {}): Line => ({
  step: 1,
  how: 'measured',
  points: 0,
  of: 20,
  freshness: 'fresh',
  until: null,
  since: null,
  evidence: { key, values },
  stated: null,
  statement: null,
  exception: null,
  elsewhere: [],
  keepers: null,
  page: null,
  mayState: false,
})

test('second factors are told with the names of those who have none', () => {
  const text = (missing: string, more: number) =>
    evidenceText(
      words,
      line('checklist.evidence.two_factor', {
        withFactor: 7,
        total: 10,
        policy: 'recommended',
        missing,
        more,
      }),
    )
  expect(text('Pelumi, Nneka, Tobi', 0)).toBe(
    '7 of 10 people use a second step. It is recommended, not yet required. Not yet: Pelumi, Nneka, Tobi.',
  )
  expect(text('Pelumi, Nneka', 4)).toMatch(/Not yet: Pelumi, Nneka and 4 more\.$/)
  expect(text('', 0)).not.toContain('Not yet:')
})

test('every step has its name of the guide, and a sentence for when nothing is known', () => {
  for (let step = 1; step <= 10; step += 1) {
    expect(titleOf(words, step)).toMatch(/\S/)
    const told = (reader: string) =>
      evidenceText(words, line(`checklist.evidence.not_checked.${step}`, { reader }))
    expect(told('other')).toMatch(/\. An Owner may state /)
    expect(told('owner')).toMatch(/\. You may state /)
  }
})

test('evidence that this web has no words for says nothing, and breaks nothing', () => {
  expect(evidenceText(words, line('checklist.evidence.of_a_newer_server', { n: 1 }))).toBe('')
})

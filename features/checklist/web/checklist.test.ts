import { expect, test } from 'vitest'
import { createWords } from '../../../pure/words/words.ts'
import { catalogue, type WordKey } from '../../catalogue.ts'
import { evidenceText, lateBy, type Line, titleOf, unseenText } from './checklist.ts'

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
  restStated: false,
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

test('no word says that the clinic is protected: what is measured is Enamel alone', () => {
  const claims =
    /\b(?:clinic|practice|everything|you) (?:is|are) (?:now |fully |well )?(?:protected|secure|safe)\b/i
  expect('Your clinic is now protected.').toMatch(claims)
  expect(Object.values(catalogue).filter((text) => claims.test(text))).toEqual([])
})

test('how late it is stands once: before the fact, and not in it again', () => {
  const review = (said: boolean) =>
    evidenceText(
      words,
      line('checklist.evidence.staff_review', {
        state: 'closed',
        ago: 97,
        when: 'late',
        left: 0,
        late: 5,
        open: 'no',
        undecided: 0,
        pending: 'none',
        leavers: 'none',
        unused: 'none',
      }),
      said,
    )
  expect(review(false)).toBe(
    'The staff list was last gone through 97 days ago. The next review is 5 days late.',
  )
  expect(review(true)).toBe('The staff list was last gone through 97 days ago.')
})

test('days late are days of the clinic: the last good day is not late', () => {
  const late = (now: string) =>
    lateBy(
      { ...line('x'), until: '2026-06-03T23:00:00.000Z', freshness: 'half' },
      now,
      // An hour ahead: there the third ends with that instant.
      'Africa/Lagos',
    )
  expect(late('2026-06-03T23:00:00.000Z')).toBe(1)
  expect(late('2026-06-08T08:00:00.000Z')).toBe(5)
  expect(
    lateBy({ ...line('x'), until: '2026-06-03T23:00:00.000Z' }, '2026-06-01T08:00:00Z', 'UTC'),
  ).toBeUndefined()
})

test('what cannot be seen is named: the steps, and each system once', () => {
  const unknown = (step: number): Line => ({ ...line('x'), step, how: 'unknown' })
  const of = (step: number, ...names: string[]): Line => ({
    ...line('x'),
    step,
    elsewhere: names.map((name) => ({ name, said: null })),
  })
  expect(unseenText(words, [line('x')])).toBeUndefined()
  expect(unseenText(words, [unknown(8)])).toBe('One thing we cannot see: step 8.')
  expect(unseenText(words, [unknown(5), unknown(8), of(1, 'Bank'), of(7, 'Bank')])).toBe(
    '3 things we cannot see: steps 5 and 8; Bank.',
  )
  expect(unseenText(words, [of(1, 'A', 'B', 'C', 'D', 'E')])).toBe(
    '5 things we cannot see: A, B, C and 2 more.',
  )
})

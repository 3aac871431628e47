/** The sentence on Home about the last change, as people read it. */
import { expect, it } from 'vitest'
import { createWords } from '../../../pure/words/words.ts'
import { catalogue, type WordKey } from '../../catalogue.ts'
import { latestText, type ScoreChange } from './because.ts'

const words = createWords<WordKey>({ catalogue, language: 'en', locale: 'en-GB', zone: 'Europe/London' })
const WEDNESDAY = '2026-03-04T14:02:00.000Z'
const days = (today: boolean) => ({
  day: () => '4 March',
  weekday: () => 'Wednesday',
  long: () => 'Wednesday 4 March 2026',
  isToday: () => today,
  key: () => '4 March 2026',
})

const ADA = { kind: 'person', id: '1', name: 'Ada Marsh' } as const
const change = (of: Partial<ScoreChange>): ScoreChange => ({
  step: 4,
  before: 12,
  after: 6,
  howBefore: 'measured',
  howAfter: 'measured',
  cause: 'half',
  action: null,
  by: null,
  ...of,
})

it.each<[string, boolean, number, Partial<ScoreChange>]>([
  ['Down 6 since Wednesday: the proof for the staff review ran out of date.', false, -6, {}],
  [
    'Down 6 since Wednesday: the proof for the staff review has been out of date for 14 days.',
    false,
    -6,
    { cause: 'gone' },
  ],
  [
    'Up 20 since 14:02: the second step of sign-ins, by Ada Marsh.',
    true,
    20,
    { step: 1, before: 0, after: 20, cause: 'event', action: 'auth.2fa.enrolled', by: ADA },
  ],
  [
    'Up 2 since 14:02: passwords.',
    true,
    2,
    { step: 7, cause: 'event', action: 'auth.recovered', by: { kind: 'nobody', id: null, name: null } },
  ],
  [
    'Up 1 since Wednesday: an exception is over, for passkeys.',
    false,
    1,
    { step: 2, cause: 'exception_over' },
  ],
  ['Down 1 since Wednesday: time passed, for the staff review.', false, -1, { cause: 'looked' }],
  [
    'Down 22 since Wednesday: something that should be done by now is not.',
    false,
    -22,
    { step: 0, before: 0, after: -22, cause: 'looked' },
  ],
  [
    'Up 22 since Wednesday: what was left undone is done.',
    false,
    22,
    { step: 0, before: -22, after: 0, cause: 'looked' },
  ],
])('%s', (sentence, today, points, of) => {
  expect(latestText(words, days(today), { at: WEDNESDAY, points, change: change(of) })).toBe(sentence)
})

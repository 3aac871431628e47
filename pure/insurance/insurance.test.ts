/** The answers that an insurer gets: never a Yes for what is not known, never a bare one while something stands against it. */
import { describe, expect, it } from 'vitest'
import { answerOf, type Judged, type Kept } from './answer.ts'
import { FORMS, QUESTIONS } from './questions.ts'

const fact = (kept: Kept, ...except: string[]): Judged => ({ kept, except })

describe('an answer', () => {
  it.each<[string, Judged[], string]>([
    ['nothing is covered', [], 'cannot_tell'],
    ['all is kept', [fact('yes'), fact('yes')], 'yes'],
    ['one person is without', [fact('partly', 'Tobi Larkspur')], 'yes_except'],
    ['a whole system is without, others are not', [fact('yes'), fact('no')], 'yes_except'],
    ['all is kept, and something was signed off', [fact('yes', 'Risk accepted')], 'yes_except'],
    ['nothing is kept', [fact('no'), fact('no')], 'no'],
    ['one system is not known', [fact('yes'), fact('unknown')], 'cannot_tell'],
    ['one is known to be without, another not known', [fact('no'), fact('unknown')], 'no'],
    ['some are, one is not, another is not known', [fact('partly', 'Tobi'), fact('unknown')], 'cannot_tell'],
    ['nothing is known', [fact('unknown')], 'cannot_tell'],
  ])('where %s', (_when, facts, expected) => expect(answerOf(facts)).toBe(expected))

  it('is a bare Yes for none of all combinations of three but the one where all is known and kept', () => {
    const each = (['yes', 'partly', 'no', 'unknown'] as const).flatMap((kept) => [
      fact(kept),
      fact(kept, 'something'),
    ])
    const all = each.flatMap((a) => each.flatMap((b) => each.map((c) => [a, b, c])))
    const yes = all.filter((facts) => answerOf(facts) === 'yes')
    expect([all.length, yes]).toEqual([512, [[fact('yes'), fact('yes'), fact('yes')]]])
  })
})

describe('the questions', () => {
  it('have names of their own, and stand in a form each', () => {
    const ids = QUESTIONS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const form of FORMS)
      expect(QUESTIONS.filter(({ forms }) => forms.includes(form)).length).toBeGreaterThan(10)
    expect(QUESTIONS.filter(({ forms }) => forms.length === 0)).toEqual([])
  })
})

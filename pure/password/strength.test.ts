import { describe, expect, test } from 'vitest'
import { passwordStrength } from './strength.ts'

describe('the meter', () => {
  test.each([
    ['', 0],
    ['password', 0],
    ['P@ssw0rd', 0],
    ['ivory tulip canal bridge', 4],
    ['kX9$vT2pLq7!mZ4w', 4],
  ])('shows %j as %i', async (password, score) => {
    expect(await passwordStrength(password)).toMatchObject({ score })
  })

  test('counts names of the person and the clinic as known', async () => {
    const without = await passwordStrength('Palmgrove-Olabisi')
    const knowing = await passwordStrength('Palmgrove-Olabisi', [
      'Palmgrove Dental',
      'adaeze.olabisi@palmgrove.example',
    ])
    expect(knowing.guessesLog10).toBeLessThan(without.guessesLog10 - 3)
  })

  test('looks at 100 characters at most, so that a pasted book does not stop the page', async () => {
    const start = '🦷otter'.repeat(16).slice(0, 112)
    expect([...start]).toHaveLength(96)
    const book = `${start}wxyz${'and more '.repeat(100_000)}`
    expect(await passwordStrength(book)).toEqual(await passwordStrength(`${start}wxyz`))
  })

  test('takes any text: half characters, marks alone, strange own words', async () => {
    const answers = await Promise.all(
      ['\ud83d', '\u0301\u0301', '\u0000', ' '].map((text) =>
        passwordStrength(text, ['', '@', '\udc00', 'x'.repeat(100_000)]),
      ),
    )
    expect(answers.every(({ score, guessesLog10 }) => score <= 1 && guessesLog10 >= 0)).toBe(true)
  })
})

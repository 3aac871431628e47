import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, it } from 'vitest'
import { COMMON_PINS } from './common-pins.ts'
import { weaknessOf } from './pin.ts'

const all = Array.from({ length: 1_000_000 }, (_, n) => String(n).padStart(6, '0'))

describe('weak PINs', () => {
  it('are refused with the reason', () => {
    const expected = {
      '123456': 'run',
      '654321': 'run',
      '246802': 'run',
      '901234': 'run',
      '777777': 'repeats',
      '777977': 'repeats',
      '121212': 'repeats',
      '482482': 'repeats',
      '998844': 'repeats',
      '444999': 'repeats',
      '482284': 'mirrored',
      '140783': 'date',
      '071483': 'date',
      '830714': 'date',
      '198573': 'year',
      '882019': 'year',
      '159753': 'common',
      '684259': undefined,
    }
    expect(Object.fromEntries(Object.keys(expected).map((pin) => [pin, weaknessOf(pin)]))).toEqual(expected)
  })

  it('hold the hundred commonest of the list they are taken from, in its order', () => {
    const six = dictionary['passwords-common'].filter((word) => /^\d{6}$/.test(word))
    expect(COMMON_PINS).toEqual(six.slice(0, 100))
    expect(COMMON_PINS.filter((pin) => weaknessOf(pin) === undefined)).toEqual([])
  })

  it('are an eighth of all, so that five tries at the others succeed once in 175,000', () => {
    const counts = Map.groupBy(all, weaknessOf)
    const weak = all.length - (counts.get(undefined)?.length ?? 0)
    expect(weak).toBe(125_180)
  })
})

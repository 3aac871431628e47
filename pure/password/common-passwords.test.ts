import { describe, expect, test } from 'vitest'
import { dictionary } from '@zxcvbn-ts/language-common'
import { commonPasswords, foldCommonPasswords } from './common-passwords.ts'
import { fold, skeletonOf } from './fold.ts'
import { ask, common, numbers } from './testing/ask.ts'

const list = dictionary['passwords-common']

describe('the list', () => {
  test(`has the ${list.length} entries that are promised and knows every one of them`, () => {
    expect(list.length).toBeGreaterThan(49_000)
    expect(list.filter((password) => common.lookUp(skeletonOf(password)) === undefined)).toEqual([])
  })

  test('is refused as a whole: every thirtieth entry, though shorter than is allowed', () => {
    const some = list.filter((_, rank) => rank % 30 === 0)
    expect(some.filter((password) => ask(password, { minLength: 1 }).ok)).toEqual([])
  })

  test('is read once: a second call gets the same', async () => {
    expect(await commonPasswords()).toBe(common)
  })

  test('knows nothing else: of 50,000 made-up texts it finds exactly those that are in it', () => {
    const skeletons = new Set(list.map(skeletonOf))
    const next = numbers(9)
    const wrong: string[] = []
    for (let round = 0; round < 50_000; round++) {
      const text = Array.from({ length: 3 + next(6) }, () => 'aeinorstlmdc1'.charAt(next(13))).join('')
      const skeleton = skeletonOf(text)
      if ((common.lookUp(skeleton) !== undefined) !== skeletons.has(skeleton)) wrong.push(text)
    }
    expect(wrong).toEqual([])
  })

  test('tells the commonest and those that are no words from words', () => {
    const folded = foldCommonPasswords([
      ...Array.from({ length: 100 }, (_, at) => `top${at}`),
      'lantern',
      'abc123',
    ])
    expect(folded.lookUp(skeletonOf('top0'))).toBe('first_tried')
    expect(folded.lookUp(skeletonOf('lantern'))).toBe('word')
    expect(folded.lookUp(skeletonOf('abc123'))).toBe('first_tried')
    expect(folded.lookUp(skeletonOf('otter'))).toBeUndefined()
    expect(folded.longest).toBe(7)
  })
})

describe('folding', () => {
  test.each([
    ['case', 'PassWord', 'password'],
    ['swaps', 'p@55w0rd', 'password'],
    ['both readings of a sign', '!1|Il', 'lilil'],
    ['accents', 'pàśšwörď', 'password'],
    ['letters of Hausa, Ewe and Twi', 'ɓaɗaƙo ŋɔɛ', 'badako noe'],
    ['letters of Yoruba', 'Ọlá ẹ̀ṣọ́', 'ola eso'],
    ['wide and styled letters', 'Ｐ𝐚𝓼𝕤ⓦord', 'password'],
    ['ligatures and double letters', 'ﬂuß æon', 'fluss aeon'],
    ['invisible characters', 'pa\u200bss\u00adwo\u2060rd\ufeff', 'password'],
  ])('undoes %s', (_, changed, plain) => {
    expect(fold(changed).skeleton).toBe(fold(plain).skeleton)
  })

  test('keeps different words different', () => {
    expect(fold('otter').skeleton).not.toBe(fold('outer').skeleton)
    expect(fold('😀').text).not.toBe(fold('😁').text)
  })

  test('gives views of one length, whatever comes in', () => {
    const next = numbers(3)
    for (let round = 0; round < 2_000; round++) {
      const text = Array.from({ length: next(20) }, () => String.fromCodePoint(next(0x11_0000))).join('')
      const { chars, text: units, skeleton } = fold(text)
      expect([units.length, skeleton.length]).toEqual([chars.length, chars.length])
      expect(chars.length).toBeLessThanOrEqual(4 * [...text].length)
      expect(skeletonOf(text)).toBe(skeleton)
    }
  })
})

import { describe, expect, test } from 'vitest'
import { normalisePassword } from './accept-password.ts'
import { MAX_PASSWORD_LENGTH } from './length.ts'
import { ask, codesOf, common, counting, longest, numbers } from './testing/ask.ts'

describe('length', () => {
  test('is counted in characters as people see code points: emoji and accents count once', () => {
    const eight = '🦷🚲🌵🎻🧭🪁🐙🍋'
    expect(codesOf(ask(eight, { minLength: 9 }))).toEqual(['too_short'])
    expect(ask(eight, { minLength: 8 }).ok).toBe(true)
    expect(ask('e\u0301tangs', { minLength: 7 })).toMatchObject({
      reasons: [{ code: 'too_short', needed: 7, has: 6 }],
    })
  })

  test('has a lower bound that names both numbers, beside other reasons', () => {
    const answer = ask('password', { minLength: 15 })
    expect(answer).toEqual({
      ok: false,
      reasons: [{ code: 'too_short', needed: 15, has: 8 }, { code: 'common' }],
    })
  })

  test('has an upper bound, which no caller raises', () => {
    expect(codesOf(ask(`${longest()}x`))).toEqual(['too_long'])
    expect(ask(longest(), { maxLength: 64 })).toMatchObject({ reasons: [{ code: 'too_long', allowed: 64 }] })
    expect(ask(`${longest()}x`, { maxLength: 10_000 })).toMatchObject({
      reasons: [{ allowed: MAX_PASSWORD_LENGTH }],
    })
    expect(codesOf(ask('ab'.repeat(5_000_000)))).toEqual(['too_long'])
  })

  test('is taken after normalising: 256 letters with their accents apart are not too long', () => {
    const apart = [...longest()].map((_, at) => (at % 2 ? 'e\u0301' : 'q')).join('')
    expect(codesOf(ask(apart))).not.toContain('too_long')
  })

  test('an empty password is too short and nothing else', () => {
    expect(ask('')).toEqual({ ok: false, reasons: [{ code: 'too_short', needed: 8, has: 0 }] })
  })
})

describe('characters', () => {
  test.each([
    ['a line feed', 'harbour lantern\noak'],
    ['a tab', 'harbour\tlantern oak'],
    ['a null', 'harbour lantern\0oak'],
    ['delete', 'harbour lantern\u007foak'],
    ['a control character of the second set', 'harbour lantern\u0085oak'],
    ['half a surrogate pair', 'harbour lantern \ud83d oak'],
    ['the other half', 'harbour lantern \udc00 oak'],
  ])('%s is refused', (_, password) => {
    expect(codesOf(ask(password))).toEqual(['control_characters'])
  })

  test('a code point that no version of Unicode has given a meaning is refused, for it could normalise otherwise later', () => {
    expect(codesOf(ask('harbour lantern \u{3fffd} oak'))).toEqual(['unknown_characters'])
  })

  test('composed or apart, the same letters are the same password', () => {
    const composed = 'caf\u00e9 \u1ecd\u0301l\u00e1 otters'
    const apart = composed.normalize('NFD')
    expect(apart).not.toBe(composed)
    expect(ask(apart)).toEqual(ask(composed))
    expect(normalisePassword(apart)).toBe(normalisePassword(composed))
  })

  test('nothing is trimmed, cut or changed in case', () => {
    expect(ask('  Harbour  lantern OAK ')).toEqual({ ok: true, normalised: '  Harbour  lantern OAK ' })
    expect(normalisePassword(' A ')).toBe(' A ')
  })

  test('compatible forms stay different: only NFC is applied, not NFKC', () => {
    expect(normalisePassword('ﬁ²')).toBe('ﬁ²')
  })
})

describe('classes, only where the clinic asks for them', () => {
  test.each([
    ['harbour lantern oak', ['mixedCase', 'digit']],
    ['Harbour lantern oak', ['digit']],
    ['Harbour1lantern2oak', ['symbol']],
    ['HARBOUR LANTERN OAK 9', ['mixedCase']],
    ['Ọmọ mi lọ sí ọjà 9', []],
  ])('%j lacks %j', (password, lacking) => {
    const answer = ask(password, { classes: { mixedCase: true, digit: true, symbol: true } })
    expect(answer.ok ? [] : answer.reasons).toEqual(
      lacking.map((which) => ({ code: 'missing_class', which })),
    )
    expect(ask(password).ok).toBe(true)
    expect(ask(password, { classes: { mixedCase: false } }).ok).toBe(true)
  })
})

describe('own words', () => {
  test('the reason names the words as they were given, never the password', () => {
    expect(ask('palmgr0ve-4daeze!')).toEqual({
      ok: false,
      reasons: [
        {
          code: 'own_words',
          words: expect.toSatisfy((words: string[]) => words.toSorted().join() === 'Adaeze,Palmgrove'),
        },
      ],
    })
  })

  test('ordinary words of a clinic name are not held against a phrase', () => {
    expect(ask('dental otters in a clinic canal').ok).toBe(true)
  })

  test('a name of two letters stands in too many words to mean anything', () => {
    expect(ask('lilac river stone', { personWords: ['Li', 'Bo'] }).ok).toBe(true)
  })

  test('strange words do no harm: empty, endless, thousands, without letters', () => {
    const strange = [
      '',
      ' ',
      '@',
      '@@@',
      '.',
      '\ud83d',
      '🦷',
      '12345678',
      'x'.repeat(1_000_000),
      'a@'.repeat(100_000),
    ]
    const many = Array.from({ length: 5_000 }, (_, at) => `word${at.toString(26)}`)
    expect(
      ask('ivory tulip canal bridge', { personWords: [...strange, ...many], clinicWords: strange }).ok,
    ).toBe(true)
  })

  test('without any words the product name is still no password', () => {
    expect(codesOf(ask('enamel-2026', { personWords: [], clinicWords: [] }))).toEqual(['own_words'])
  })
})

describe('whatever is typed', () => {
  const hostile: [string, string][] = [
    ['letter swaps only', '1!|l'.repeat(64)],
    ['all swaps', '4@8({[<3691!|0$57+%2'.repeat(13).slice(0, 256)],
    ['digits that walk', '1234569874123'.repeat(20).slice(0, 255)],
    ['almost a repetition', `${'password1'.repeat(28)}xyq`],
    ['list words without end', 'monkeydragonpasswordlovemasterangel'.repeat(8).slice(0, 250)],
    ['many units', 'abcabcabdabcabcabe'.repeat(14)],
    ['spaces', ' '.repeat(256)],
    ['a separator after each letter', 'p-a-s-s-w-o-r-d-'.repeat(16)],
    ['signs that decompose into many letters', 'ﷺ㍿ﬃ½'.repeat(64)],
    ['accents on accents', `o${'\u0323\u0301'.repeat(100)}`],
    ['years', '19201918'.repeat(31)],
    ['own words', 'palmgroveadaeze'.repeat(17)],
  ]

  test.each(hostile)('the work stays in bounds: %s', (_, password) => {
    const counted = counting(common)
    ask(password, { common: counted.list })
    expect(counted.lookUps()).toBeLessThanOrEqual(MOST_LOOK_UPS)
  })

  test('random input neither breaks it nor makes it work without bound, and an answer is the same when asked again', () => {
    const next = numbers(42)
    const pieces = [
      ...'aeiou1234!@#$ -_.',
      'password',
      'qwer',
      'Palmgrove',
      '2026',
      'é',
      '😀',
      'ß',
      'ﬁ',
      '\u0301',
      '\u200d',
      'may',
    ]
    let accepted = 0
    for (let round = 0; round < 3_000; round++) {
      let password = ''
      for (let more = next(40); more >= 0; more--)
        password +=
          next(3) === 0 ? String.fromCodePoint(next(0x11_0000)) : (pieces[next(pieces.length)] ?? '')
      const counted = counting(common)
      const answer = ask(password, { common: counted.list })
      expect(ask(password)).toEqual(answer)
      expect(ask(password.normalize('NFC'))).toEqual(answer)
      expect(counted.lookUps()).toBeLessThanOrEqual(MOST_LOOK_UPS)
      expect(answer.ok || answer.reasons.length > 0).toBe(true)
      if (answer.ok) accepted++
    }
    expect(accepted).toBeGreaterThan(30)
  })
})

/** Each of 256 characters times every length of an entry, spelt and squeezed, and as much again for repeated units. */
const MOST_LOOK_UPS = 4 * MAX_PASSWORD_LENGTH * 20

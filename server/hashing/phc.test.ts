import { describe, expect, test } from 'vitest'
import { formatPhc, isBearable, parsePhc, type PasswordHash } from './phc.ts'

const salt = Buffer.from('0123456789abcdef')
const tag = Buffer.alloc(32, 0xa5)
const hash: PasswordHash = {
  cost: { memory: 19_456, passes: 2, parallelism: 1 },
  pepperId: undefined,
  salt,
  tag,
}
const S = 'MDEyMzQ1Njc4OWFiY2RlZg'
const T = 'paWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaU'
const GOOD = `$argon2id$v=19$m=19456,t=2,p=1$${S}$${T}`

describe('the written form', () => {
  test('is the PHC string that other programs read', () => {
    expect(formatPhc(hash)).toBe(GOOD)
    expect(formatPhc({ ...hash, pepperId: 'k1' })).toBe(`$argon2id$v=19$m=19456,t=2,p=1,keyid=azE$${S}$${T}`)
  })

  test.each([undefined, 'k1', 'pepper-8'])('is read back as it was written, pepper %s', (pepperId) => {
    expect(parsePhc(formatPhc({ ...hash, pepperId }))).toEqual({ ...hash, pepperId })
  })
})

describe('what was not written by us is refused', () => {
  test.each([
    ['nothing', ''],
    ['another algorithm', GOOD.replace('argon2id', 'argon2i')],
    ['bcrypt', '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW'],
    ['another version', GOOD.replace('v=19', 'v=16')],
    ['no version', GOOD.replace('v=19$', '')],
    ['parameters in another order', GOOD.replace('m=19456,t=2', 't=2,m=19456')],
    ['an unknown parameter', GOOD.replace('p=1', 'p=1,x=1')],
    ['a number with a leading zero', GOOD.replace('t=2', 't=02')],
    ['a negative number', GOOD.replace('t=2', 't=-2')],
    ['a number in exponent form', GOOD.replace('t=2', 't=2e1')],
    ['padding', `${GOOD}=`],
    ['left-over bits in the last letter', `${GOOD.slice(0, -1)}V`],
    ['the letters of base64url', GOOD.replace('paWl', 'pa-_')],
    ['white space around it', ` ${GOOD}`],
    ['a line feed at the end', `${GOOD}\n`],
    ['a salt of 4 bytes', GOOD.replace(S, 'AAAAAA')],
    ['a tag cut to 4 bytes', GOOD.replace(T, 'AAAAAA')],
    ['a tag of 100 bytes', GOOD.replace(T, Buffer.alloc(99).toString('base64'))],
    ['an empty salt', GOOD.replace(S, '')],
    ['an empty name of a pepper', GOOD.replace('p=1', 'p=1,keyid=')],
    ['a name of a pepper with a line feed', GOOD.replace('p=1', 'p=1,keyid=Cg')],
    ['no tag', GOOD.slice(0, -T.length - 1)],
    ['a part too many', `${GOOD}$AAAA`],
    ['a megabyte', GOOD + 'A'.repeat(1_000_000)],
  ])('%s', (_, text) => {
    expect(parsePhc(text)).toBeUndefined()
  })

  test.each([
    ['all memory', 'm=9999999,t=1,p=1'],
    ['a little over the memory allowed', 'm=131073,t=1,p=1'],
    ['thousands of passes', 'm=19456,t=9999,p=1'],
    ['much of both', 'm=131072,t=3,p=1'],
    ['many lanes', 'm=19456,t=2,p=5'],
    ['less memory than eight times the lanes', 'm=16,t=2,p=4'],
  ])('a changed row that asks for %s', (_, parameters) => {
    expect(parsePhc(GOOD.replace('m=19456,t=2,p=1', parameters))).toBeUndefined()
  })

  test('whatever bytes are thrown at the reader, it neither throws nor reads what it would write otherwise', () => {
    const next = numbers(20_260_101)
    const letters = [...GOOD, ...'=-_,$ \u{0}é😀']
    let read = 0
    for (let round = 0; round < 20_000; round++) {
      const text = [...GOOD]
      for (let change = next(4); change >= 0; change--) {
        const at = next(text.length)
        const what = next(3)
        if (what === 0) text.splice(at, 1)
        else text.splice(at, what - 1, letters[next(letters.length)] ?? '')
      }
      const parsed = parsePhc(text.join(''))
      if (parsed === undefined) continue
      read++
      expect(formatPhc(parsed)).toBe(text.join(''))
      expect(isBearable(parsed.cost)).toBe(true)
    }
    expect(read).toBeGreaterThan(100)
  })
})

/** Numbers below a bound that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { newBackupCodes, newTotpSecret, readBackupCode, stepOf, totpForApp } from './codes.ts'

const RFC_SECRET = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

describe('the step of an authenticator code', () => {
  /** RFC 6238 appendix B, SHA-1: the last six of its eight digits. */
  it.each([
    [59, '287082', 1],
    [1111111109, '081804', 37037036],
    [1111111111, '050471', 37037037],
    [1234567890, '005924', 41152263],
    [2000000000, '279037', 66666666],
    [20000000000, '353130', 666666666],
  ])('is what RFC 6238 says, at second %i', (second, code, step) => {
    expect(stepOf(RFC_SECRET, code, at(second))).toBe(step)
  })

  it('is that before when the code is up to one step old, and none when it is older', () => {
    expect(stepOf(RFC_SECRET, '287082', at(59 + 30))).toBe(1)
    expect(stepOf(RFC_SECRET, '287082', at(89.999))).toBe(1)
    expect(stepOf(RFC_SECRET, '287082', at(90))).toBeUndefined()
  })

  it('is none for a code that is still to come', () => {
    expect(stepOf(RFC_SECRET, '287082', at(29.999))).toBeUndefined()
    expect(stepOf(RFC_SECRET, '287082', at(30))).toBe(1)
  })

  it.each(['', '28708', '2870820', '287 82', '２８７０８２', 'abcdef', '-87082'])(
    'is none for “%s”',
    (code) => {
      expect(stepOf(RFC_SECRET, code, at(59))).toBeUndefined()
    },
  )
})

describe('a new secret', () => {
  it('has 160 bits, as RFC 4226 §4 recommends, and no two are alike', () => {
    const secrets = Array.from({ length: 50 }, () => newTotpSecret())
    expect(new Set(secrets.map((secret) => secret.length))).toEqual(new Set([20]))
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(50)
  })

  it('is shown to the app with clinic and person, however they are written', () => {
    const { secret, uri } = totpForApp(RFC_SECRET, 'Zähne: Müller & Söhne', 'ada+x@müller.example')
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    const url = new URL(uri)
    expect(`${url.protocol}//${url.host}`).toBe('otpauth://totp')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      secret,
      issuer: 'Zähne: Müller & Söhne',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    })
    expect(decodeURIComponent(url.pathname)).toContain('ada+x@müller.example')
  })

  it('is that of the base32 it is shown as', () => {
    const made = newTotpSecret()
    expect(Buffer.from(Secret.fromBase32(totpForApp(made, 'a', 'b').secret).bytes)).toEqual(made)
  })
})

describe('backup codes', () => {
  const codes = newBackupCodes()

  it('are ten, each of five groups without letters that look alike, with a selector of its own', () => {
    expect(codes).toHaveLength(10)
    for (const { shown } of codes) expect(shown).toMatch(/^([2-9a-hjkmnp-z]{4}-){4}[2-9a-hjkmnp-z]{4}$/)
    expect(new Set(codes.map(({ selector }) => selector)).size).toBe(10)
    expect(
      codes.every(({ selector, secret, shown }) => shown.replaceAll('-', '') === selector + secret),
    ).toBe(true)
  })

  it('have at least 64 bits beside the selector, NIST SP 800-63B-4 §4.2.1.1', () => {
    const letters = new Set('23456789abcdefghjkmnpqrstvwxyz')
    expect(codes.every(({ secret }) => [...secret].every((letter) => letters.has(letter)))).toBe(true)
    expect((codes[0]?.secret.length ?? 0) * Math.log2(letters.size)).toBeGreaterThan(64)
  })

  it('are read as people type them', () => {
    const [code] = codes
    const shown = code?.shown ?? ''
    const read = { selector: code?.selector, secret: code?.secret }
    for (const typed of [
      shown,
      shown.toUpperCase(),
      shown.replaceAll('-', ' '),
      ` ${shown.replaceAll('-', '')}\n`,
    ])
      expect(readBackupCode(typed)).toEqual(read)
    for (const typed of ['', '123456', shown.slice(0, -1), `${shown}x`])
      expect(readBackupCode(typed)).toBeUndefined()
  })
})

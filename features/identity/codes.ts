/** Authenticator codes and backup codes: making them, reading what was typed. No database here. */
import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const STEP_SECONDS = 30

/** RFC 6238 with the values every app knows: SHA-1, six digits, 30 seconds. The secret has 160 bits (RFC 4226 §4). */
function totpOf(secret: Secret, label?: { issuer: string; account: string }): TOTP {
  return new TOTP({
    secret,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    ...(label && { issuer: label.issuer, label: label.account }),
  })
}

export function newTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: 20 }).bytes)
}

/** What an app is shown: the secret in base32 and the otpauth address. */
export function totpForApp(
  secret: Uint8Array,
  issuer: string,
  account: string,
): { secret: string; uri: string } {
  const made = new Secret({ buffer: Uint8Array.from(secret).buffer })
  return { secret: made.base32, uri: totpOf(made, { issuer, account }).toString() }
}

/** The step a code belongs to: the current one or the one before (RFC 6238 §5.2), never one to come. Undefined: wrong. */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined
  const totp = totpOf(new Secret({ buffer: Uint8Array.from(secret).buffer }))
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 })
  if (delta === null || delta > 0) return undefined
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta
}

export const BACKUP_CODES = 10
/** Without 0 O 1 I L U: read aloud and typed without doubt. */
const LETTERS = '23456789abcdefghjkmnpqrstvwxyz'
const SELECTOR = 4
const SECRET = 16

/** Ten codes: a selector of 4 letters, then 16 letters of secret (78 bits, NIST SP 800-63B-4 §4.2.1.1 wants 64). */
export function newBackupCodes(): { selector: string; secret: string; shown: string }[] {
  const word = (length: number) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const selectors = new Set<string>()
  while (selectors.size < BACKUP_CODES) selectors.add(word(SELECTOR))
  return [...selectors].map((selector) => {
    const secret = word(SECRET)
    return { selector, secret, shown: (selector + secret).match(/.{4}/g)?.join('-') ?? '' }
  })
}

/** What was typed as selector and secret; undefined when it cannot be a code. */
export function readBackupCode(typed: string): { selector: string; secret: string } | undefined {
  const plain = typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  if (plain.length !== SELECTOR + SECRET) return undefined
  return { selector: plain.slice(0, SELECTOR), secret: plain.slice(SELECTOR) }
}

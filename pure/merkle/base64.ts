/** Base64 (RFC 4648 §4) read strictly: one text for one value, so that no two exports differ and both hold. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Value of each digit; no digit has a value above 63. */
const VALUE = new Uint8Array(128).fill(255)
for (let value = 0; value < 64; value += 1) VALUE[ALPHABET.charCodeAt(value)] = value

const valueOf = (code: number): number => (code < 128 ? (VALUE[code] as number) : 255)

/** Undefined for white space, a missing or odd padding, another alphabet, or bits that stand for nothing (§3.5). */
export function readBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const digits = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let seen = 0
  let at = 0
  for (let index = 0; index < digits; index += 4) {
    const left = digits - index
    const a = valueOf(text.charCodeAt(index))
    const b = valueOf(text.charCodeAt(index + 1))
    const c = left > 2 ? valueOf(text.charCodeAt(index + 2)) : 0
    const d = left > 3 ? valueOf(text.charCodeAt(index + 3)) : 0
    seen |= a | b | c | d
    const held = (a << 18) | (b << 12) | (c << 6) | d
    bytes[at] = held >> 16
    if (left > 2) bytes[at + 1] = held >> 8
    else if ((held & 0xffff) !== 0) return undefined
    if (left > 3) bytes[at + 2] = held
    else if (left > 2 && (held & 0xff) !== 0) return undefined
    at += 3
  }
  return seen < 64 ? bytes : undefined
}

export function writeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3)
    const held = (a << 16) | (b << 8) | c
    const digit = (shift: number) => ALPHABET[(held >> shift) & 63] ?? ''
    text += digit(18) + digit(12)
    text += index + 1 < bytes.length ? digit(6) : '='
    text += index + 2 < bytes.length ? digit(0) : '='
  }
  return text
}

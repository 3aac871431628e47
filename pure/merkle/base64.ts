/** Base64 (RFC 4648 §4) read strictly: one text for one value, so that no two exports differ and both hold. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUE = new Uint8Array(128).fill(255)
for (let value = 0; value < 64; value += 1) VALUE[ALPHABET.charCodeAt(value)] = value

/** Undefined for white space, a missing or odd padding, another alphabet, or bits that stand for nothing (§3.5). */
export function readBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const digits = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let [held, bits, at] = [0, 0, 0]
  for (let index = 0; index < digits; index += 1) {
    const code = text.charCodeAt(index)
    const value = code < 128 ? (VALUE[code] ?? 255) : 255
    if (value === 255) return undefined
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined
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

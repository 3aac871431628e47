/** UTF-8, as every browser and Node have it; neither's own types are seen from here. */
declare const TextEncoder: new () => {
  encode(text: string): Uint8Array
  encodeInto(text: string, into: Uint8Array): { written: number }
}
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string }

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** Writes it into `into` from `at` on, where three bytes for each of its units must be free; gives where it ends. */
export function writeUtf8(text: string, into: Uint8Array, at: number): number {
  // Short and plain, as nearly all of it is, it is written here in less time than it takes to ask for it.
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 127 || text.length > 100) return at + encoder.encodeInto(text, into.subarray(at)).written
    into[at + index] = code
  }
  return at + text.length
}

/** Undefined for bytes that are no UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** The names in a ZIP file, from its own table of contents; nothing is unpacked (PKWARE APPNOTE 4.3.12, 4.3.16). */

const ENTRY = 0x02014b50
const END = 0x06054b50
const END_BYTES = 22
/** The longest comment that may follow the end record. */
const COMMENT_BYTES = 0xffff
/** No document of a practice has so many parts. */
const MOST_NAMES = 10_000

/** Whether ASCII text stands there. */
export function startsWithText(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0))
}

/** Undefined for what is no whole ZIP file of one volume. Never throws. */
export function namesInZip(bytes: Uint8Array): string[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  if (count > MOST_NAMES) return undefined
  const names: string[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) return undefined
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ]
    if (at + 46 + name > end) return undefined
    // Letter by letter: those that are looked for are ASCII.
    names.push(
      Array.from(bytes.subarray(at + 46, at + 46 + name), (byte) => String.fromCharCode(byte)).join(''),
    )
    at += 46 + name + extra + comment
  }
  return names
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES)
  for (let at = view.byteLength - END_BYTES; at >= first; at--)
    if (
      view.getUint32(at, true) === END &&
      view.getUint16(at + 20, true) === view.byteLength - at - END_BYTES
    )
      return at
  return undefined
}

/**
 * A size or an index as C2SP writes it: decimal, no sign, no leading zero. Undefined for anything else, and from 2^53 on,
 * where JavaScript's numbers would run two of them together.
 */
export function readSize(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined
  const size = Number(text)
  return Number.isSafeInteger(size) ? size : undefined
}

/**
 * Whether a JSON text names no member twice. RFC 8259 §4 leaves open which of the two counts: one program would show what was put
 * in, and another check what was sealed.
 */

/** `value` is what `text` was parsed to. */
export function isWrittenOnce(text: string, value: unknown): boolean {
  // As we write it there is not a character to spare, so that nothing can stand there besides.
  return leastLength(value, 0) === text.length || !namesTwice(text)
}

/** Our lines are no deeper. */
const MOST_DEPTH = 4

/** Of its shortest JSON text; NaN for what we write none of, or what is deeper. */
function leastLength(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length + 2
  if (value === true) return 4
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return Number.NaN
  let [length, members] = [2, 0]
  if (Array.isArray(value))
    for (const one of value as unknown[]) {
      length += leastLength(one, depth + 1)
      members += 1
    }
  else
    for (const name in value) {
      length += name.length + 3 + leastLength((value as Record<string, unknown>)[name], depth + 1)
      members += 1
    }
  return length + Math.max(0, members - 1)
}

/** Of a text that is JSON, however deep. */
function namesTwice(text: string): boolean {
  /** The names of each object that is open; none for a list. */
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(undefined)
    else if (sign === '}' || sign === ']') open.pop()
    else if (sign === '"') {
      const end = endOfString(text, at)
      const names = open.at(-1)
      if (names && isName(text, end + 1)) {
        const name = JSON.parse(text.slice(at, end + 1)) as string
        if (names.has(name)) return true
        names.add(name)
      }
      at = end
    }
  }
  return false
}

/** Where the quote stands that ends it. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function isName(text: string, after: number): boolean {
  let at = after
  while (at < text.length && ' \t\n\r'.includes(text[at] ?? '')) at += 1
  return text[at] === ':'
}

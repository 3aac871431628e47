/** The same again: aaaa, abcabc, passwordpassword. */

/** How often a unit must stand to be a repetition by itself: `aaa`, `ababab`, `abcabc`, `abcdabcd`. */
const SHORTEST = [3, 6, 6, 8] as const

/** How many characters from `start` on repeat a unit of at most four; 0 when none does. May be cut down to `shortest`. */
export function repeatsFrom(chars: readonly string[], start: number): { shortest: number; length: number }[] {
  return SHORTEST.map((shortest, index) => {
    const period = index + 1
    let end = start + period
    while (end < chars.length && end - start < 64 && chars[end] === chars[end - period]) end++
    return { shortest, length: end - start }
  }).filter(({ shortest, length }) => length >= shortest)
}

/**
 * The length of the unit that a whole text consists of, at least twice (the last time perhaps cut short);
 * undefined when there is none. By the failure function of Knuth, Morris and Pratt, in linear time.
 */
export function periodOf(chars: readonly string[]): number | undefined {
  const border = [0]
  for (let at = 1; at < chars.length; at++) {
    let length = border[at - 1] ?? 0
    while (length > 0 && chars[at] !== chars[length]) length = border[length - 1] ?? 0
    border.push(chars[at] === chars[length] ? length + 1 : 0)
  }
  const period = chars.length - (border.at(-1) ?? 0)
  return chars.length > 0 && period * 2 <= chars.length ? period : undefined
}

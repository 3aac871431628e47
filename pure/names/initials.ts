/** One or two letters that stand for a person: of the first and the last name, marks above and below kept. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const firstOf = (part: string | undefined) => (part ? ([...letters.segment(part)][0]?.segment ?? '') : '')
  return (firstOf(parts[0]) + (parts.length > 1 ? firstOf(parts.at(-1)) : '')).toUpperCase()
}

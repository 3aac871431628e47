/** The middle one of values that are counted; undefined when there are none. The lower of two, so that it is one that was. */
export function medianOf(rows: readonly { seconds: number; count: number }[]): number | undefined {
  const inOrder = rows.toSorted((a, b) => a.seconds - b.seconds)
  const total = inOrder.reduce((sum, { count }) => sum + count, 0)
  let seen = 0
  for (const { seconds, count } of inOrder) {
    seen += count
    if (seen * 2 >= total && total > 0) return seconds
  }
  return undefined
}

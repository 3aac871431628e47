/** What is listed on paper, page by page: a page is full when the next thing would not fit. */
export function inPages<T>(
  things: readonly T[],
  heightOf: (thing: T) => number,
  room: number,
  firstRoom = room,
): T[][] {
  const pages: T[][] = [[]]
  let used = 0
  for (const thing of things) {
    const height = heightOf(thing)
    const page = pages.at(-1) as T[]
    if (page.length > 0 && used + height > (pages.length === 1 ? firstRoom : room)) {
      pages.push([thing])
      used = height
    } else {
      page.push(thing)
      used += height
    }
  }
  return pages
}

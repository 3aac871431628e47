/** The log cut into what is drawn at once: a screenful, never two days in one, never of two answers of the server. */
import type { AuditEvent } from './event.ts'

/** As many as a screen shows: what comes into sight is laid out whole, and must fit into the time of a frame. */
export const MOST_IN_A_BLOCK = 25

export interface Block {
  /** The same whatever comes before or after it. */
  key: string
  /** The newest of its day. */
  isFirst: boolean
  events: AuditEvent[]
}

/** `pages` newest first, as they were answered; empty ones leave nothing. `daysOf` has the day of each event of a page. */
export function blocksOf(
  pages: readonly (readonly AuditEvent[])[],
  daysOf: (page: readonly AuditEvent[]) => readonly string[],
): Block[] {
  const blocks: Block[] = []
  let before: string | undefined
  for (const page of pages) {
    const days = daysOf(page)
    let block: Block | undefined
    for (const [index, event] of page.entries()) {
      const day = days[index]
      if (!block || day !== before || block.events.length === MOST_IN_A_BLOCK) {
        block = { key: event.id, isFirst: day !== before, events: [] }
        blocks.push(block)
      }
      block.events.push(event)
      before = day
    }
  }
  return blocks
}

/** The day of each event of a page, worked out once a page however often it is asked for. */
export function onceAPage(dayOf: (event: AuditEvent) => string): (page: readonly AuditEvent[]) => string[] {
  const known = new WeakMap<readonly AuditEvent[], string[]>()
  return (page) => {
    const found = known.get(page) ?? page.map(dayOf)
    known.set(page, found)
    return found
  }
}

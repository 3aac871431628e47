/**
 * Tells the server that a person is here: only after a real key, pointer or touch, at most every 15 seconds.
 * Polling, scripts and hidden tabs never keep a session alive.
 */

/** What a person does; `scroll` is not among them, pages scroll by themselves. */
const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'touchstart', 'wheel'] as const
const EVERY_MS = 15_000

/** A mouse on a shiny desk trembles by a pixel or two all night: that is nobody. */
const TREMBLE_PX = 3

interface Seen {
  type: string
  isTrusted: boolean
  /** Of a key: it is held down, by a hand or by a folder that lies on it. */
  repeat?: boolean
  screenX?: number
  screenY?: number
}

interface Parts {
  /** Monotonic milliseconds. */
  now: () => number
  report: () => void
}

/** Takes events and calls `report` for those of a person, at most every 15 s. */
export function createActivityReporter({ now, report }: Parts): (event: Seen) => void {
  let reportedAt = Number.NEGATIVE_INFINITY
  let pointer: { x: number; y: number } | undefined
  /** A page that changes under a pointer at rest makes trusted move events too: the pointer itself must have moved. */
  const moved = ({ screenX: x = 0, screenY: y = 0 }: Seen): boolean => {
    if (pointer && Math.max(Math.abs(x - pointer.x), Math.abs(y - pointer.y)) <= TREMBLE_PX) return false
    const first = pointer === undefined
    pointer = { x, y }
    return !first
  }
  return (event) => {
    // A script on the page can make events, but none that the browser trusts.
    if (!event.isTrusted) return
    if (event.type === 'pointermove' && !moved(event)) return
    if (event.repeat) return
    if (now() - reportedAt < EVERY_MS) return
    reportedAt = now()
    report()
  }
}

/** Watches this page; returns the end of it. */
export function watchActivity(report: () => void): () => void {
  const onEvent = createActivityReporter({ now: () => performance.now(), report })
  const options = { capture: true, passive: true }
  for (const name of EVENTS) window.addEventListener(name, onEvent, options)
  return () => {
    for (const name of EVENTS) window.removeEventListener(name, onEvent, options)
  }
}

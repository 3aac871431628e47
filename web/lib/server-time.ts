/**
 * The server's time, as last heard. Deadlines are compared with it, never with what this computer's clock shows, which
 * people set wrong. How long ago it was heard is told by two clocks: the page's own stands still while a laptop sleeps,
 * the computer's does not.
 */

let anchor: { serverMs: number; heardAt: number; wallAt: number } | undefined

/** Takes the `enamel-now` header of an answer. */
export function hearServerTime(header: string | null): void {
  const serverMs = header === null ? Number.NaN : Date.parse(header)
  if (Number.isFinite(serverMs)) anchor = { serverMs, heardAt: performance.now(), wallAt: Date.now() }
}

/**
 * What the server's clock shows now, in milliseconds since 1970; the browser's own until the server has spoken. A
 * computer's clock that was put forward makes it too late until the next answer: whoever acts on it asks first.
 */
export function serverNow(): number {
  if (!anchor) return performance.timeOrigin + performance.now()
  return anchor.serverMs + Math.max(performance.now() - anchor.heardAt, Date.now() - anchor.wallAt)
}

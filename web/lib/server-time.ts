/**
 * The server's time, as last heard. Deadlines are compared with it, never with this computer's clock, which
 * people set wrong.
 */

let anchor: { serverMs: number; heardAt: number } | undefined

/** Takes the `enamel-now` header of an answer. */
export function hearServerTime(header: string | null): void {
  const serverMs = header === null ? Number.NaN : Date.parse(header)
  if (Number.isFinite(serverMs)) anchor = { serverMs, heardAt: performance.now() }
}

/** What the server's clock shows now, in milliseconds since 1970; the browser's own until the server has spoken. */
export function serverNow(): number {
  return anchor
    ? anchor.serverMs + (performance.now() - anchor.heardAt)
    : performance.timeOrigin + performance.now()
}

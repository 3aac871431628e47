/**
 * Leaving for the page in front of the door: the sign-in page, or the lock screen of a shared computer. Always by a full
 * load: nothing that one person saw stays in memory for the next.
 */
import { ENDED_WHY } from '../../features/sessions/contract.ts'

export type EndedWhy = (typeof ENDED_WHY)[number]

export function isEndedWhy(why: unknown): why is EndedWhy {
  return ENDED_WHY.some((known) => known === why)
}

/** A path inside Enamel, or undefined: an address from outside must not decide where sign-in leads (open redirect). */
export function insidePath(from: unknown): string | undefined {
  return typeof from === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(from) && from.length <= 500
    ? from
    : undefined
}

let owner: string | undefined

/** Whose page this is; the first one stays. */
export function pageBelongsTo(personId: string): void {
  owner ??= personId
}

/** A second reason to leave, heard a moment after the first, would only stop the load that is under way. */
const ONE_LEAVE_MS = 3_000
let leftAt = Number.NEGATIVE_INFINITY

/**
 * Goes to the sign-in page, which tells `why` and leads back to this page afterwards; to the lock screen where the session
 * is kept there, which leads back the same person alone. False when this is such a page.
 */
export function leave(why?: EndedWhy, { names = false } = {}): boolean {
  const { pathname, search, origin } = window.location
  if (pathname === '/sign-in' || pathname === '/locked') return false
  if (performance.now() - leftAt < ONE_LEAVE_MS) return true
  leftAt = performance.now()
  const locked = why === 'locked'
  const goal = new URL(locked ? '/locked' : '/sign-in', origin)
  if (why && !locked) goal.searchParams.set('why', why)
  if (locked && owner) goal.searchParams.set('of', owner)
  if (names) goal.searchParams.set('names', 'yes')
  // Whoever signed out on purpose starts afresh; the next person must not land on the former one's page.
  if (pathname !== '/' && why !== 'signed_out') goal.searchParams.set('from', pathname + search)
  window.location.assign(goal)
  return true
}

/**
 * Leaving for the sign-in page. Always by a full load: nothing that one person saw stays in memory for the next.
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

/** Goes to the sign-in page, which tells `why` and leads back to this page afterwards. False when this is that page. */
export function leave(why?: EndedWhy): boolean {
  const { pathname, search, origin } = window.location
  if (pathname === '/sign-in') return false
  const goal = new URL('/sign-in', origin)
  if (why) goal.searchParams.set('why', why)
  // Whoever signed out on purpose starts afresh; the next person must not land on the former one's page.
  if (pathname !== '/' && why !== 'signed_out') goal.searchParams.set('from', pathname + search)
  window.location.assign(goal)
  return true
}

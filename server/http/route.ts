/**
 * A route: an endpoint of a contract, who may call it, and the one call that answers it. There is no other
 * way to an endpoint, and none without `access`.
 */
import type { Answer, Endpoint, Received } from '../../pure/contract/endpoint.ts'
import type { Permission } from '../../pure/roles/roles.ts'
import type { Context } from '../context.ts'
import type { SessionView } from './session-view.ts'
import type { LinkPurpose, LinkView } from './task-link.ts'

export interface Access {
  /**
   * public: anybody. half: password given, second factor pending. choosing: somebody proven who has not said yet into which of
   * their clinics, or a session in one of them. enrolling: somebody who may only set up a
   * second factor, or a full session. member: a full session. link: somebody without an account who was given one
   * thing to look at, by the token in the header `enamel-link`; whose cookie the browser holds is not asked.
   */
  who: 'public' | 'half' | 'choosing' | 'enrolling' | 'member' | 'link'
  /** What the link must have been made for; with `link` alone. any: for what only asks what it is for. */
  link?: LinkPurpose | 'any'
  permission?: Permission
  /** Wants "confirm it's you" within the last ten minutes, with this session's own token. */
  fresh?: true
  /** A person's own act: moves the idle limit. Everything else only reads it. */
  activity?: true
}

export interface Cookies {
  /** The token that came, undefined when none did. */
  session: string | undefined
  device: string | undefined
  setup: string | undefined
  setSession(token: string): void
  clearSession(): void
  setDevice(token: string): void
  setSetup(token: string): void
  clearSetup(): void
  /** Another person goes on at this browser: what it kept of pages goes. Never "storage": the incident plan is installed there. */
  forgetPages(): void
}

type SessionOf<A extends Access> = A['who'] extends 'public'
  ? SessionView | undefined
  : A['who'] extends 'link'
    ? undefined
    : SessionView

export type Call<E extends Endpoint, A extends Access = Access> = Received<E> & {
  ctx: Context
  session: SessionOf<A>
  link: A['who'] extends 'link' ? LinkView : undefined
  /** Why the session is over whose token this browser still holds. */
  ended: string | undefined
  cookies: Cookies
  /** Host and user agent of the request, for the few that need them. */
  userAgent: string
}

export interface Route {
  readonly endpoint: Endpoint
  readonly access: Access
  readonly handle: (call: never) => Promise<unknown>
}

/** Joins an endpoint, its access and its handler. */
export function route<const E extends Endpoint, const A extends Access>(
  endpoint: E,
  access: A,
  handle: (call: Call<E, A>) => Promise<Answer<E>>,
): Route {
  return { endpoint, access, handle }
}

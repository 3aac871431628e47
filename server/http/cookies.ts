/**
 * Our three cookies: `__Host-` (RFC 6265bis §4.1.3.2: Secure, Path=/, no Domain), HttpOnly, SameSite=Lax so
 * that a link from a mail arrives signed in; every unsafe request is checked by its Origin besides.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Cookies } from './route.ts'

export const SESSION = '__Host-enamel'
const DEVICE = '__Host-enamel-device'
const SETUP = '__Host-enamel-setup'

const HOUSE = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const
const DAY_SECONDS = 24 * 3600

export function hasOurCookie(request: FastifyRequest): boolean {
  return [SESSION, DEVICE, SETUP].some((name) => request.cookies[name] !== undefined)
}

export function cookiesOf(request: FastifyRequest, reply: FastifyReply): Cookies {
  return {
    session: request.cookies[SESSION],
    device: request.cookies[DEVICE],
    setup: request.cookies[SETUP],
    // No expiry: a session's limits are the server's (NIST SP 800-63B-4 §5.1.1: cookie expiry SHALL NOT enforce timeouts).
    setSession: (token) => void reply.setCookie(SESSION, token, HOUSE),
    clearSession: () => void reply.clearCookie(SESSION, HOUSE),
    setDevice: (token) => void reply.setCookie(DEVICE, token, { ...HOUSE, maxAge: 365 * DAY_SECONDS }),
    // The first run may be left and taken up again, also after the browser was closed.
    setSetup: (token) => void reply.setCookie(SETUP, token, { ...HOUSE, maxAge: 30 * DAY_SECONDS }),
    forgetPages: () => void reply.header('clear-site-data', '"cache"'),
    clearSetup: () => void reply.clearCookie(SETUP, HOUSE),
  }
}

/** Security headers of every answer, and the page with its nonce. */
import { randomFillSync } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Config } from '../config/config.ts'

const BASE: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // same-origin, not no-referrer: under the latter a plain form posts `Origin: null`.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
}

/** No inline script, no other origin, script-made markup only through a policy of ours. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types enamel',
  ].join('; ')
}

const NONCE_BYTES = 16
/** Asked of the system for many answers at once: one by one it costs more than all other headers together. */
const random = Buffer.alloc(256 * NONCE_BYTES)
let taken = random.length

function newNonce(): string {
  if (taken === random.length) {
    randomFillSync(random)
    taken = 0
  }
  return random.toString('base64', taken, (taken += NONCE_BYTES))
}

/** Sets the headers and returns the nonce that a page of this answer uses for its styles. */
export function secureHeaders(config: Config, reply: FastifyReply): string {
  const nonce = newNonce()
  void reply.headers({ ...BASE, 'content-security-policy': contentSecurityPolicy(nonce) })
  if (config.origin.startsWith('https:'))
    void reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
  return nonce
}

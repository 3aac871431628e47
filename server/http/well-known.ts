/** Addresses that browsers and password managers look up by themselves (RFC 8615). Public, and the same for everybody. */
import type { FastifyInstance } from 'fastify'

const DOCUMENT = { config: { plain: 'document' } } as const
const SECURITY = '/profile/security'

export function addWellKnown(app: FastifyInstance, origin: string): void {
  // W3C, A Well-Known URL for Relying Party Passkey Endpoints §2: where passkeys are added and managed.
  app.get('/.well-known/passkey-endpoints', DOCUMENT, async () => ({
    enroll: `${origin}${SECURITY}`,
    manage: `${origin}${SECURITY}`,
  }))
  // W3C, A Well-Known URL for Changing Passwords §2.
  app.get('/.well-known/change-password', DOCUMENT, async (_request, reply) => reply.redirect(SECURITY, 302))
  // WebAuthn L3 §5.11.1: pages of other names that may use passkeys made under the name this is asked at.
  app.get('/.well-known/webauthn', DOCUMENT, async (_request, reply) =>
    reply.type('application/json').send({ origins: [origin] }),
  )
}

/** How Fastify gets its servers where Enamel speaks https itself. */
import type { FastifyServerFactory } from 'fastify'
import type { Tls } from '../tls/tls.ts'

/** Fastify's own default: longer than proxies keep an idle connection. */
const KEEP_ALIVE_MS = 72_000

/** Fastify sets its time limits on the servers it makes itself alone. */
export function tlsServers(tls: Tls, { requestTimeout }: { requestTimeout: number }): FastifyServerFactory {
  return (answer) => {
    const server = tls.createServer(answer)
    server.requestTimeout = requestTimeout
    server.keepAliveTimeout = KEEP_ALIVE_MS
    return server
  }
}

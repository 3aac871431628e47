/**
 * The way of a request: flood limit → origin check → body → (`handler.ts`) session → access → schemas → the route's
 * one call → the answer through its schema. A route without `access` stops the start.
 */
import cookie from '@fastify/cookie'
import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createWords } from '../../pure/words/words.ts'
import { type Context, INSTALLATION } from '../context.ts'
import { recordRefusal } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { Kernel } from '../kernel.ts'
import type { Answered } from '../metrics/metrics.ts'
import { contextOf } from './access.ts'
import { describeAgent, readAgent } from './agent.ts'
import { cameBy, clientAddress, proxyWarning } from './client-address.ts'
import { httpProblem } from './contract.ts'
import { hasOurCookie, SESSION } from './cookies.ts'
import { answerQuestion, QUESTION } from './doctor-question.ts'
import { asProblem, sendProblem } from './errors.ts'
import { handlerOf } from './handler.ts'
import { secureHeaders } from './headers.ts'
import { networkOf } from './network.ts'
import { openApi } from './openapi.ts'
import type { Access, Route } from './route.ts'
import type { SessionGate } from './session-view.ts'
import { addWellKnown } from './well-known.ts'
import { tlsServers } from './tls-servers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Routes without a handler of ours: pages, health, the API document. */
    plain?: 'page' | 'health' | 'document' | 'test'
  }
  interface FastifyRequest {
    ctx: Context
    nonce: string
    startedAt: number
  }
}

export interface AppOptions {
  kernel: Kernel
  routes: readonly Route[]
  sessions: SessionGate
  /** Whether the database answers and all migrations are in. */
  ready: () => Promise<boolean>
  /** Runs before anything else of a request: the test clock's offset. */
  beforeRequest?: (() => Promise<void>) | undefined
  /** Told of every answer, for the metrics. */
  answered?: ((request: Answered) => void) | undefined
  /** Adds routes that are not endpoints (the built web, the test clock). */
  also?: ((app: FastifyInstance) => Promise<void>) | undefined
}

const BODY_LIMIT = 1024 * 1024
const REQUEST_MS = 60_000
/**
 * Floods: 600 requests of one network address within ten seconds. A built file counts a tenth: each browser that opens
 * Enamel fetches about a hundred of them, and a practice opens in the morning from one address. People are throttled by
 * feature.
 */
const FLOOD = { points: 6_000, duration: 10 }
const costOf = (url: string) => (url.startsWith('/assets/') ? 1 : 10)

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { kernel } = options
  const proxies = kernel.config.trustedProxies
  const overTls = kernel.tls && tlsServers(kernel.tls, { requestTimeout: REQUEST_MS })
  const loggerInstance: FastifyBaseLogger = kernel.log
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(kernel.clock.now()),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_MS,
    // An empty list trusts nobody; false spares reading the header.
    trustProxy: proxies.length > 0 && [...proxies],
    ...(overTls && { serverFactory: overTls }),
  })
  const noteWay = proxyWarning(kernel.log)
  const flood = new RateLimiterMemory(FLOOD)
  const words = createWords({ catalogue: kernel.catalogue, language: 'en', locale: 'en-GB', zone: 'UTC' })

  app.addHook('onRoute', (route) => {
    if (!route.config?.access && !route.config?.plain)
      throw new Error(`${String(route.method)} ${route.url} has no access rule`)
  })
  // JSON only: a plain form or text from another page is no request of ours.
  app.removeContentTypeParser('text/plain')
  await app.register(cookie)

  app.addHook('onRequest', async (request, reply) => {
    request.startedAt = performance.now()
    await options.beforeRequest?.()
    request.nonce = secureHeaders(kernel.config, reply)
    const address = clientAddress(request)
    const way = cameBy(request)
    noteWay(way)
    request.ctx = {
      kernel,
      now: kernel.clock.now(),
      requestId: request.id,
      clinicId: INSTALLATION,
      actor: { kind: 'nobody' },
      address,
      cameBy: way,
      agent: describeAgent(readAgent(request.headers['user-agent'])),
    }
    void reply.headers({
      'cache-control': 'no-store',
      'enamel-now': request.ctx.now.toISOString(),
      'request-id': request.id,
    })
    try {
      await flood.consume(networkOf(address), costOf(request.url))
    } catch {
      throw httpProblem('request.too_many', { retryAfterSeconds: FLOOD.duration })
    }
    await checkOrigin(options, request)
  })

  app.addHook('onResponse', async (request, reply) => {
    const milliseconds = performance.now() - request.startedAt
    options.answered?.({
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      seconds: milliseconds / 1000,
    })
    // The route's pattern, never the address: ids and tokens stay out of the log.
    kernel.log.info({
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      ms: Math.round(milliseconds),
    })
  })
  app.setErrorHandler(async (error, request, reply) => {
    const problem = asProblem(error)
    if (problem.status >= 500)
      kernel.log.error(
        { request: request.id, route: request.routeOptions.url, err: problem.cause ?? problem },
        problem.code,
      )
    await sendProblem(words, request, reply, problem)
  })
  app.setNotFoundHandler(async (request, reply) => {
    await sendProblem(words, request, reply, httpProblem('request.not_found'))
  })

  for (const route of options.routes) {
    const { method, url, maxBodyBytes: bodyLimit = BODY_LIMIT } = route.endpoint
    app.route({
      method,
      url,
      bodyLimit,
      config: { access: route.access },
      handler: handlerOf(route, options.sessions, kernel.log),
    })
  }

  const document = openApi(options.routes, kernel.config.origin)
  app.get('/api/openapi.json', { config: { plain: 'document' } }, async () => document)
  app.get('/health/live', { config: { plain: 'health' } }, async ({ headers, ctx }) => {
    const seen = { address: ctx.address ?? '', by: ctx.cameBy ?? 'direct' }
    return { ok: true, ...answerQuestion(kernel.keys, headers[QUESTION], seen) }
  })
  app.get('/health/ready', { config: { plain: 'health' } }, async (_request, reply) => {
    const ready = await options.ready()
    return reply
      .code(ready ? 200 : 503)
      .headers(ready ? {} : { 'retry-after': '5' })
      .send({ ok: ready })
  })
  addWellKnown(app, kernel.config.origin)
  await options.also?.(app)
  return app
}

/** An unsafe request that carries a cookie must come from one of our pages. */
async function checkOrigin({ kernel, sessions }: AppOptions, request: FastifyRequest): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (request.routeOptions.config?.plain) return
  const { origin } = request.headers
  const ours = origin === kernel.config.origin
  // Without a cookie too: a sign-in posted from elsewhere would sign a person in as somebody else (login CSRF).
  if (
    ours ||
    (origin === undefined && !hasOurCookie(request) && request.headers['sec-fetch-site'] === undefined)
  )
    return
  const problem = httpProblem('request.wrong_origin', { values: { origin: kernel.config.origin } })
  // In whose name it came, so that their clinic reads of it.
  const token = request.cookies[SESSION]
  const resolved = token === undefined ? undefined : await sessions.resolve(request.ctx, token)
  const ctx = resolved && 'sessionId' in resolved ? contextOf(request.ctx, resolved) : request.ctx
  await recordRefusal(ctx, {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    personal: { route: `${request.method} ${request.routeOptions.url ?? '(none)'}`, reason: problem.code },
  })
  throw problem
}

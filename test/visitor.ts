/** A browser without a screen: keeps cookies, sends Origin as a page of ours does. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Answer, Endpoint, Sent } from '../pure/contract/endpoint.ts'
import type { FieldProblem } from '../pure/contract/problem.ts'

export interface Reply<Body> {
  status: number
  headers: Record<string, unknown>
  /** The problem's code; undefined when all went well. */
  code: string | undefined
  fields: FieldProblem[]
  body: Body
}

export interface Visitor {
  readonly cookies: Map<string, string>
  /** Sends anything at all; `cookie` and `origin` are added unless `headers` has them. */
  send<Body = unknown>(request: Omit<InjectOptions, 'path' | 'server'>): Promise<Reply<Body>>
  call<const E extends Endpoint>(endpoint: E, ...sent: Optional<Sent<E>>): Promise<Reply<Answer<E>>>
  /** The answer; fails the test when there is a problem instead. */
  must<const E extends Endpoint>(endpoint: E, ...sent: Optional<Sent<E>>): Promise<Answer<E>>
}

/** Nothing needs to be handed over where nothing is sent. */
type Optional<S> = object extends S ? [sent?: S] : [sent: S]

export interface VisitorOptions {
  userAgent?: string
  /** Network address. */
  address?: string
  /** The token of a link for somebody without an account. */
  link?: string | undefined
}

/** The address and the body that an endpoint's parts make. */
export function requestOf(
  endpoint: Endpoint,
  sent: object,
): { method: Endpoint['method']; url: string; body?: object } {
  const { params = {}, query = {}, body } = sent as { params?: object; query?: object; body?: object }
  const path = Object.entries(params).reduce(
    (url: string, [name, value]) => url.replace(`:${name}`, encodeURIComponent(String(value))),
    endpoint.url,
  )
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return { method: endpoint.method, url: search ? `${path}?${search}` : path, ...(body && { body }) }
}

export function createVisitor(app: FastifyInstance, origin: string, options: VisitorOptions = {}): Visitor {
  const {
    userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    address = '192.0.2.10',
    link,
  } = options
  const cookies = new Map<string, string>()
  const visitor: Visitor = {
    cookies,
    async send<Body>(request: Omit<InjectOptions, 'path' | 'server'>) {
      const headers = {
        'user-agent': userAgent,
        ...(link !== undefined && { 'enamel-link': link }),
        ...(request.method !== 'GET' && { origin }),
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...request.headers,
      }
      const response = await app.inject({
        remoteAddress: address,
        ...request,
        // What is undefined is left out, such as the origin of a request that has none.
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
      })
      for (const { name, value, expires, maxAge } of response.cookies) {
        if (value === '' || maxAge === 0 || (expires && expires.getTime() === 0)) cookies.delete(name)
        else cookies.set(name, value)
      }
      const isJson = /json/.test(String(response.headers['content-type']))
      const body = (isJson ? response.json() : response.body) as Body & {
        code?: string
        fields?: FieldProblem[]
      }
      const problem = response.statusCode >= 400 && isJson ? body : undefined
      return {
        status: response.statusCode,
        headers: response.headers,
        code: problem?.code,
        fields: problem?.fields ?? [],
        body: body as Body,
      }
    },
    call: <const E extends Endpoint>(endpoint: E, sent: object = {}) =>
      visitor.send<Answer<E>>(requestOf(endpoint, sent)),
    async must<const E extends Endpoint>(endpoint: E, sent: object = {}) {
      const reply = await visitor.send<Answer<E>>(requestOf(endpoint, sent))
      if (reply.status !== 200) {
        throw new Error(
          `${endpoint.method} ${endpoint.url} answered ${reply.status}: ${JSON.stringify(reply.body)}`,
        )
      }
      return reply.body
    },
  }
  return visitor
}

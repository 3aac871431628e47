/** What happens to an admitted request: schemas, the route's one call, the answer through its schema. */
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { dispositionOf, type FileAnswer } from '../../pure/contract/file.ts'
import type { Log } from '../log.ts'
import { admit } from './access.ts'
import { httpProblem } from './contract.ts'
import { cookiesOf } from './cookies.ts'
import { fieldProblems } from './errors.ts'
import type { Route } from './route.ts'
import type { SessionGate, SessionView } from './session-view.ts'

export function handlerOf({ endpoint, access, handle }: Route, sessions: SessionGate, log: Log) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const cookies = cookiesOf(request, reply)
    const admitted = await admit(sessions, request, cookies, access, endpoint)
    const call = {
      ...parse(endpoint, request),
      ctx: admitted.ctx,
      session: admitted.session as SessionView,
      ended: admitted.ended,
      link: admitted.link,
      cookies,
      userAgent: request.headers['user-agent'] ?? '',
    }
    const answer = await (handle as (made: typeof call) => Promise<unknown>)(call)
    if (access.activity && admitted.session) {
      // The act is done: that the idle limit did not move must not answer it as failed.
      await sessions
        .touch(admitted.ctx, admitted.session)
        .catch((error: unknown) => log.warn({ err: error }, 'last activity was not kept'))
    }
    return send(request, reply, endpoint, answer)
  }
}

function parse(endpoint: Endpoint, request: FastifyRequest) {
  const found = (['params', 'query', 'body'] as const).map((part) => {
    const schema = endpoint[part]
    if (!schema) return { part, value: undefined, fields: [] }
    const made = schema.safeParse(request[part] ?? {}, { reportInput: true })
    return made.success
      ? { part, value: made.data, fields: [] }
      : { part, value: undefined, fields: fieldProblems(part, made.error) }
  })
  const fields = found.flatMap((part) => part.fields)
  if (fields.length > 0) throw httpProblem('request.fields', { fields: fields.slice(0, 40) })
  return Object.fromEntries(found.map((part) => [part.part, part.value])) as Record<
    'params' | 'query' | 'body',
    never
  >
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Endpoint,
  answer: unknown,
): Promise<unknown> {
  const checked = endpoint.response.safeParse(answer)
  if (!checked.success) throw httpProblem('server.fault', { cause: checked.error })
  return endpoint.file === undefined
    ? reply.send(checked.data)
    : sendFile(request, reply, endpoint, checked.data as FileAnswer)
}

/** The bytes with their name; a stream that fails ends the connection, so that no half file looks whole. */
function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { file = '', onlySaved = false }: Endpoint,
  { name, content, version }: FileAnswer,
): FastifyReply {
  if (version !== undefined) {
    // Kept, but asked about each time: `no-store` would forbid what the version is for.
    void reply.headers({ etag: `"${version}"`, 'cache-control': 'private, no-cache' })
    if (isNamed(request.headers['if-none-match'], version)) return reply.code(304).send()
  }
  return reply
    .type(file)
    .header('content-disposition', dispositionOf(name, onlySaved ? 'attachment' : 'inline'))
    .send(
      content instanceof Uint8Array ? Buffer.from(content) : Readable.from(content, { objectMode: false }),
    )
}

/** RFC 9110 §13.1.2: one of a list, compared weakly; or any at all. */
function isNamed(ifNoneMatch: string | undefined, version: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(`"${version}"`)
}

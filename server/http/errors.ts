/** Every failure on the wire: RFC 9457 problem details with a code from a closed list. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type FieldProblem, Problem } from '../../pure/contract/problem.ts'
import type { Words } from '../../pure/words/words.ts'
import { FIELD_EXPECTATIONS, httpProblem } from './contract.ts'

/** Faults that mean "the database is away", not "the program is wrong". */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

function isAway(error: unknown): boolean {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException
  return (
    AWAY.has(code) ||
    (code === 'ENOENT' && syscall === 'connect') || // the embedded server's socket
    /^Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|^Query read timeout/.test(
      message,
    )
  )
}

/** What a thrown thing means to the caller. Anything unknown is a fault without details. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { code, name, statusCode } = error as FastifyError
  if (name === 'HashingBusy') return httpProblem('server.busy', { retryAfterSeconds: 2, cause: error })
  if (name === 'PdfBusy') return httpProblem('server.busy', { retryAfterSeconds: 5, cause: error })
  if (isAway(error)) return httpProblem('server.database_away', { retryAfterSeconds: 5, cause: error })
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return httpProblem('request.too_large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return httpProblem('request.wrong_type')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return httpProblem('request.not_understood', { cause: error })
  return httpProblem('server.fault', { cause: error })
}

const KNOWN: ReadonlySet<string> = new Set(FIELD_EXPECTATIONS)
const TYPES: Record<string, string> = {
  string: 'text',
  number: 'number',
  int: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
}

/** Zod's findings as fields and what is expected there, from a closed list. */
export function fieldProblems(part: string, error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const path = [part, ...issue.path.map(String)].join('.')
    const [named, amount] = issue.message.split(':') as [string, string?]
    if (KNOWN.has(named))
      return [{ path, expected: named, values: amount === undefined ? undefined : { n: Number(amount) } }]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: `${path}.${key.slice(0, 60)}`, expected: 'unknown' }))
    if (issue.code === 'invalid_type')
      return [{ path, expected: issue.input === undefined ? 'missing' : (TYPES[issue.expected] ?? 'form') }]
    if (issue.code === 'invalid_value')
      return [{ path, expected: 'one_of', values: { options: issue.values.map(String).join(', ') } }]
    if (issue.code === 'too_big')
      return [{ path, expected: 'too_long', values: { n: Number(issue.maximum) } }]
    if (issue.code === 'too_small')
      return [{ path, expected: 'too_short', values: { n: Number(issue.minimum) } }]
    return [{ path, expected: 'form' }]
  })
}

/** Sends a problem, in English words; the code and the values let a client choose its own. */
export async function sendProblem(
  words: Words,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): Promise<void> {
  if (problem.retryAfterSeconds !== undefined)
    void reply.header('retry-after', String(Math.max(1, Math.ceil(problem.retryAfterSeconds))))
  const key = `problem.${problem.code}`
  await reply
    .code(problem.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: words.has(key)
          ? words(key, { ...problem.values, seconds: Math.ceil(problem.retryAfterSeconds ?? 0) })
          : problem.code,
        status: problem.status,
        code: problem.code,
        instance: request.id,
        ...(problem.values && { values: problem.values }),
        ...(problem.retryAfterSeconds !== undefined && { retryAfterSeconds: problem.retryAfterSeconds }),
        ...(problem.fields && {
          fields: problem.fields.map(({ words: own, ...field }) => {
            const sentence = own ?? `field.${field.expected}`
            const known = words.has(sentence)
            return {
              ...field,
              detail: known ? words(sentence, { n: 0, options: '', ...field.values }) : field.expected,
            }
          }),
        }),
      }),
    )
}

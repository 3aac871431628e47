/** JSON lines on standard error: route, status, duration, request id. Never an address, a name or a body. */
import { pino, type Logger } from 'pino'

export type Log = Logger

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export function createLog(level: LogLevel): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: plainError } },
    pino.destination({ dest: 2, sync: true }),
  )
}

/** What an error says, without what it carries: a database error's detail holds values, a connection holds secrets. */
function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { message: typeof error }
  const { name, message, code, stack, cause } = error as NodeJS.ErrnoException
  return {
    name,
    message,
    ...(code && { code }),
    stack,
    ...(cause instanceof Error && { cause: plainError(cause) }),
  }
}

/** JSON lines on standard error: route, status, duration, request id. Never an address, a name or a body. */
import { pino, type Logger } from 'pino'

export type Log = Logger

export function createLog(level: string = process.env['LOG_LEVEL'] ?? 'info'): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))
}

/** Asks an address whether this very Enamel answers there, and which certificate is shown on the way. */
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { getCACertificates, type TLSSocket } from 'node:tls'
import type { Config } from '../config/config.ts'
import { askQuestion, QUESTION, type Seen } from '../http/doctor-question.ts'
import type { Keys } from '../keys.ts'
import { hostOf } from '../tls/certificate.ts'

const PATIENCE_MS = 5_000

/** What came back from an address. */
export interface Answered {
  /** Undefined: somebody answers, and it is not this Enamel. */
  seen: Seen | undefined
  certificate?: { trusted: boolean; why: string; validTo: Date; covers: boolean }
}

/** Where this process would have to listen, asked without the way through DNS and proxy. */
export function ownAddress({ host, port, tls }: Config): URL {
  const near = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (isIP(host) === 6 ? `[${host}]` : host)
  return new URL(`${tls ? 'https' : 'http'}://${near}:${port}`)
}

/** An error where nobody answers within five seconds. */
export function ask(url: URL, origin: string, keys: Keys): Promise<Answered | Error> {
  const question = askQuestion(keys)
  const secure = url.protocol === 'https:'
  const servername = hostOf(origin)
  return new Promise((resolve) => {
    const settings = {
      agent: false,
      timeout: PATIENCE_MS,
      headers: { host: new URL(origin).host, [QUESTION]: question.header },
    }
    const target = new URL('/health/live', url)
    const asking = secure
      ? requestHttps(target, {
          ...settings,
          ...(isIP(servername) === 0 && { servername }),
          // Judged below, so that it can be said what is wrong; the answer itself is proven by the server key.
          rejectUnauthorized: false,
          ca: [...getCACertificates('default'), ...getCACertificates('system')],
        })
      : requestHttp(target, settings)
    const give = (error: Error) => resolve(error)
    asking
      .once('error', give)
      .once('timeout', () => asking.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} seconds`)))
      .once('response', (answer) => {
        const shown = secure ? certificateOf(answer.socket as TLSSocket, servername) : {}
        readBody(answer).then((body) => resolve({ seen: question.judge(body), ...shown }), give)
      })
      .end()
  })
}

function certificateOf(socket: TLSSocket, host: string): Pick<Answered, 'certificate'> {
  const shown = socket.getPeerX509Certificate()
  if (!shown) return {}
  const covers =
    (isIP(host) ? shown.checkIP(host) : shown.checkHost(host, { subject: 'never' })) !== undefined
  const { authorized, authorizationError } = socket
  return {
    certificate: {
      trusted: authorized,
      why: String(authorizationError ?? ''),
      validTo: shown.validToDate,
      covers,
    },
  }
}

/** The answer as JSON; undefined when it is none, or longer than ours ever is. */
async function readBody(answer: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const part of answer.setEncoding('utf8')) {
    text += String(part)
    if (text.length > 4_096) return undefined
  }
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Requests to the running program as a browser on this computer would send them. */
import { request, type Agent } from 'node:http'

export interface Sending {
  method?: string
  path: string
  /** As signIn gives it. */
  cookie?: string | undefined
  body?: object
  agent?: Agent
  /** The address to come from, anything in 127.0.0.0/8; D 127.0.0.1. */
  from?: string
  /** The page it comes from; D one of this port. */
  origin?: string
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  /** Parsed when it is JSON. */
  body: unknown
}

/** Rejects when the connection ends before the answer is complete. */
export function send(
  port: number,
  { method = 'GET', path, cookie, body, agent, from, origin = `http://localhost:${port}` }: Sending,
): Promise<Answer> {
  const text = body && JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const asking = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      ...(agent && { agent }),
      ...(from && { localAddress: from }),
      headers: {
        ...(method !== 'GET' && { origin }),
        ...(cookie && { cookie }),
        ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      },
    })
    asking.once('error', reject)
    asking.once('response', (answer) => {
      let said = ''
      answer.setEncoding('utf8').on('data', (part: string) => (said += part))
      answer.once('error', reject)
      answer.once('end', () => {
        const isJson = /json/.test(answer.headers['content-type'] ?? '')
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: isJson ? (JSON.parse(said) as unknown) : said,
        })
      })
    })
    asking.end(text)
  })
}

let addresses = 0

/** One that nobody asked from before: what is counted by address begins anew. */
export function nextAddress(): string {
  addresses += 1
  return `127.${1 + ((addresses >> 16) % 200)}.${(addresses >> 8) & 255}.${addresses & 255}`
}

/** Signs in somebody who has no second factor; gives the cookies to send from then on. */
export async function signIn(
  port: number,
  email: string,
  password: string,
  sending: Pick<Sending, 'agent' | 'from' | 'cookie' | 'origin'> = {},
): Promise<string> {
  const { status, headers, body } = await send(port, {
    ...sending,
    method: 'POST',
    path: '/api/sign-in/password',
    body: { email, password },
  })
  if (status !== 200) throw new Error(`Signing in answered ${status}: ${JSON.stringify(body)}`)
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

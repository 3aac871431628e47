/** Enamel under a name with https, as people reach it: what the browser asks of that name is carried to the real server. */
import { request as ask } from 'node:http'
import type { BrowserContext, Route } from 'playwright-core'
import { freePort } from '../test/free-port.ts'
import { type RunningEnamel, startEnamel } from './harness.ts'

export const NAMED_ORIGIN = 'https://enamel.practice.example'

export async function startEnamelByName(): Promise<{ enamel: RunningEnamel; port: number }> {
  const port = await freePort()
  const environment = { ENAMEL_ORIGIN: NAMED_ORIGIN, PORT: String(port), ENAMEL_TRUSTED_PROXIES: 'loopback' }
  return { enamel: await startEnamel({ environment }), port }
}

/** Stands where a proxy with a certificate would: this browser finds the name, and its pages are secure contexts. */
export async function findsByName(context: BrowserContext, port: number): Promise<void> {
  // A page that is left, or a server that is gone: nobody waits for the answer.
  await context.route(`${NAMED_ORIGIN}/**`, (route) => pass(route, port).catch(() => undefined))
}

async function pass(route: Route, port: number): Promise<void> {
  const asked = route.request()
  const { pathname, search, host } = new URL(asked.url())
  const answer = await carry(port, {
    method: asked.method(),
    path: pathname + search,
    headers: {
      ...(await asked.allHeaders()),
      host,
      'accept-encoding': 'identity',
      'x-forwarded-proto': 'https',
    },
    body: asked.postDataBuffer(),
  })
  await route.fulfill(answer)
}

interface Carried {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | null
}

function carry(
  port: number,
  { method, path, headers, body }: Carried,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const plain = Object.entries(headers).filter(([name]) => !name.startsWith(':'))
  return new Promise((resolve, reject) => {
    const sent = ask(
      { host: '127.0.0.1', port, method, path, headers: Object.fromEntries(plain) },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const given = Object.entries(answer.headers).map(([name, value]) => [
            name,
            // Several cookies stand one a line.
            Array.isArray(value) ? value.join('\n') : (value ?? ''),
          ])
          resolve({
            status: answer.statusCode ?? 502,
            headers: Object.fromEntries(given) as Record<string, string>,
            body: Buffer.concat(parts),
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

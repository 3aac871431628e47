/** What the page on reaching Enamel says, made of what the server sees. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { getReach } from '../contract.ts'

export type Reach = Answer<typeof getReach>

/** Let's Encrypt renews 30 days before the end: what is not renewed with two weeks left has stopped being renewed. */
const SOON_DAYS = 14

/** The one thing that needs somebody, the worst first. */
export type Warning = { kind: 'over' } | { kind: 'ends'; days: number } | { kind: 'proxy' }

export function warningOf({ certificate, seen }: Reach, now: number): Warning | undefined {
  if (certificate && Date.parse(certificate.validTo) <= now) return { kind: 'over' }
  if (certificate && certificate.daysLeft < SOON_DAYS) return { kind: 'ends', days: certificate.daysLeft }
  return seen.by === 'unknown_proxy' ? { kind: 'proxy' } : undefined
}

export interface Plan {
  /** The address that people are to type: today's, where others can type it. */
  address: string
  name: string
  /** Where a proxy passes requests on to. */
  target: string
  /** Lines of the environment. */
  proxy: string[]
  direct: string[]
}

const EXAMPLE = 'enamel.practice.example'

export function planOf({ origin, listens, https }: Reach): Plan {
  const { hostname } = new URL(origin)
  const name = https === 'none' ? EXAMPLE : hostname
  const address = https === 'none' ? `https://${EXAMPLE}` : origin
  const own = https === 'enamel'
  // With a certificate of its own Enamel may listen on 443; a proxy needs that one.
  const port = own && listens.port === 443 ? 3000 : listens.port
  return {
    address,
    name,
    target: `http://127.0.0.1:${port}`,
    proxy: [`ENAMEL_ORIGIN=${address}`, 'ENAMEL_TRUSTED_PROXIES=loopback', 'HOST=127.0.0.1', `PORT=${port}`],
    direct: [
      `ENAMEL_ORIGIN=${address}`,
      'ENAMEL_TLS_CERT=…/fullchain.pem',
      'ENAMEL_TLS_KEY=…/privkey.pem',
      `HOST=${own ? listens.host : '0.0.0.0'}`,
      `PORT=${own ? listens.port : 443}`,
    ],
  }
}

/** Under which address Enamel is reached, who serves https there, whose proxies are believed, and the name of passkeys. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { readProxies } from '../http/client-address.ts'
import type { SettingName } from './settings.ts'

export interface Address {
  /** Scheme, host and port under which browsers reach Enamel; no trailing slash. */
  readonly origin: string
  /** Paths of the PEM files that https is served with; undefined: Enamel speaks http, and a proxy may stand before it. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Addresses, networks or `loopback`: whose word on where a request came from is believed. */
  readonly trustedProxies: readonly string[]
  /** What `origin` is made of: a name, localhost, or an IP address. */
  readonly reachedAs: 'name' | 'localhost' | 'number'
  /** The name that passkeys are to be made under; the one that is kept (`server/relying-party.ts`) may differ. */
  readonly rpId: string
  /** Whether ENAMEL_RP_ID says so. */
  readonly rpIdGiven: boolean
}

/** `port`: for the address on this computer, where none is set. Adds what is wrong to `faults`. */
export function readAddress(value: (name: SettingName) => string, port: number, faults: string[]): Address {
  const origin = readOrigin(value('ENAMEL_ORIGIN') || `http://localhost:${port}`, faults)
  const hostname = URL.parse(origin)?.hostname ?? ''
  const isNumber = isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0
  const tls = readTls(value('ENAMEL_TLS_CERT'), value('ENAMEL_TLS_KEY'), origin, faults)
  const trustedProxies = readProxies(value('ENAMEL_TRUSTED_PROXIES'), faults)
  const givenRpId = value('ENAMEL_RP_ID').toLowerCase()
  if (givenRpId && !isRpId(givenRpId))
    faults.push(
      'ENAMEL_RP_ID is a name such as enamel.practice.example, without https:// and without a port.',
    )
  return {
    origin,
    tls,
    trustedProxies,
    reachedAs: hostname === 'localhost' ? 'localhost' : isNumber ? 'number' : 'name',
    rpId: givenRpId || hostname,
    rpIdGiven: givenRpId !== '',
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** WebAuthn L3 §4, relying party identifier: a domain; no public suffix, so that it has a dot, but for localhost. */
function isRpId(text: string): boolean {
  return (
    text === 'localhost' ||
    (text.length <= 253 &&
      isIP(text) === 0 &&
      /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(text))
  )
}

/** Both paths or neither; what the files hold is looked at when they are used (server/tls). */
function readTls(cert: string, key: string, origin: string, faults: string[]): Address['tls'] {
  if (!cert && !key) return undefined
  if (!cert || !key)
    faults.push(
      `${cert ? 'ENAMEL_TLS_KEY' : 'ENAMEL_TLS_CERT'} is missing: a certificate and its key are given together.`,
    )
  if (origin.startsWith('http:'))
    faults.push(
      'ENAMEL_ORIGIN begins with https:// where Enamel serves a certificate. Set it to the name that the certificate is for.',
    )
  return { cert: resolve(cert), key: resolve(key) }
}

function readOrigin(text: string, faults: string[]): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    faults.push(`ENAMEL_ORIGIN is an address such as https://enamel.practice.example; “${text}” is none.`)
    return ''
  }
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost')
  if (!safe)
    faults.push(
      'ENAMEL_ORIGIN begins with https://, or is http://localhost: over plain http a password could be read on the way.',
    )
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password)
    faults.push('ENAMEL_ORIGIN is scheme, host and port only, without a path.')
  return url.origin
}

/**
 * Who asks, seen through the proxies that ENAMEL_TRUSTED_PROXIES names. X-Forwarded-For is read from the right, as
 * Fastify's trustProxy does: each trusted computer's word counts, and whatever stands left of the first that is not
 * trusted was typed by a stranger.
 */
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { addressText, readAddress } from '../../pure/network/networks.ts'
import type { Log } from '../log.ts'

/**
 * direct: no proxy said anything. proxy: one that is trusted did. unknown_proxy: somebody who is not trusted named an
 * address, and it was not believed.
 */
export type CameBy = 'direct' | 'proxy' | 'unknown_proxy'

/** The address that limits, throttles, events and sessions go by: IPv4 as such, also where it came mapped into IPv6. */
export function clientAddress(request: Pick<FastifyRequest, 'ip' | 'ips'>): string {
  // A trusted proxy that passes on what is no address is believed up to the last that is one.
  return plain((request.ips ?? []).findLast((one) => isIP(one) !== 0) ?? request.ip)
}

export function cameBy(request: Pick<FastifyRequest, 'headers' | 'ips'>): CameBy {
  if (request.headers['x-forwarded-for'] === undefined) return 'direct'
  return (request.ips ?? []).length > 1 ? 'proxy' : 'unknown_proxy'
}

/** Says once that a proxy is not believed: behind it everybody counts as one address. */
export function proxyWarning(log: Log): (way: CameBy) => void {
  let said = false
  return (way) => {
    if (way !== 'unknown_proxy' || said) return
    said = true
    log.warn(
      'X-Forwarded-For came from a computer that ENAMEL_TRUSTED_PROXIES does not name, and is not believed. Behind such a proxy everybody counts as one address.',
    )
  }
}

/** `::ffff:192.0.2.7` is 192.0.2.7 (RFC 4291 §2.5.5.2), however it is written: a server that listens on both families sees it so. */
function plain(address: string): string {
  const read = readAddress(address)
  return read?.family === 4 ? addressText(read) : address
}

/** 10.0.0.0/8 and fd00::/8 are the widest that one house may have; two halves of the world would be everybody. */
const WIDEST = 8

/**
 * Words, addresses and networks of ENAMEL_TRUSTED_PROXIES. Every entry that is none is put into `faults`, and so is a
 * network so wide that strangers are in it.
 */
export function readProxies(text: string, faults: string[]): string[] {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '')
  for (const entry of entries) {
    const [address = '', prefix, more] = entry.split('/')
    const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
    const network = prefix !== undefined && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest
    if (entry === 'loopback' || (longest > 0 && prefix === undefined)) continue
    if (more !== undefined || !network)
      faults.push(
        `ENAMEL_TRUSTED_PROXIES lists addresses (192.168.1.5), networks (192.168.1.0/30) or the word loopback; “${entry}” is none.`,
      )
    else if (Number(prefix) < WIDEST)
      faults.push(
        `ENAMEL_TRUSTED_PROXIES would believe strangers with ${entry}: name the proxy’s own address.`,
      )
  }
  return entries
}

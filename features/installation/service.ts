/** What the program knows of its own address. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { isLoopback } from '../../server/config/address.ts'
import type { Context } from '../../server/context.ts'
import type { getReach } from './contract.ts'

const DAY_MS = 24 * 3_600_000

export function reach(ctx: Context): Answer<typeof getReach> {
  const { config, tls } = ctx.kernel
  const { origin, host, port, trustedProxies } = config
  const certificate = tls?.certificate
  return {
    origin,
    listens: { host, port, loopback: isLoopback(host) },
    https: certificate ? 'enamel' : origin.startsWith('https:') ? 'proxy' : 'none',
    certificate: certificate
      ? {
          names: [...certificate.names],
          validTo: certificate.validTo.toISOString(),
          daysLeft: Math.floor((certificate.validTo.getTime() - ctx.now.getTime()) / DAY_MS),
        }
      : null,
    trustedProxies: [...trustedProxies],
    seen: { address: ctx.address ?? '', by: ctx.cameBy ?? 'direct' },
  }
}

/** How others reach this Enamel, as the program itself sees it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'

export const installationActions = [] as const

export const getReach = endpoint({
  method: 'GET',
  url: '/api/installation/reach',
  summary: 'The address of this Enamel, who speaks https, and as which address this request came.',
  response: z.object({
    /** The address people type. */
    origin: z.string(),
    /** Where the program listens; `loopback`: other computers cannot come that way. */
    listens: z.object({ host: z.string(), port: z.number(), loopback: z.boolean() }),
    /** enamel: with a certificate of its own. proxy: somebody in front. none: plain http on this computer. */
    https: z.enum(['enamel', 'proxy', 'none']),
    /** Of the certificate that Enamel serves; null where a proxy has it, or nobody. */
    certificate: z
      .object({ names: z.array(z.string()), validTo: z.iso.datetime(), daysLeft: z.number() })
      .nullable(),
    trustedProxies: z.array(z.string()),
    /** This very request. unknown_proxy: somebody named an address and was not believed. */
    seen: z.object({ address: z.string(), by: z.enum(['direct', 'proxy', 'unknown_proxy']) }),
  }),
})

/** From which networks people may sign in. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { line } from '../../pure/contract/fields.ts'
import { problems } from '../../pure/contract/problem.ts'

export const networksProblem = problems({
  'networks.changed_meanwhile': 409,
  /** `fields` name each row that is none, its reason and what was probably meant. */
  'networks.refused': 422,
  /** The list is on and lets nobody in. */
  'networks.none': 422,
  /** The address of the person saving, `address`, is in none of them. */
  'networks.would_shut_out': 422,
  /** Only an Owner says whether Owners pass. */
  'networks.owners_only': 403,
})

export const networksActions = ['networks.changed'] as const

export const MOST_NETWORKS = 100

const instant = z.iso.datetime()

export const getNetworks = endpoint({
  method: 'GET',
  url: '/api/security/networks',
  summary: 'From which networks people may sign in, and from which address this was asked.',
  response: z.object({
    on: z.boolean(),
    networks: z.array(z.object({ network: z.string(), note: z.string() })),
    /** Owners pass the list. */
    ownersPass: z.boolean(),
    revision: z.number(),
    changed: z.object({ by: z.string(), at: instant }).nullable(),
    /** Of the person asking, as Enamel sees it. */
    you: z.object({
      address: z.string(),
      /** unknown_proxy: everybody seems to come from one address, that of a computer between. */
      cameBy: z.enum(['direct', 'proxy', 'unknown_proxy']),
    }),
  }),
})

export const saveNetworks = endpoint({
  method: 'PUT',
  url: '/api/security/networks',
  summary:
    'Sets the networks; they hold for everybody who is signed in, at once. Never shuts out whoever saves.',
  body: z.strictObject({
    on: z.boolean(),
    networks: z
      .array(z.strictObject({ network: line(80, 0), note: line(60, 0) }))
      .max(MOST_NETWORKS, { error: `too_many:${MOST_NETWORKS}` }),
    ownersPass: z.boolean(),
    revision: z.number().int().min(0),
  }),
  response: z.object({ revision: z.number() }),
})

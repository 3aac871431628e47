/** What somebody new of a role needs: as their colleagues of that role have it. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { fileEndpoint } from '../../pure/contract/file.ts'
import { ROLES } from '../../pure/roles/roles.ts'
import { SECRET_KINDS } from '../../pure/secrets/kinds.ts'
import { SYSTEM_KINDS } from '../../pure/systems/systems.ts'

const query = z.strictObject({ role: z.enum(ROLES) })

export const getNewcomerList = endpoint({
  method: 'GET',
  url: '/api/newcomer',
  summary: 'Accounts and shared knowledge that those of a role have, for somebody new.',
  query,
  response: z.object({
    /** How many of that role work here now. */
    people: z.number(),
    accounts: z.array(
      z.object({
        systemId: z.string(),
        kind: z.enum(SYSTEM_KINDS),
        name: z.string(),
        /** Whom to ask; null: not stated. */
        runBy: z.string().nullable(),
        /** How many of that role have one. */
        have: z.number(),
      }),
    ),
    known: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(SECRET_KINDS),
        name: z.string(),
        place: z.string(),
        have: z.number(),
      }),
    ),
  }),
})

export const getNewcomerPdf = fileEndpoint({
  method: 'GET',
  url: '/api/newcomer.pdf',
  summary: 'The same on one page to tick, A4 or Letter by the clinic’s country.',
  query,
  type: 'application/pdf',
})

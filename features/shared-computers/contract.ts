/** Shared computers of a clinic: which there are. */
import { z } from 'zod'
import { endpoint } from '../../pure/contract/endpoint.ts'
import { problems } from '../../pure/contract/problem.ts'

export const sharedComputerProblem = problems({ 'shared_computers.not_found': 404 })

export const sharedComputerActions = [] as const

const instant = z.iso.datetime()

export const listSharedComputers = endpoint({
  method: 'GET',
  url: '/api/shared-computers',
  summary: 'The shared computers of the clinic.',
  response: z.object({
    computers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        place: z.string(),
        markedAt: instant,
        markedBy: z.string(),
        /** To be named by a change. */
        revision: z.number(),
      }),
    ),
  }),
})

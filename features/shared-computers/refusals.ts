/** What a refused change leaves: an id that is not there (or another clinic's) is an event, a unique index has a sentence. */
import { Problem } from '../../pure/contract/problem.ts'
import type { Context } from '../../server/context.ts'
import { refuse } from '../../server/db/database.ts'
import { sharedComputerProblem } from './contract.ts'

const INDEX = {
  shared_computer__name: 'shared_computers.name_taken',
  shared_computer__device: 'shared_computers.taken',
} as const

/** For `.catch` of a change; always throws. */
export function refusing(ctx: Context, route: string): (error: unknown) => Promise<never> {
  return async (error) => {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown }
    // PostgreSQL, Appendix A: unique_violation. Two at the same instant, or a name or browser that is taken.
    if (
      code === '23505' &&
      (constraint === 'shared_computer__name' || constraint === 'shared_computer__device')
    )
      throw sharedComputerProblem(INDEX[constraint])
    if (error instanceof Problem && error.status === 404)
      await refuse(ctx, error, {
        action: 'request.refused',
        category: 'auth',
        outcome: 'refused',
        personal: { route, reason: error.code },
      })
    throw error
  }
}

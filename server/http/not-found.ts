/** An id that is not there, or another clinic's, is an event: who tries ids one by one is seen. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import type { Context } from '../context.ts'
import { refuse } from '../db/database.ts'

/** What `done` answers; where it finds nothing (404) the refusal is recorded and thrown. */
export function recordingNotFound<T>(
  ctx: Context,
  { method, url }: Pick<Endpoint, 'method' | 'url'>,
  done: Promise<T>,
): Promise<T> {
  return done.catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status !== 404) throw error
    return refuse(ctx, error, {
      action: 'request.refused',
      category: 'auth',
      outcome: 'refused',
      personal: { route: `${method} ${url}`, reason: error.code },
    })
  })
}

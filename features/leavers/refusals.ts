/** Refusals about runs that no act on a colleague records by itself. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'
import { Problem } from '../../pure/contract/problem.ts'
import type { Context } from '../../server/context.ts'
import { recordRefusal } from '../../server/db/database.ts'

/** What `work` answers; its refusal by a code of this feature is on record, by the id that was asked for. */
export async function recorded<T>(
  ctx: Context,
  { method, url }: Pick<Endpoint, 'method' | 'url'>,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith('leavers.'))
      await recordRefusal(ctx, {
        action: 'request.refused',
        category: 'auth',
        outcome: 'refused',
        target: { type: 'leaving', id },
        personal: { route: `${method} ${url}`, reason: error.code },
      })
    throw error
  }
}

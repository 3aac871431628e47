/** Following the log: what came since the list was read, asked for every three seconds while the page is looked at. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Sent } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { listEvents } from '../contract.ts'
import type { AuditEvent } from './event.ts'

const EVERY_MS = 3_000

/** What came, one answer after the other. */
interface Come {
  newest: string
  /** The newest first; none is ever changed. */
  batches: readonly (readonly AuditEvent[])[]
}

export interface Following {
  batches: readonly (readonly AuditEvent[])[]
  /** The server does not answer. */
  isAway: boolean
}

/**
 * `since`: the `newest` of the list; undefined: nothing is followed, and what came stays. `readAnew` is called where more
 * came at once than is told one by one. What the list has already may be among it.
 */
export function useFollowing(
  query: NonNullable<Sent<typeof listEvents>['query']>,
  since: string | undefined,
  readAnew: () => void,
): Following {
  const queries = useQueryClient()
  const queryKey = [...keyOf(listEvents), 'following', query]
  const { data, isError } = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Come> => {
      const before = queries.getQueryData<Come>(queryKey)
      const after = before?.newest ?? since
      const { events, newest, more } = await call(
        listEvents,
        { query: { ...query, after, limit: 200 } },
        { signal },
      )
      if (more) {
        readAnew()
        return { newest, batches: [] }
      }
      const known = new Set(before?.batches.flat().map(({ id }) => id))
      // What is not sealed yet is given again with each answer.
      const fresh = events.filter(({ id }) => !known.has(id))
      const batches = before?.batches ?? []
      return { newest, batches: fresh.length > 0 ? [fresh, ...batches] : batches }
    },
    enabled: since !== undefined,
    refetchInterval: EVERY_MS,
    structuralSharing: false,
    gcTime: 0,
  })
  return { batches: data?.batches ?? [], isAway: since !== undefined && isError }
}

/** Reading from the server: the cache, when to try again, and the options of one read. */
import { QueryClient, queryOptions } from '@tanstack/react-query'
import type { Endpoint, Sent } from '../../pure/contract/endpoint.ts'
import { call } from './api.ts'
import { ApiProblem } from './api-problem.ts'

/** Whether the same request may succeed in a moment: the server is away or busy. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 503 || error.code === 'client.offline')
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server may be this very computer: whether the internet is there does not matter.
        networkMode: 'always',
        staleTime: 5_000,
        // Goes on by itself when the server is back.
        refetchInterval: ({ state }) => isPassing(state.error) && 5_000,
        // Said after 3 s: who waits longer before a still page believes that it hangs.
        retry: (failures, error) => isPassing(error) && failures < 2,
        retryDelay: (failures, error) =>
          (error instanceof ApiProblem && error.retryAfterSeconds ? error.retryAfterSeconds : 2 ** failures) *
          1_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** Every read of one endpoint has this key first; hand it to `invalidateQueries` after a change. */
export function keyOf(endpoint: Endpoint): readonly [string] {
  return [endpoint.url]
}

/** The options of one read, for `useQuery`, `useSuspenseQuery` and loaders. */
export function reading<const E extends Endpoint>(endpoint: E, sent: Sent<E>) {
  return queryOptions({
    queryKey: [...keyOf(endpoint), sent] as const,
    queryFn: ({ signal }) => call(endpoint, sent, { signal }),
  })
}

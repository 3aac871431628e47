/** The lines of the log: the newest, older ones as somebody goes down, and new ones on top while it is followed. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { listEvents } from '../contract.ts'
import { EventTable } from './event-table.tsx'
import type { Facets } from './facets.ts'
import type { Asked, LogSearch } from './log-search.ts'
import { NothingFound } from './nothing-found.tsx'
import { useFollowing } from './following.ts'
import classes from './audit-log-page.module.css'

interface LogListProps {
  listed: Asked
  following: boolean
  search: LogSearch
  facets: Facets | undefined
  onChange: (search: LogSearch) => void
}

const PAGE = 100
/** So many come by themselves as somebody goes down; then they are asked: what stands below is within reach. */
const BY_ITSELF = 10

export function LogList({ listed, following, search, facets, onChange }: LogListProps) {
  const words = useWords()
  const log = useInfiniteQuery({
    queryKey: [...keyOf(listEvents), 'pages', listed],
    queryFn: ({ pageParam, signal }) =>
      call(listEvents, { query: { ...listed, before: pageParam, limit: PAGE } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // Hundreds of pages would be asked again for a look at another window; what is new comes by following.
    refetchOnWindowFocus: false,
    // What was read stays the same object; comparing thousands of lines at each page would take longer than drawing them.
    structuralSharing: false,
    gcTime: 0,
  })
  const read = log.data?.pages.map(({ events }) => events) ?? []
  const newer = useFollowing(
    listed,
    following ? log.data?.pages[0]?.newest : undefined,
    () => void log.refetch(),
  )
  const known = new Set(newer.batches.length > 0 ? read.flat().map(({ id }) => id) : [])
  const come = newer.batches.map((batch) => batch.filter(({ id }) => !known.has(id)))
  const pages = [...come, ...read]
  const n = pages.reduce((sum, { length }) => sum + length, 0)
  const foot = useRef<HTMLDivElement>(null)
  const mayCome =
    log.hasNextPage && !log.isFetching && !log.isError && (log.data?.pages.length ?? 0) % BY_ITSELF !== 0
  const { fetchNextPage } = log
  useEffect(() => {
    const seen = foot.current
    // The first of each ten is asked for by its button.
    if (!mayCome || !seen) return undefined
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: '600px',
    })
    watch.observe(seen)
    return () => watch.disconnect()
  }, [mayCome, fetchNextPage])
  if (!log.data) {
    if (log.error)
      return <ErrorState error={log.error} onRetry={() => void log.refetch()} retrying={log.isFetching} />
    return <SkeletonRows rows={12} />
  }
  return (
    <>
      {(log.isRefetchError || newer.isAway) && (
        <div className={classes.banner}>
          <Banner tone="warn" live>
            {words('audit.as_of', { time: words.time(new Date(log.dataUpdatedAt)) })}
          </Banner>
        </div>
      )}
      {following && (
        <output className={classes.following}>{words('audit.follow.on', { n: come.flat().length })}</output>
      )}
      {n === 0 ? (
        <NothingFound search={search} facets={facets} onChange={onChange} />
      ) : (
        <>
          <EventTable pages={pages} />
          <div className={classes.foot} ref={foot}>
            {log.isFetchNextPageError && <Banner tone="bad">{words('audit.more_failed')}</Banner>}
            <output className={classes.shown}>
              {words(log.hasNextPage ? 'audit.shown' : 'audit.all_shown', { n })}
            </output>
            {log.hasNextPage && (
              <Button
                variant="line"
                onClick={() => void log.fetchNextPage()}
                busy={log.isFetchingNextPage && words('audit.loading_more')}
              >
                {words('audit.more')}
              </Button>
            )}
          </div>
        </>
      )}
    </>
  )
}

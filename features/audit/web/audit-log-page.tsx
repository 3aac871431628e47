/** The newest of the log: who did what, to whom, from where. */
import IconListDetails from '@tabler/icons-react/dist/esm/icons/IconListDetails.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { listEvents } from '../contract.ts'
import { EventTable } from './event-table.tsx'
import classes from './audit-log-page.module.css'

export function AuditLogPage() {
  const words = useWords()
  const log = useInfiniteQuery({
    queryKey: keyOf(listEvents),
    queryFn: ({ pageParam, signal }) => call(listEvents, { query: { before: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const events = log.data?.pages.flatMap((page) => page.events)
  return (
    <Page width="wide">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('menu.settings.security.audit_log')}
        sentence={words('audit.sentence')}
      />
      {events === undefined ? (
        log.error ? (
          <ErrorState error={log.error} onRetry={() => void log.refetch()} retrying={log.isFetching} />
        ) : (
          <SkeletonRows rows={12} />
        )
      ) : events.length === 0 ? (
        <EmptyState
          icon={<IconListDetails size={28} stroke={1.75} aria-hidden="true" />}
          title={words('audit.empty.title')}
        >
          {words('audit.empty.sentence')}
        </EmptyState>
      ) : (
        <>
          {log.isRefetchError && (
            <div className={classes.banner}>
              <Banner tone="warn" live>
                {words('audit.as_of', { time: words.time(new Date(log.dataUpdatedAt)) })}
              </Banner>
            </div>
          )}
          <EventTable pages={log.data?.pages.map((page) => page.events) ?? []} />
          <div className={classes.foot}>
            {log.isFetchNextPageError && <Banner tone="bad">{words('audit.more_failed')}</Banner>}
            <output className={classes.shown}>
              {words(log.hasNextPage ? 'audit.shown' : 'audit.all_shown', { n: events.length })}
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
      <GuideBeside name="log-review" />
    </Page>
  )
}

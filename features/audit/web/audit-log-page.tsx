/** Settings › Security › Audit Log: who did what, when, from where; narrowed, looked at over time, and proven. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { holds } from '../../../pure/roles/roles.ts'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { PrintButton } from '../../../web/ui/print-button.tsx'
import { countFacets, countOverTime } from '../log-contract.ts'
import { firstOf, lastOf, pickedBy, type Range } from './brush.ts'
import { LogFilters } from './log-filters.tsx'
import { LogList } from './log-list.tsx'
import { LogTools } from './log-tools.tsx'
import { LogOverTime } from './log-over-time.tsx'
import { listedOf, type LogSearch, overOf, periodOf, readLogSearch } from './log-search.ts'
import { CheckLine, SealLine } from './seal-line.tsx'
import { OnPaper } from './on-paper.tsx'
import classes from './audit-log-page.module.css'

const route = getRouteApi('/inside/settings/security/audit-log')

/** While the page follows the log, its numbers are asked again now and then. */
const NUMBERS_MS = 30_000

export function AuditLogPage() {
  const words = useWords()
  const days = useDays()
  const { person, clinic } = useMember()
  const { zone } = clinic
  const search: LogSearch = route.useSearch()
  const navigate = route.useNavigate()
  const [following, setFollowing] = useState(false)
  const [asTable, setAsTable] = useState(false)
  const change = useCallback(
    (next: LogSearch, { replace = false } = {}) =>
      void navigate({ search: next, replace, resetScroll: false }),
    [navigate],
  )
  const key = JSON.stringify(search)
  const { period, listed, over } = useMemo(() => {
    const asked = JSON.parse(key) as LogSearch
    const spanned = periodOf(asked, new Date(serverNow()), zone)
    return { period: spanned, listed: listedOf(asked, spanned), over: overOf(asked, spanned) }
  }, [key, zone])
  // Who may not read the log is refused once, by the list, and on record once.
  const mayRead = holds(person, 'audit.read')
  const often = {
    enabled: mayRead,
    placeholderData: keepPreviousData,
    refetchInterval: following && NUMBERS_MS,
  } as const
  const facets = useQuery({ ...reading(countFacets, { query: listed }), ...often })
  const chart = useQuery({ ...reading(countOverTime, { query: over }), ...often })
  const buckets = chart.data?.buckets ?? []
  const pick = (range: Range | undefined) => {
    const [first, last] = range ? [buckets[firstOf(range)], buckets[lastOf(range)]] : []
    change(readLogSearch({ ...search, from: first?.from, to: last?.to }))
  }
  return (
    <Page width="wide">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('menu.settings.security.audit_log')}
        sentence={
          <>
            {words('audit.sentence')} {mayRead && <SealLine />}
          </>
        }
        actions={
          <>
            {mayRead && (
              <LinkButton
                variant="line"
                to="/settings/security/audit-log/exports"
                search={{ take: true, ...listed }}
              >
                {words('audit.export')}
              </LinkButton>
            )}
            <PrintButton />
          </>
        }
      />
      {mayRead && (
        <>
          <CheckLine />
          <OnPaper search={search} period={period} facets={facets.data} />
          <LogFilters search={search} facets={facets.data} onChange={change} />
          <LogOverTime
            data={chart.data}
            days={days}
            asTable={asTable}
            picked={pickedBy(buckets, search.from, search.to)}
            onPick={pick}
          />
          <LogTools
            search={search}
            facets={facets.data}
            following={following}
            onFollow={listed.to === undefined ? setFollowing : undefined}
            asTable={asTable}
            onAsTable={chart.data && setAsTable}
            onChange={change}
          />
        </>
      )}
      <div className={classes.list}>
        <LogList
          key={JSON.stringify(listed)}
          listed={listed}
          following={following && listed.to === undefined}
          search={search}
          facets={facets.data}
          onChange={change}
        />
      </div>
      <GuideBeside name="log-review" />
    </Page>
  )
}

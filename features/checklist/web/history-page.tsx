/** What changed and why: the number over time, each step of the line labelled, and under it the cause of every change. */
import { NativeSelect } from '@mantine/core'
import IconStairs from '@tabler/icons-react/dist/esm/icons/IconStairs.mjs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { getHistory, HISTORY_DAYS } from '../history-contract.ts'
import { actorOf, actorsOf, shownTo } from './history.ts'
import { HistoryLine } from './history-line.tsx'
import { HistoryList } from './history-list.tsx'
import classes from './history-page.module.css'

type History = Answer<typeof getHistory>
type DaysBack = (typeof HISTORY_DAYS)[number]

export function HistoryPage() {
  const words = useWords()
  const [back, setBack] = useState<DaysBack>('90')
  const [by, setBy] = useState('')
  const { data, error, refetch, isFetching } = useQuery({
    ...reading(getHistory, { query: { days: back } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.home')]}
        title={words('history.title')}
        sentence={words('history.sentence')}
      />
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!data && !error && <SkeletonRows rows={6} />}
      {data && (
        <>
          <div className={classes.filter}>
            <NativeSelect
              classNames={{ input: classes.select ?? '' }}
              label={words('history.days.label')}
              value={back}
              data={HISTORY_DAYS.map((value) => ({ value, label: words(`history.days.${value}`) }))}
              onChange={(event) => {
                const value = event.currentTarget.value
                setBack(HISTORY_DAYS.find((one) => one === value) ?? '90')
                setBy('')
              }}
            />
            {data.moments.length > 0 && <ByWhom history={data} by={by} onBy={setBy} />}
          </div>
          <Told history={data} by={by} />
        </>
      )}
    </Page>
  )
}

function ByWhom({ history, by, onBy }: { history: History; by: string; onBy: (by: string) => void }) {
  const words = useWords()
  const all = history.moments.flatMap(({ changes }) => changes)
  return (
    <NativeSelect
      classNames={{ input: classes.select ?? '' }}
      label={words('history.by.label')}
      value={by}
      data={[
        { value: '', label: words('history.by.all', { n: all.length }) },
        ...actorsOf(all).map((key) => ({
          value: key,
          label: words('history.by.one', {
            name: actorName(
              words,
              all.find((change) => actorOf(change) === key),
            ),
            n: all.filter((change) => actorOf(change) === key).length,
          }),
        })),
      ]}
      onChange={(event) => onBy(event.currentTarget.value)}
    />
  )
}

function actorName(
  words: ReturnType<typeof useWords>,
  change: History['moments'][number]['changes'][number] | undefined,
): string {
  if (!change?.by) return words('history.by.time')
  if (change.by.name) return change.by.name
  return change.by.kind === 'person' ? words('history.by.nobody') : words(`history.by.${change.by.kind}`)
}

function Told({ history, by }: { history: History; by: string }) {
  const words = useWords()
  const days = useDays()
  if (history.beganAt === null || history.moments.length === 0)
    return (
      <EmptyState
        icon={<IconStairs size={28} stroke={1.75} aria-hidden="true" />}
        title={words(history.beganAt === null ? 'history.not_yet.title' : 'history.nothing.title')}
      >
        {history.beganAt === null
          ? words('history.not_yet')
          : words('history.nothing', { number: history.number, from: days.day(new Date(history.from)) })}
      </EmptyState>
    )
  const shown = shownTo(history.moments, by)
  return (
    <>
      <HistoryLine history={history} />
      <HistoryList moments={shown} all={history.moments} />
      {history.more && <p className={classes.more}>{words('history.more')}</p>}
    </>
  )
}

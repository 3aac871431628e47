/** Settings › Staff › Access review: when the next one is due, the one that is open, and those before. */
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { listReviews, startReview } from '../contract.ts'
import { CallOffDialog } from './call-off-dialog.tsx'
import { fileOf, type Overview } from './review.ts'
import classes from './review.module.css'

export function ReviewsPage() {
  const words = useWords()
  const days = useDays()
  const { data } = useSuspenseQuery(reading(listReviews, {}))
  const due = new Date(data.dueAt)
  const late = due.getTime() < serverNow()
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff')]}
        title={words('menu.settings.staff.review')}
        sentence={words(late ? 'review.due.late' : 'review.due', { date: days.day(due) })}
      />
      {data.open ? <Open data={data} open={data.open} /> : <Begin />}
      {data.past.length > 0 && (
        <section className={classes.part}>
          <h2>{words('review.past')}</h2>
          <Ledger label={words('review.past')}>
            {data.past.map((one) => (
              <PastRow key={one.id} past={one} />
            ))}
          </Ledger>
        </section>
      )}
      <GuideBeside name="access-review" />
    </Page>
  )
}

function Begin() {
  const words = useWords()
  const navigate = useNavigate()
  const start = useAct(async () => {
    const { reviewId } = await call(startReview, {})
    await navigate({ to: '/settings/staff/review/$reviewId', params: { reviewId } })
  })
  return (
    <Panel title={words('review.begin.title')} rim>
      <ul className={classes.ends}>
        <li>{words('review.begin.freezes')}</li>
        <li>{words('review.begin.one')}</li>
        <li>{words('review.begin.leave')}</li>
      </ul>
      {start.problem && <Banner tone="bad">{problemText(words, start.problem)}</Banner>}
      <Acts>
        <Button
          icon={<IconListCheck size={20} stroke={1.75} aria-hidden="true" />}
          onClick={start.run}
          busy={start.busy && words('review.begin.acting')}
        >
          {words('review.begin.act')}
        </Button>
      </Acts>
    </Panel>
  )
}

function Open({ data, open }: { data: Overview; open: NonNullable<Overview['open']> }) {
  const words = useWords()
  const [callingOff, setCallingOff] = useState(false)
  const { decided, rows, waiting } = open
  return (
    <Panel
      title={words('review.open.title', { decided, rows })}
      over={words('review.open.over', {
        when: words.moment(new Date(open.startedAt)),
        by: open.startedBy,
      })}
      rim
    >
      <progress
        className={classes.progress}
        max={rows}
        value={decided}
        aria-label={words('review.progress')}
      />
      <p>{waiting > 0 ? words('review.open.waiting', { n: waiting }) : words('review.open.resume')}</p>
      <Acts>
        <LinkButton to="/settings/staff/review/$reviewId" params={{ reviewId: open.id }}>
          {words('review.open.act')}
        </LinkButton>
        {data.mayCallOff && (
          <Button variant="bare" onClick={() => setCallingOff(true)}>
            {words('review.call_off')}
          </Button>
        )}
      </Acts>
      {callingOff && <CallOffDialog reviewId={open.id} onLeave={() => setCallingOff(false)} />}
    </Panel>
  )
}

function PastRow({ past }: { past: Overview['past'][number] }) {
  const words = useWords()
  const days = useDays()
  const date = days.day(new Date(past.endedAt))
  if (past.state === 'called_off')
    return (
      <LedgerRow>
        <Named name={date} tags={[words('review.called_off')]}>
          <span>{words('review.called_off.why', { by: past.endedBy, reason: past.reason })}</span>
        </Named>
      </LedgerRow>
    )
  return (
    <LedgerRow
      acts={
        <>
          <LinkButton
            variant="line"
            size="sm"
            to="/settings/staff/review/$reviewId"
            params={{ reviewId: past.id }}
            aria-label={words('review.past.look', { date })}
          >
            {words('review.look')}
          </LinkButton>
          <RowAct
            label={words('review.past.pdf', { date })}
            onClick={() => openFile({ url: fileOf(past.id, 'pdf') })}
          >
            {words('review.file.pdf')}
          </RowAct>
        </>
      }
    >
      <Named name={date}>
        <span>
          {words('review.past.counts', { kept: past.kept, changed: past.changed, ended: past.ended })}
        </span>
        <span>{words('review.past.by', { by: past.endedBy })}</span>
      </Named>
    </LedgerRow>
  )
}

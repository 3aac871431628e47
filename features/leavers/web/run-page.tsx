/** One leaving: the 60 minutes first, then what is to be done part by part, then its end. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { getRun } from '../contract.ts'
import { AddItemDialog } from './item-dialogs.tsx'
import { ItemRow } from './item-row.tsx'
import classes from './leavers.module.css'
import { Links } from './links.tsx'
import { NoticeDialog } from './notice-dialog.tsx'
import { Planned } from './planned.tsx'
import { type Run, sectionsOf, titleOf } from './run.ts'
import { RunEnd } from './run-end.tsx'

const route = getRouteApi('/inside/settings/staff/leavers/$runId')

export function RunPage() {
  const words = useWords()
  const { runId } = route.useParams()
  const { data: run } = useSuspenseQuery({
    ...reading(getRun, { params: { runId } }),
    // Others see to items meanwhile.
    refetchInterval: 20_000,
  })
  const [open, setOpen] = useState<'add' | 'notice'>()
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.leavers')]}
        title={run.name}
        sentence={`${words(`role.${run.role}`)}. ${beganText(words, run)}`}
        actions={
          <>
            {run.state === 'running' && run.open > 0 && (
              <LinkButton
                variant="line"
                size="sm"
                to="/settings/staff/leavers/$runId/hand"
                params={{ runId: run.id }}
              >
                {words('leavers.hand')}
              </LinkButton>
            )}
            <LinkButton variant="line" size="sm" to="/settings/staff/leavers">
              {words('leavers.back')}
            </LinkButton>
          </>
        }
      />
      {run.state === 'undone' && run.undone && (
        <Banner>
          {words('leavers.undone', {
            name: run.undone.by,
            when: words.moment(new Date(run.undone.at)),
            reason: run.undone.reason,
          })}
        </Banner>
      )}
      {(run.state === 'running' || run.state === 'closed') && <Minutes run={run} />}
      {run.state === 'planned' && <Planned run={run} />}
      {run.state === 'closed' && <RunEnd run={run} />}
      {sectionsOf(run).map(({ key, items }) => (
        <section key={key} className={classes.part}>
          <h2>{words(key)}</h2>
          <Ledger label={words(key)}>
            {items.map((item) => (
              <ItemRow key={item.id} run={run} item={item} />
            ))}
          </Ledger>
        </section>
      ))}
      {run.state === 'running' && (
        <Acts>
          <Button variant="line" onClick={() => setOpen('add')}>
            {words('leavers.add')}
          </Button>
          <Button variant="line" onClick={() => setOpen('notice')}>
            {words('leavers.notice')}
          </Button>
        </Acts>
      )}
      <Links run={run} />
      <Here run={run} />
      {run.state === 'running' && <RunEnd run={run} />}
      <GuideBeside name="leavers" />
      {open === 'add' && <AddItemDialog runId={run.id} onLeave={() => setOpen(undefined)} />}
      {open === 'notice' && <NoticeDialog run={run} onLeave={() => setOpen(undefined)} />}
    </Page>
  )
}

function beganText(words: ReturnType<typeof useWords>, { startedAt, startedBy }: Run): string {
  if (!startedAt) return ''
  const when = words.moment(new Date(startedAt))
  return startedBy === null
    ? words('leavers.run.began_by_itself', { when })
    : words('leavers.run.began', { when, name: startedBy })
}

function Minutes({ run }: { run: Run }) {
  const words = useWords()
  const open = run.items.filter(({ inMinutes, state }) => inMinutes && state === 'open').length
  const end = new Date(run.minutesEndAt)
  if (run.minutesDoneAt) {
    const done = new Date(run.minutesDoneAt)
    if (done > end)
      return <Banner>{words('leavers.run.minutes.done_late', { when: words.moment(done) })}</Banner>
    const took = Math.ceil((done.getTime() - Date.parse(run.plannedFor)) / 60_000)
    return <Banner tone="good">{words('leavers.run.minutes.done', { minutes: took })}</Banner>
  }
  if (open === 0) return null
  if (run.state === 'closed')
    return <Banner tone="warn">{words('leavers.run.minutes.left_open', { n: open })}</Banner>
  const late = end.getTime() < serverNow()
  return (
    <Banner tone="warn">
      {words(late ? 'leavers.run.minutes.late' : 'leavers.run.minutes.open', {
        n: open,
        time: words.time(end),
      })}
    </Banner>
  )
}

/** What Enamel ended by itself: how many of what. */
function Here({ run }: { run: Run }) {
  const words = useWords()
  const [shown, setShown] = useState(false)
  const inside = run.items.filter(({ kind }) => kind === 'inside')
  if (inside.length === 0) return null
  const none = inside.filter(({ count }) => count === 0).map((item) => titleOf(words, item))
  const when = words.moment(new Date(run.startedAt ?? run.plannedFor))
  return (
    <section className={classes.part}>
      <h2>{words('leavers.run.here', { when })}</h2>
      <Acts>
        <Button variant="bare" expanded={shown} onClick={() => setShown(!shown)}>
          {words(shown ? 'leavers.run.hide_here' : 'leavers.run.show_here')}
        </Button>
      </Acts>
      {shown && (
        <>
          <Ledger label={words('leavers.run.here', { when })}>
            {inside
              .filter(({ count }) => count !== 0)
              .map((item) => (
                <LedgerRow key={item.id}>
                  <Named name={titleOf(words, item)}>
                    <span>{words.time(new Date(item.settledAt ?? run.plannedFor))}</span>
                  </Named>
                </LedgerRow>
              ))}
          </Ledger>
          {none.length > 0 && (
            <>
              <p>{words('leavers.run.here.none')}</p>
              <ul className={`${classes.ends} ${classes.columns}`}>
                {none.map((title) => (
                  <li key={title}>{title}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  )
}

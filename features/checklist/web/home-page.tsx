/** Home is the checklist itself: the score, one next action, the ten steps. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { may } from '../../../pure/roles/roles.ts'
import { withWords } from '../../../web/lib/all-words.ts'
import { usePreload } from '../../../web/lib/preload.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember, useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { MailNotice } from '../../../web/ui/mail-notice.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { OnlyHereBanner } from '../../installation/web/only-here-banner.tsx'
import { Invitation } from '../../passkey-adoption/web/invitation.tsx'
import { useInvitation } from '../../passkey-adoption/web/use-invitation.ts'
import { OffersBanner } from '../../shared-computers/web/offers-banner.tsx'
import { getChecklist } from '../contract.ts'
import { unseenText } from './checklist.ts'
import { Foot } from './foot.tsx'
import { GuidedSetupLine } from './guided-setup-line.tsx'
import { NextAction } from './next-action.tsx'
import { Score } from './score.tsx'
import { StepList } from './step-list.tsx'
import { Waits } from './waits.tsx'
import classes from './home-page.module.css'

const loadStatement = withWords(() => import('./statement-dialog.tsx'))
const loadTell = withWords(() => import('./tell-dialog.tsx'))
const loadLogCheck = withWords(() => import('../../audit-check/web/log-check-banner.tsx'))
const LogCheckBanner = lazy(async () => ({ default: (await loadLogCheck()).LogCheckBanner }))
const StatementDialog = lazy(async () => ({ default: (await loadStatement()).StatementDialog }))
const TellDialog = lazy(async () => ({ default: (await loadTell()).TellDialog }))

type Open = { dialog: 'state'; step: number } | { dialog: 'tell'; names: string }

export function HomePage() {
  const words = useWords()
  const { role, outsider } = useMember().person
  const { mail, reachedAs } = useSession()
  const { data, error, dataUpdatedAt, refetch, isFetching } = useQuery(reading(getChecklist, {}))
  const [open, setOpen] = useState<Open | undefined>(undefined)
  const close = () => setOpen(undefined)
  const invited = useInvitation()
  usePreload(loadStatement)
  usePreload(loadTell)

  if (!data) {
    return (
      <Page>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
        ) : (
          <>
            <div className={classes.topWait} />
            <SkeletonRows rows={10} plates />
          </>
        )}
      </Page>
    )
  }

  const line = open?.dialog === 'state' ? data.lines.find(({ step }) => step === open.step) : undefined
  const log = data.held?.undone.find(({ key }) => key === 'checklist.undone.log_check')
  // A person's own part has nothing that they could not see.
  const unseen = data.number === null ? undefined : unseenText(words, data.lines)
  return (
    <Page>
      {log && (
        <div className={classes.banner}>
          <Suspense>
            <LogCheckBanner n={Number(log.values['n'])} mayRead={may(role, 'audit.read')} />
          </Suspense>
        </div>
      )}
      <section className={classes.top} aria-label={words('checklist.score_section')}>
        {data.number !== null && data.coverage !== null ? (
          <Score number={data.number} coverage={data.coverage} checklist={data} />
        ) : (
          <div>
            <PageHeader
              title={words('menu.home')}
              sentence={words(outsider === 'it' ? 'checklist.outside_it' : 'checklist.own_steps')}
            />
          </div>
        )}
        {invited ? (
          <Invitation invited={invited} />
        ) : (
          <NextAction
            next={data.next}
            onState={(step) => setOpen({ dialog: 'state', step })}
            onTell={(names) => setOpen({ dialog: 'tell', names })}
          />
        )}
        {unseen !== undefined && <p className={classes.unseen}>{unseen}</p>}
      </section>
      <div className={classes.banner}>
        {error ? (
          <Banner tone="warn" live>
            {words('checklist.as_of', { time: words.time(new Date(dataUpdatedAt)) })}
          </Banner>
        ) : (
          !log &&
          may(role, 'mail.manage') && (
            <OffersBanner>
              {reachedAs === 'localhost' && mail !== 'not_working' ? <OnlyHereBanner /> : <MailNotice />}
            </OffersBanner>
          )
        )}
      </div>
      <GuidedSetupLine />
      {data.number === null && <Waits waits={data.waits} />}
      <StepList checklist={data} onState={(step) => setOpen({ dialog: 'state', step })} />
      {data.number !== null && <Foot checklist={data} />}
      <Suspense>
        {line && <StatementDialog line={line} onLeave={close} />}
        {open?.dialog === 'tell' && <TellDialog names={open.names} onLeave={close} />}
      </Suspense>
    </Page>
  )
}

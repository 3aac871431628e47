/** How others reach Enamel: one page to hand to whoever looks after the computers, and how it stands now. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { getReach } from '../contract.ts'
import { type Reach, warningOf } from './reach.ts'
import { ReachNow } from './reach-now.tsx'
import { ReachSteps } from './reach-steps.tsx'
import classes from './reach-page.module.css'

export function ReachPage() {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(getReach, {}))
  const title = words('menu.settings.it.reach')
  const path = [words('menu.settings'), words('menu.settings.it')]
  if (!data) {
    return (
      <Page width="read">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
        ) : (
          <>
            <PageHeader path={path} title={title} />
            <SkeletonRows rows={6} />
          </>
        )}
      </Page>
    )
  }
  return (
    <Page width="read">
      <div className={classes.page}>
        <PageHeader
          path={path}
          title={title}
          sentence={
            data.https === 'none' ? (
              words('it.reach.lead.none')
            ) : (
              <Rich of="it.reach.lead.done" values={{ origin: data.origin }} tags={CODE} />
            )
          }
        />
        <div className={classes.print}>
          <Button
            variant={data.https === 'none' ? 'primary' : 'line'}
            icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {words('it.reach.print')}
          </Button>
        </div>
        <Warn reach={data} />
        <ReachSteps reach={data} />
        <ReachNow reach={data} />
      </div>
      <GuideBeside name="passkeys" />
    </Page>
  )
}

const CODE = { code: { as: 'code' } } as const
const BOTH = { ...CODE, b: { as: 'b' } } as const

function Warn({ reach }: { reach: Reach }) {
  const warning = warningOf(reach, serverNow())
  if (!warning) return null
  return (
    <Banner tone={warning.kind === 'over' ? 'bad' : 'warn'}>
      {warning.kind === 'ends' ? (
        <Rich of="it.reach.warn.ends" values={{ days: warning.days }} tags={BOTH} />
      ) : (
        <Rich
          of={warning.kind === 'over' ? 'it.reach.warn.over' : 'it.reach.warn.proxy'}
          values={{ setting: 'ENAMEL_TRUSTED_PROXIES' }}
          tags={BOTH}
        />
      )}
    </Banner>
  )
}

/** The ownership that somebody offers: what it means, and the answer. Home leads here while there is one. */
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { acceptOwnership, declineOwnership, getHandover } from '../handover-contract.ts'

type Offer = NonNullable<Answer<typeof getHandover>['toMe']>

export function OwnershipPage() {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(getHandover, {}))
  if (!data)
    return (
      <Page width="read">
        <PageHeader title={words('handover.page')} />
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
        ) : (
          <SkeletonRows rows={3} />
        )}
      </Page>
    )
  if (data.toMe) return <Answering offer={data.toMe} />
  return (
    <Page width="read">
      <PageHeader title={words('handover.page')} />
      <EmptyState
        icon={<IconKey size={20} stroke={1.75} aria-hidden="true" />}
        title={words('handover.none.title')}
        actions={
          <LinkButton to="/" variant="line">
            {words('handover.none.home')}
          </LinkButton>
        }
      >
        {words('handover.none')}
      </EmptyState>
    </Page>
  )
}

function Answering({ offer }: { offer: Offer }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { clinic } = useMember()
  const { from, giverRole, id: handoverId } = offer
  const go = async (said: string) => {
    await navigate({ to: '/' })
    // What somebody may do has changed, and with it every page.
    await queries.invalidateQueries()
    toast({ text: said })
  }
  const take = useAct(async () => {
    await call(acceptOwnership, { body: { handoverId } }, { purpose: 'handover.purpose' })
    await go(words('handover.accepted', { clinic: clinic.name }))
  })
  const leave = useAct(async () => {
    await call(declineOwnership, { body: { handoverId } })
    await go(words('handover.declined', { from }))
  })
  return (
    <Page width="read" stacked>
      <PageHeader
        title={words('handover.title', { from, clinic: clinic.name })}
        sentence={words('handover.what', {
          from,
          stays: giverRole === 'OWNER' ? 'yes' : 'no',
          role: words(`role.${giverRole}`),
        })}
      />
      <div>
        <p>{words('handover.reason', { from, reason: offer.reason })}</p>
        <Note>{words('handover.until', { until: words.moment(new Date(offer.endsAt)) })}</Note>
      </div>
      <FormSummary problem={take.problem ?? leave.problem} />
      <Acts>
        <Button size="lg" busy={take.busy && words('handover.accepting')} onClick={take.run}>
          {words('handover.accept')}
        </Button>
        <Button size="lg" variant="line" busy={leave.busy && words('handover.declining')} onClick={leave.run}>
          {words('handover.decline')}
        </Button>
      </Acts>
    </Page>
  )
}

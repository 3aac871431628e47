/** A review’s lists of other systems: those that were brought, whose accounts are left over, and bringing another. */
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Caution, Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getReview } from '../contract.ts'
import { listBrought, takeListOut } from '../lists-contract.ts'
import { BringList } from './bring-list.tsx'
import { WhoseAccounts } from './whose-accounts.tsx'
import classes from './lists.module.css'

export type Brought = Answer<typeof listBrought>
type List = Brought['lists'][number]

const route = getRouteApi('/inside/settings/staff/review/$reviewId/lists')

export function ListsPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { reviewId } = route.useParams()
  const { data } = useSuspenseQuery(reading(listBrought, { params: { reviewId } }))
  const [bringing, setBringing] = useState(data.lists.length === 0)
  const [leaving, setLeaving] = useState<List>()
  const reread = () =>
    Promise.all(
      [listBrought, getReview].map((endpoint) => queries.invalidateQueries({ queryKey: keyOf(endpoint) })),
    )
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.review')]}
        title={words('review.lists.title')}
        sentence={words('review.lists.lead')}
      />
      {data.lists.length > 0 ? (
        <Ledger label={words('review.lists.title')}>
          {data.lists.map((list) => (
            <ListRow key={list.id} list={list} onTakeOut={() => setLeaving(list)} />
          ))}
        </Ledger>
      ) : (
        !bringing && (
          <EmptyState
            icon={<IconTable size={20} stroke={1.75} aria-hidden="true" />}
            title={words('review.lists.title')}
          >
            <p>{words('review.lists.none')}</p>
          </EmptyState>
        )
      )}
      <WhoseAccounts reviewId={reviewId} brought={data} onMatched={reread} />
      {bringing ? (
        <section className={classes.section} aria-labelledby="bring">
          <h2 id="bring">{words('review.lists.add')}</h2>
          <BringList
            reviewId={reviewId}
            onBrought={async () => {
              setBringing(false)
              await reread()
            }}
          />
        </section>
      ) : null}
      <Acts>
        {!bringing && <Button onClick={() => setBringing(true)}>{words('review.lists.add')}</Button>}
        <LinkButton variant="line" to="/settings/staff/review/$reviewId" params={{ reviewId }}>
          {words('review.lists.back')}
        </LinkButton>
      </Acts>
      {leaving && (
        <TakeOut reviewId={reviewId} list={leaving} onLeave={() => setLeaving(undefined)} onDone={reread} />
      )}
    </Page>
  )
}

function ListRow({ list, onTakeOut }: { list: List; onTakeOut: () => void }) {
  const words = useWords()
  const { name, entries, byAddress, byName, byHand, nobody, importedAt, importedBy, decided } = list
  return (
    <LedgerRow
      acts={
        decided === 0 && (
          <RowAct label={words('review.lists.take_out_label', { name })} look="bare" onClick={onTakeOut}>
            {words('review.lists.take_out')}
          </RowAct>
        )
      }
    >
      <Named name={name} tags={[words('review.lists.count', { entries })]}>
        <span>
          {words('review.lists.matched', { address: byAddress, name: byName, hand: byHand, nobody })}
        </span>
        <span>
          {words('review.lists.brought', { by: importedBy, at: words.moment(new Date(importedAt)) })}
        </span>
      </Named>
      {list.open.length > 0 && <Caution>{words('review.lists.left_over', { n: list.open.length })}</Caution>}
    </LedgerRow>
  )
}

interface TakeOutProps {
  reviewId: string
  list: List
  onLeave: () => void
  onDone: () => Promise<unknown>
}

function TakeOut({ reviewId, list: { id: listId, name, entries }, onLeave, onDone }: TakeOutProps) {
  const words = useWords()
  const toast = useToast()
  const doing = useAct(async () => {
    await call(takeListOut, { params: { reviewId, listId } })
    await onDone()
    onLeave()
    toast({ text: words('review.lists.take_out.done', { name }) })
  })
  return (
    <AskDialog
      title={words('review.lists.take_out.title', { name })}
      act={words('review.lists.take_out.act')}
      acting={words('review.lists.matching')}
      doing={doing}
      onLeave={onLeave}
    >
      <p>{words('review.lists.take_out.body', { n: entries, name })}</p>
    </AskDialog>
  )
}

/** My profile › What I know: what one is down for, and one’s own word on it. */
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useCalendar } from '../../../web/lib/day.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Caution, Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listOwnKnown, stateOwnKnowing } from '../contract.ts'
import classes from './secrets.module.css'

export function WhatIKnowPage() {
  const words = useWords()
  const day = useCalendar()
  const toast = useToast()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listOwnKnown, {}))
  const doing = useAct(async (id: string, name: string, knows: boolean) => {
    await call(stateOwnKnowing, { params: { secretId: id }, body: { knows } })
    await queries.invalidateQueries({ queryKey: keyOf(listOwnKnown) })
    toast({ text: words(knows ? 'own_known.said' : 'own_known.denied', { name }) })
  })
  const open = data.known.filter(({ says, newOne }) => says === null || newOne).length
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.known')}
        sentence={
          data.known.length === 0
            ? words('own_known.sentence.none')
            : words('own_known.sentence', { n: open })
        }
      />
      {data.known.length === 0 ? (
        <EmptyState
          icon={<IconKey size={20} stroke={1.75} aria-hidden="true" />}
          title={words('own_known.empty.title')}
        >
          <p>{words('own_known.empty.text')}</p>
        </EmptyState>
      ) : (
        <Ledger label={words('menu.profile.known')}>
          {data.known.map(({ id, kind, name, place, lastChangedOn, newOne, says }) => (
            <LedgerRow
              key={id}
              acts={
                <>
                  {(says !== 'knows' || newOne) && (
                    <RowAct
                      label={words('own_known.knows_named', { name })}
                      onClick={() => doing.run(id, name, true)}
                    >
                      {words('own_known.knows')}
                    </RowAct>
                  )}
                  {says !== 'does_not' && (
                    <RowAct
                      look="bare"
                      label={words('own_known.does_not_named', { name })}
                      onClick={() => doing.run(id, name, false)}
                    >
                      {words('own_known.does_not')}
                    </RowAct>
                  )}
                </>
              }
            >
              <Named
                name={name}
                tags={[words(`secrets.kind.${kind}`) !== name && words(`secrets.kind.${kind}`)]}
              >
                {place !== '' && <span>{place}</span>}
                <span>
                  {lastChangedOn
                    ? words('secrets.changed_on', { day: day(lastChangedOn) })
                    : words('secrets.changed_unknown')}
                </span>
                {says && <span>{words(`own_known.says.${says}`)}</span>}
              </Named>
              {newOne && says !== 'does_not' && <Caution>{words('own_known.new_one')}</Caution>}
            </LedgerRow>
          ))}
        </Ledger>
      )}
      <FormSummary problem={doing.problem} />
      {data.accounts.length > 0 && (
        <section className={classes.part}>
          <h2>{words('own_known.accounts')}</h2>
          <Note>{words('own_known.accounts.help')}</Note>
          <Ledger label={words('own_known.accounts')}>
            {data.accounts.map(({ systemId, name, login }) => (
              <LedgerRow key={systemId}>
                <Named name={name}>{login !== '' && <span>{login}</span>}</Named>
              </LedgerRow>
            ))}
          </Ledger>
        </section>
      )}
      <Note>{words('own_known.foot')}</Note>
    </Page>
  )
}

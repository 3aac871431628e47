/** My profile › What I reported: each note, who looked at it, and the answer. */
import IconMessageReport from '@tabler/icons-react/dist/esm/icons/IconMessageReport.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Ledger, LedgerRow } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listOwnConcerns } from '../contract.ts'
import classes from './concerns.module.css'
import { State } from './states.tsx'

export function ReportedPage() {
  const words = useWords()
  const { concerns } = useSuspenseQuery(reading(listOwnConcerns, {})).data
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.reported')}
        sentence={words('concerns.mine.sentence', { n: concerns.length })}
      />
      {concerns.length === 0 ? (
        <EmptyState
          icon={<IconMessageReport size={24} stroke={1.75} aria-hidden="true" />}
          title={words('concerns.mine.empty.title')}
        >
          {words('concerns.mine.empty')}
        </EmptyState>
      ) : (
        <Ledger label={words('concerns.mine.list')}>
          {concerns.map((one) => (
            <LedgerRow key={one.id}>
              <p className={classes.when}>{words.moment(new Date(one.at))}</p>
              <p className={classes.note}>{one.note}</p>
              <p className={classes.state}>
                <State concern={one} />
              </p>
              {one.closed && <p className={classes.outcome}>{one.closed.outcome}</p>}
            </LedgerRow>
          ))}
        </Ledger>
      )}
    </Page>
  )
}

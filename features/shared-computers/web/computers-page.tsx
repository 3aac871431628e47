/** Settings › For your IT person › Computers: the shared computers as things, and which of them want attention. */
import IconDevices from '@tabler/icons-react/dist/esm/icons/IconDevices.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Caution, Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { browserName } from '../../sessions/web/browser-name.ts'
import { listComputers } from '../contract.ts'

export function ComputersPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(listComputers, {}))
  const moment = (at: string) => words.moment(new Date(at))
  return (
    <Page width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.it')]}
        title={words('menu.settings.it.computers')}
        sentence={words('computers.sentence')}
      />
      {data.computers.length === 0 ? (
        <EmptyState
          icon={<IconDevices size={28} stroke={1.75} aria-hidden="true" />}
          title={words('computers.none.title')}
        >
          {words('computers.none')}
        </EmptyState>
      ) : (
        <Ledger label={words('menu.settings.it.computers')}>
          {data.computers.map((computer) => (
            <LedgerRow key={computer.id}>
              <Named name={computer.name}>
                <span>{computer.place}</span>
                <span>{browserName(words, computer)}</span>
                <span>
                  {computer.lastUsedAt
                    ? words('computers.used', { when: moment(computer.lastUsedAt) })
                    : words('computers.never')}
                </span>
              </Named>
              {(computer.silent || computer.lookalikeSince) && (
                <Caution>
                  {computer.lookalikeSince
                    ? words('shared.list.lookalike', { when: moment(computer.lookalikeSince) })
                    : words('shared.list.silent')}
                </Caution>
              )}
            </LedgerRow>
          ))}
        </Ledger>
      )}
      <GuideBeside name="session-timeout" />
    </Page>
  )
}

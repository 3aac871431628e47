/** Settings › Staff › Systems: what the clinic uses besides Enamel, and what is stated of each; at first a list to tick. */
import { useSuspenseQuery } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Caution, Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listSystems } from '../contract.ts'
import { AddSystems } from './add-systems.tsx'

export type Listed = Answer<typeof listSystems>['systems'][number]

export function SystemsPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(listSystems, {}))
  const { systems } = data
  const open = systems.filter((one) => openOf(one).length > 0).length
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff')]}
        title={words('menu.settings.staff.systems')}
        sentence={
          systems.length === 0
            ? words('systems.sentence.none')
            : words('systems.sentence', { n: systems.length, open })
        }
      />
      {systems.length === 0 ? (
        <AddSystems suggestions={data.suggestions} there={[]} />
      ) : (
        <>
          <Ledger label={words('menu.settings.staff.systems')}>
            {systems.map((one) => (
              <SystemRow key={one.id} one={one} />
            ))}
          </Ledger>
          <Acts>
            <LinkButton to="/settings/staff/systems/add">{words('systems.add_more')}</LinkButton>
            <LinkButton variant="line" to="/settings/staff/systems/newcomer">
              {words('systems.newcomer')}
            </LinkButton>
          </Acts>
        </>
      )}
      <Note>{words('systems.stated')}</Note>
      <GuideBeside name="access-review" />
    </Page>
  )
}

/** What nobody stated yet. */
const openOf = (one: Listed) =>
  (
    [
      one.runBy === null && 'run',
      one.sharedSignIn === 'unknown' && 'shared',
      one.secondFactor === 'unknown' && 'factor',
      one.agreement === 'unknown' && 'agreement',
      one.accounts.length === 0 && 'accounts',
    ] as const
  ).filter((open) => open !== false)

function SystemRow({ one }: { one: Listed }) {
  const words = useWords()
  const { name, kind, runBy, accounts, sharedSignIn, secondFactor } = one
  const names = (list: readonly { name: string }[]) => words.list(list.map((who) => who.name))
  const gone = accounts.filter((account) => account.gone)
  const without = accounts.filter((account) => account.noSecondFactor)
  const open = openOf(one)
  return (
    <LedgerRow
      acts={
        <LinkButton
          variant="line"
          size="sm"
          to="/settings/staff/systems/$systemId"
          params={{ systemId: one.id }}
          aria-label={words('systems.open_named', { name })}
        >
          {words('systems.open')}
        </LinkButton>
      }
    >
      <Named name={name} tags={[words(`systems.kind.${kind}`) !== name && words(`systems.kind.${kind}`)]}>
        {accounts.length > 0 && <span>{words('systems.accounts_n', { n: accounts.length })}</span>}
        {runBy && <span>{words('systems.run_by', { name: runBy.name })}</span>}
        {secondFactor !== 'unknown' && (
          <span>
            {words(`systems.factor_is.${secondFactor}`, { names: names(without), n: without.length })}
          </span>
        )}
        {open.length > 0 && (
          <span>
            {words('systems.not_stated', { what: words.list(open.map((of) => words(`systems.open.${of}`))) })}
          </span>
        )}
      </Named>
      {gone.length > 0 && <Caution>{words('systems.gone', { names: names(gone), n: gone.length })}</Caution>}
      {sharedSignIn === 'yes' && <Caution>{words('systems.shared')}</Caution>}
    </LedgerRow>
  )
}

/** Settings › Staff › Systems › What a newcomer needs: made from what colleagues of the role have. */
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type Role, ROLES } from '../../../pure/roles/roles.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { getNewcomerList, getNewcomerPdf } from '../newcomer-contract.ts'
import classes from './secrets.module.css'

const route = getRouteApi('/inside/settings/staff/systems/newcomer')

export function NewcomerPage() {
  const words = useWords()
  const navigate = useNavigate()
  const { role = 'RECEPTIONIST' } = route.useSearch()
  const { data } = useSuspenseQuery(reading(getNewcomerList, { query: { role } }))
  const { people, accounts, known } = data
  const called = words(`role.${role}`)
  const nothing = accounts.length + known.length === 0
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.systems')]}
        title={words('systems.newcomer')}
        sentence={words('newcomer.sentence', { n: people, role: called })}
      />
      <SelectField
        id="role"
        name="role"
        label={words('newcomer.role')}
        value={role}
        error={undefined}
        onChange={(event) =>
          void navigate({
            to: '/settings/staff/systems/newcomer',
            search: { role: event.currentTarget.value as Role },
            replace: true,
          })
        }
        onBlur={() => undefined}
        options={ROLES.map((value) => ({ value, label: words(`role.${value}`) }))}
      />
      {nothing && (
        <EmptyState
          icon={<IconUserPlus size={20} stroke={1.75} aria-hidden="true" />}
          title={words('newcomer.empty.title')}
        >
          <p>{words(people === 0 ? 'newcomer.empty.nobody' : 'newcomer.empty.text', { role: called })}</p>
        </EmptyState>
      )}
      {accounts.length > 0 && (
        <section className={classes.part}>
          <h2>{words('newcomer.accounts')}</h2>
          <Ledger label={words('newcomer.accounts')}>
            {accounts.map(({ systemId, kind, name, runBy, have }) => (
              <LedgerRow key={systemId}>
                <Named
                  name={name}
                  tags={[words(`systems.kind.${kind}`) !== name && words(`systems.kind.${kind}`)]}
                >
                  <span>{words('newcomer.have', { have, people })}</span>
                  {runBy !== null && <span>{words('newcomer.ask', { name: runBy })}</span>}
                </Named>
              </LedgerRow>
            ))}
          </Ledger>
        </section>
      )}
      {known.length > 0 && (
        <section className={classes.part}>
          <h2>{words('newcomer.known')}</h2>
          <Ledger label={words('newcomer.known')}>
            {known.map(({ id, kind, name, place, have }) => (
              <LedgerRow key={id}>
                <Named
                  name={name}
                  tags={[words(`secrets.kind.${kind}`) !== name && words(`secrets.kind.${kind}`)]}
                >
                  {place !== '' && <span>{place}</span>}
                  <span>{words('newcomer.have', { have, people })}</span>
                </Named>
              </LedgerRow>
            ))}
          </Ledger>
        </section>
      )}
      <Acts>
        {!nothing && (
          <Button onClick={() => openFile({ url: `${getNewcomerPdf.url}?role=${role}` })}>
            {words('newcomer.print')}
          </Button>
        )}
        <LinkButton variant="bare" to="/settings/staff/systems">
          {words('systems.back')}
        </LinkButton>
      </Acts>
    </Page>
  )
}

/** On a person's page: what they know with others, and their accounts in other systems; all of it stated. */
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Caution, Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { listKnownByPerson } from '../../shared-secrets/contract.ts'
import { listAccountsOfPerson } from '../../systems/contract.ts'
import classes from './people.module.css'

export function PersonKnown({ personId }: { personId: string }) {
  const words = useWords()
  const known = useQuery(reading(listKnownByPerson, { params: { personId } })).data?.known
  const systems = useQuery(reading(listAccountsOfPerson, { params: { personId } })).data
  if (!known || !systems) return null
  const { accounts, runs } = systems
  const nothing = known.length + accounts.length + runs.length === 0
  return (
    <section className={classes.section} aria-labelledby="person-known">
      <h2 id="person-known">{words('secrets.person')}</h2>
      {nothing ? (
        <p>{words('secrets.person.nothing')}</p>
      ) : (
        <Ledger labelledBy="person-known">
          {known.map(({ id, kind, name, place, others, asked }) => (
            <LedgerRow key={id}>
              <Named
                name={name}
                tags={[words(`secrets.kind.${kind}`) !== name && words(`secrets.kind.${kind}`)]}
              >
                {place !== '' && <span>{place}</span>}
                <span>{words('secrets.person.others', { n: others.length })}</span>
              </Named>
              {asked && <Caution>{words('secrets.person.asked')}</Caution>}
            </LedgerRow>
          ))}
          {accounts.map(({ accountId, kind, name, login }) => (
            <LedgerRow key={accountId}>
              <Named
                name={name}
                tags={[words(`systems.kind.${kind}`) !== name && words(`systems.kind.${kind}`)]}
              >
                <span>
                  {login === ''
                    ? words('secrets.person.account')
                    : words('secrets.person.account_as', { login })}
                </span>
              </Named>
            </LedgerRow>
          ))}
          {runs.map(({ systemId, name }) => (
            <LedgerRow key={`runs ${systemId}`}>
              <Named name={name}>
                <span>{words('secrets.person.runs')}</span>
              </Named>
            </LedgerRow>
          ))}
        </Ledger>
      )}
      <Acts>
        <LinkButton variant="line" size="sm" to="/settings/staff/secrets">
          {words('menu.settings.staff.secrets')}
        </LinkButton>
        <LinkButton variant="line" size="sm" to="/settings/staff/systems">
          {words('menu.settings.staff.systems')}
        </LinkButton>
      </Acts>
    </section>
  )
}

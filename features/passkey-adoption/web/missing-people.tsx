/** Who has none yet, and of Owners and Admins who has no second one. */
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import type { Adoption } from './adoption.ts'
import classes from './passkeys-page.module.css'

export function MissingPeople({ missing }: Pick<Adoption, 'missing'>) {
  const words = useWords()
  if (missing.length === 0) return null
  return (
    <section className={classes.section}>
      <h2 id="not-yet">{words('adoption.missing.title')}</h2>
      <Ledger labelledBy="not-yet">
        {missing.map(({ id, name, role, passkeys, answer }) => (
          <li key={id} className={classes.person}>
            <span>
              <b>{name}</b>
              <small>{words(`role.${role}`)}</small>
            </span>
            <span>
              <span>{words(passkeys > 0 ? 'adoption.missing.second' : 'adoption.missing.none')}</span>
              {passkeys === 0 && (
                <small>
                  {words(answer === 'can' ? 'adoption.missing.can' : 'adoption.missing.unanswered')}
                </small>
              )}
            </span>
          </li>
        ))}
      </Ledger>
    </section>
  )
}

/** By role: how many of those who can have a passkey. */
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import type { Adoption } from './adoption.ts'
import classes from './passkeys-page.module.css'

export function RoleRows({ roles }: Pick<Adoption, 'roles'>) {
  const words = useWords()
  return (
    <section className={classes.section}>
      <h2 id="by-role">{words('adoption.roles.title')}</h2>
      <Ledger labelledBy="by-role">
        {roles.map(({ role, people, able, withPasskey }) => (
          <li key={role} className={classes.role}>
            <b>{words(`role.${role}`)}</b>
            <span className={classes.bar} aria-hidden="true">
              <span style={{ inlineSize: able === 0 ? 0 : `${(withPasskey / able) * 100}%` }} />
            </span>
            <span className={classes.count}>
              {able === 0
                ? words('adoption.roles.none')
                : words('adoption.roles.count', { withPasskey, able })}
              {able > 0 && people > able && (
                <small>{words('adoption.roles.cannot', { n: people - able })}</small>
              )}
            </span>
          </li>
        ))}
      </Ledger>
    </section>
  )
}

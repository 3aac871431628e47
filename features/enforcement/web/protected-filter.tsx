/** Whom the list shows; the address holds it, so that it can be bookmarked and handed on. */
import { NativeSelect } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { ROLES } from '../../../pure/roles/roles.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { WHO_IS_SHOWN } from '../protected-contract.ts'
import { isShown, type Person, type ProtectedSearch, readSearch } from './protected.ts'
import classes from './protected.module.css'

interface ProtectedFilterProps {
  people: readonly Person[]
  search: ProtectedSearch
  /** How many the filter leaves. */
  shown: number
}

export function ProtectedFilter({ people, search, shown }: ProtectedFilterProps) {
  const words = useWords()
  const navigate = useNavigate()
  const roles = ROLES.filter((role) => people.some((person) => person.role === role))
  const kept = search.role && { role: search.role }
  return (
    <div className={classes.filter}>
      <nav className={classes.chips} aria-label={words('protected.filter')}>
        {WHO_IS_SHOWN.map((show) => {
          const to: ProtectedSearch = { ...kept, ...(show !== 'all' && { show }) }
          const current = (search.show ?? 'all') === show
          return (
            <Link
              key={show}
              to="/settings/security/protected"
              search={to}
              replace
              className={classes.chip}
              data-current={current || undefined}
              aria-current={current ? 'true' : undefined}
            >
              {words(`protected.show.${show}`)}{' '}
              <span className={classes.number}>{people.filter((person) => isShown(person, to)).length}</span>
            </Link>
          )
        })}
      </nav>
      <NativeSelect
        aria-label={words('protected.role')}
        className={classes.role ?? ''}
        classNames={{ input: classes.select ?? '' }}
        value={search.role ?? ''}
        data={[
          { value: '', label: words('protected.role.any') },
          ...roles.map((role) => ({ value: role, label: words(`role.${role}`) })),
        ]}
        onChange={(event) =>
          void navigate({
            to: '/settings/security/protected',
            search: readSearch({ show: search.show, role: event.currentTarget.value }),
            replace: true,
          })
        }
      />
      <output className={classes.count}>{words('protected.count', { n: shown })}</output>
    </div>
  )
}

/** Whom the list shows; the address holds it, so that it can be bookmarked and handed on. */
import { NativeSelect, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { ROLES } from '../../../pure/roles/roles.ts'
import { useWords } from '../../../web/lib/words.tsx'
import {
  isNarrowed,
  ORDERS,
  type PeopleSearch,
  readPeopleSearch,
  SEEN,
  type Staff,
  STEPS,
  type Tab,
  TABS,
} from './people.ts'
import classes from './people.module.css'

interface PeopleFilterProps {
  staff: Staff
  counts: Record<Tab, number>
  search: PeopleSearch
  /** How many it leaves. */
  shown: number
}

export function PeopleFilter({ staff, counts, search, shown }: PeopleFilterProps) {
  const words = useWords()
  const navigate = useNavigate()
  const change = (part: Record<string, string | undefined>) =>
    void navigate({
      to: '/settings/staff/people',
      search: readPeopleSearch({ ...search, ...part }),
      replace: true,
      resetScroll: false,
    })
  const { tab = 'active' } = search
  const roles = ROLES.filter((role) => [...staff.people, ...staff.pending].some((one) => one.role === role))
  const places = staff.places.map(({ placeId, name }) => [placeId, name] as const)
  return (
    <>
      <nav className={classes.tabs} aria-label={words('staff.people.tabs')}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/settings/staff/people"
            search={readPeopleSearch({ ...search, tab: one })}
            replace
            className={classes.tab}
            data-current={tab === one || undefined}
            aria-current={tab === one ? 'page' : undefined}
          >
            {words(`staff.people.tab.${one}`)} <span className={classes.number}>{counts[one]}</span>
          </Link>
        ))}
      </nav>
      {(counts[tab] > 0 || isNarrowed(search)) && (
        <div className={classes.filter} role="search">
          <TextInput
            type="search"
            aria-label={words('staff.people.search')}
            placeholder={words('staff.people.search')}
            className={classes.search ?? ''}
            classNames={{ input: classes.input ?? '' }}
            value={search.q ?? ''}
            onChange={(event) => change({ q: event.currentTarget.value })}
          />
          <Choice
            label={words('staff.people.role')}
            value={search.role}
            options={roles.map((role) => [role, words(`role.${role}`)])}
            onChange={(role) => change({ role })}
          />
          {tab === 'active' && (
            <>
              <Choice
                label={words('staff.people.step')}
                value={search.step}
                options={STEPS.map((step) => [step, words(`staff.people.step.${step}`)])}
                onChange={(step) => change({ step })}
              />
              <Choice
                label={words('staff.people.seen')}
                value={search.seen}
                options={SEEN.map((seen) => [seen, words(`staff.people.seen.${seen}`)])}
                onChange={(seen) => change({ seen })}
              />
            </>
          )}
          {places.length > 0 && (
            <Choice
              label={words('staff.people.place')}
              value={search.place}
              options={places}
              onChange={(place) => change({ place })}
            />
          )}
          {tab !== 'pending' && (
            <NativeSelect
              aria-label={words('staff.people.order')}
              className={classes.select ?? ''}
              classNames={{ input: classes.input ?? '' }}
              value={search.order ?? 'name'}
              data={ORDERS.map((order) => ({ value: order, label: words(`staff.people.order.${order}`) }))}
              onChange={(event) => change({ order: event.currentTarget.value })}
            />
          )}
          <output className={classes.count}>{words('staff.people.count', { n: shown })}</output>
        </div>
      )}
    </>
  )
}

interface ChoiceProps {
  /** Also what it says while nothing is chosen. */
  label: string
  value: string | undefined
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string | undefined) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={label}
      className={classes.select ?? ''}
      classNames={{ input: classes.input ?? '' }}
      data-on={value !== undefined || undefined}
      value={value ?? ''}
      data={[{ value: '', label }, ...options.map(([one, text]) => ({ value: one, label: text }))]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}

/** Settings › Staff › People: who can sign in, who is invited, whose access ended. */
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { dayOf } from '../../../pure/days/days.ts'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listStaff } from '../roster-contract.ts'
import { countsOf, isNarrowed, peopleShown, type PeopleSearch, pendingShown } from './people.ts'
import { PeopleFilter } from './people-filter.tsx'
import { PeopleTable } from './people-table.tsx'
import { PendingList } from './pending-list.tsx'

const route = getRouteApi('/inside/settings/staff/people')

export function PeoplePage() {
  const words = useWords()
  const search: PeopleSearch = route.useSearch()
  const { zone } = useMember().clinic
  const { data } = useSuspenseQuery(reading(listStaff, {}))
  const counts = countsOf(data)
  const people = peopleShown(data.people, search, {
    today: dayOf(new Date(serverNow()), zone),
    locale: words.locale,
  })
  const pending = pendingShown(data.pending, search)
  const shown = search.tab === 'pending' ? pending.length : people.length
  return (
    <Page width="wide">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff')]}
        title={words('menu.settings.staff.people')}
        sentence={words('staff.people.sentence', { n: counts.active, pending: counts.pending })}
        actions={<LinkButton to="/settings/staff/people/invite">{words('invite.act')}</LinkButton>}
      />
      <PeopleFilter staff={data} counts={counts} search={search} shown={shown} />
      {shown === 0 ? (
        <Nobody search={search} />
      ) : search.tab === 'pending' ? (
        <PendingList pending={pending} />
      ) : (
        <PeopleTable people={people} places={data.places} search={search} />
      )}
      <GuideBeside name="inviting" />
    </Page>
  )
}

/** An empty tab says what belongs there; a search that leaves nobody, the way out of it. */
function Nobody({ search }: { search: PeopleSearch }) {
  const words = useWords()
  const narrowed = isNarrowed(search)
  const tab = search.tab ?? 'active'
  return (
    <EmptyState
      icon={<IconUsers size={28} stroke={1.75} aria-hidden="true" />}
      title={words(narrowed ? 'staff.people.none.title' : `staff.people.empty.${tab}.title`)}
      actions={
        narrowed && (
          <LinkButton
            variant="line"
            to="/settings/staff/people"
            search={search.tab ? { tab: search.tab } : {}}
          >
            {words('staff.people.none.all')}
          </LinkButton>
        )
      }
    >
      {words(narrowed ? 'staff.people.none' : `staff.people.empty.${tab}`)}
    </EmptyState>
  )
}

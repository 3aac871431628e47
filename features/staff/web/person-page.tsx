/** Settings › Staff › People › one person: who they are here; every part below reads its own contract. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '../../../pure/roles/roles.ts'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { getStaffPerson } from '../roster-contract.ts'
import type { Profile } from './person.ts'
import { PersonActs } from './person-acts.tsx'
import { PersonDevices } from './person-devices.tsx'
import { PersonKnown } from './person-known.tsx'
import { PersonLately } from './person-lately.tsx'
import { PersonLeaving } from './person-leaving.tsx'
import { PersonProfile } from './person-profile.tsx'
import { PersonProofs } from './person-proofs.tsx'
import { ProfileEdits } from './profile-edits.tsx'
import { PersonReviews } from './person-reviews.tsx'
import { PersonSignedIn } from './person-signed-in.tsx'

const route = getRouteApi('/inside/settings/staff/people/$personId')

export function PersonPage() {
  const words = useWords()
  const { personId } = route.useParams()
  const { role } = useMember().person
  const { data: person } = useSuspenseQuery(reading(getStaffPerson, { params: { personId } }))
  const active = person.state === 'active'
  return (
    <Page stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.people')]}
        title={person.name}
        sentence={<Sentence person={person} />}
      />
      <PersonProfile person={person} edit={<ProfileEdits person={person} />} />
      <PersonActs personId={personId} />
      <PersonLeaving personId={personId} />
      <PersonReviews personId={personId} />
      {active && person.proofs && <PersonProofs proofs={person.proofs} secondStep={person.secondStep} />}
      {active && may(role, 'security.manage') && <PersonSignedIn person={person} />}
      {active && may(role, 'devices.manage') && <PersonDevices person={person} />}
      {may(role, 'staff.manage') && <PersonKnown personId={personId} />}
      {may(role, 'audit.read') && <PersonLately personId={personId} />}
      <Acts>
        <LinkButton variant="bare" to="/settings/staff/people">
          {words('staff.person.back')}
        </LinkButton>
      </Acts>
    </Page>
  )
}

/** Role and how they stand, in one line. */
function Sentence({ person }: { person: Profile }) {
  const words = useWords()
  const days = useDays()
  const role = words(`role.${person.role}`)
  const { ended, state } = person
  if (state !== 'active')
    return words(state === 'left' ? 'staff.person.left' : 'staff.person.disabled', {
      role,
      date: ended ? days.day(new Date(ended.at)) : 'none',
    })
  return words('staff.person.active', { role, date: days.day(new Date(person.roleSince)) })
}

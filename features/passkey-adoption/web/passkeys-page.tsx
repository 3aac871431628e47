/** Settings › Security › Passkeys: how many have one, who does not, and what to do next. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { may } from '../../../pure/roles/roles.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { SignInCost } from '../../sign-in-times/web/sign-in-cost.tsx'
import { getAdoption } from '../contract.ts'
import { AdoptionChart } from './adoption-chart.tsx'
import type { Adoption } from './adoption.ts'
import { MissingPeople } from './missing-people.tsx'
import { NextStep } from './next-step.tsx'
import { RoleRows } from './role-rows.tsx'
import classes from './passkeys-page.module.css'

export function PasskeysPage() {
  const words = useWords()
  const { person } = useMember()
  const { data, error, refetch, isFetching } = useQuery(reading(getAdoption, {}))
  const title = words('menu.settings.security.passkeys')
  const path = [words('menu.settings'), words('menu.settings.security')]
  if (!data) {
    return (
      <Page>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
        ) : (
          <>
            <PageHeader path={path} title={title} />
            <SkeletonRows rows={6} />
          </>
        )}
      </Page>
    )
  }
  return (
    <Page stacked width="rows">
      <PageHeader
        path={path}
        title={title}
        sentence={words(isDone(data) ? 'adoption.sentence.done' : 'adoption.sentence', countsOf(data))}
      />
      {data.reachedAs === 'name' ? (
        <NextStep missing={data.missing} />
      ) : (
        <Banner tone="warn">
          {words('adoption.name')} <Link to="/settings/it/reach">{words('adoption.name.link')}</Link>
        </Banner>
      )}
      <RoleRows roles={data.roles} />
      <AdoptionChart days={data.days} />
      <MissingPeople missing={data.missing} />
      <section className={classes.section}>
        <h2>{words('adoption.keys.title')}</h2>
        <p className={classes.text}>
          {data.keys.total > 0
            ? words('adoption.keys.some', { n: data.keys.total })
            : words('adoption.keys.none')}
        </p>
        <p>
          <Link to="/settings/security/passkeys/security-keys">{words('adoption.keys.link')}</Link>
        </p>
      </section>
      {may(person.role, 'sign_in_times.read') && <SignInCost />}
      <GuideBeside name="passkeys" />
    </Page>
  )
}

const isDone = ({ able, withPasskey, leaders, leadersWithTwo }: Adoption) =>
  able > 0 && withPasskey === able && leadersWithTwo === leaders

const countsOf = ({ able, withPasskey, leaders, leadersWithTwo }: Adoption) => ({
  able,
  withPasskey,
  leaders,
  leadersWithTwo,
})

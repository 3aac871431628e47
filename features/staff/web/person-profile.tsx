/** Who somebody is here: address, role with its history, since when and until when, manager, places. */
import type { ReactNode } from 'react'
import { noonOf } from '../../../pure/days/days.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Fact, Facts } from '../../../web/ui/facts.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import type { Profile } from './person.ts'
import classes from './people.module.css'

export function PersonProfile({ person, edit }: { person: Profile; edit?: ReactNode }) {
  const words = useWords()
  return (
    <>
      <section className={classes.section}>
        <h2>{words('staff.profile.title')}</h2>
        <ProfileFacts person={person} />
        {edit}
      </section>
      {person.roles.length > 0 && (
        <section className={classes.section}>
          <h2>{words('staff.role_history.title')}</h2>
          <RoleHistory roles={person.roles} />
        </section>
      )}
    </>
  )
}

export function ProfileFacts({ person }: { person: Profile }) {
  const words = useWords()
  const days = useDays()
  const date = (at: string) => days.day(new Date(at))
  const { ended, manager, places, accessEndsOn, outsider, lastSignInOn, secondStep } = person
  return (
    <Facts>
      <Fact name={words('staff.fact.address')} wide>
        {person.address}
      </Fact>
      <Fact
        name={words('staff.fact.role')}
        more={words('staff.fact.role.since', { date: date(person.roleSince) })}
      >
        {words(`role.${person.role}`)}
      </Fact>
      <Fact name={words('staff.fact.joined')}>{date(person.joinedAt)}</Fact>
      {ended && (
        <Fact name={words('staff.fact.ended')} more={ended.reason}>
          {words(ended.by ? 'staff.fact.ended.by' : 'staff.fact.ended.at', {
            date: date(ended.at),
            name: ended.by ?? '',
          })}
        </Fact>
      )}
      {!ended && (
        <Fact
          name={words('staff.fact.ends')}
          more={outsider && !accessEndsOn && words('staff.fact.ends.asked')}
        >
          {accessEndsOn
            ? words('staff.fact.ends.on', { date: days.long(noonOf(accessEndsOn)) })
            : words('staff.fact.ends.none')}
        </Fact>
      )}
      {outsider && <Fact name={words('staff.fact.outsider')}>{words(`staff.outsider.${outsider}`)}</Fact>}
      {secondStep && <Fact name={words('staff.fact.step')}>{words(`staff.step.${secondStep}`)}</Fact>}
      <Fact name={words('staff.fact.seen')}>
        {lastSignInOn ? days.day(noonOf(lastSignInOn)) : words('staff.seen.never')}
      </Fact>
      <Fact name={words('staff.fact.manager')}>{manager?.name ?? words('staff.fact.manager.none')}</Fact>
      <Fact name={words('staff.fact.places')}>
        {places.length > 0 ? words.list(places.map(({ name }) => name)) : words('staff.fact.places.all')}
      </Fact>
    </Facts>
  )
}

/** What somebody was, the newest change first. */
export function RoleHistory({ roles }: Pick<Profile, 'roles'>) {
  const words = useWords()
  const days = useDays()
  return (
    <Ledger label={words('staff.role_history.title')}>
      {roles.map((change) => (
        <LedgerRow key={change.at}>
          <Named
            name={words('staff.role_history.change', {
              from: words(`role.${change.from}`),
              to: words(`role.${change.to}`),
            })}
          >
            <span>{days.day(new Date(change.at))}</span>
            {change.by !== null && <span>{words('staff.role_history.by', { name: change.by })}</span>}
            <span>{change.reason}</span>
          </Named>
        </LedgerRow>
      ))}
    </Ledger>
  )
}

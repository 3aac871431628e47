/** People as a table, each line the way to their page; on phones each becomes a few lines. */
import { noonOf } from '../../../pure/days/days.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { DataTable, LineLink, LinkLine } from '../../../web/ui/data-table.tsx'
import { Tag } from '../../../web/ui/ledger.tsx'
import type { PeopleSearch, Staff, StaffPerson } from './people.ts'
import classes from './people.module.css'

interface PeopleTableProps {
  people: readonly StaffPerson[]
  places: Staff['places']
  search: PeopleSearch
}

export function PeopleTable({ people, places, search }: PeopleTableProps) {
  const words = useWords()
  const ended = search.tab === 'disabled'
  const heads = ended
    ? (['person', 'ended', 'since'] as const)
    : (['person', 'step', 'seen', 'since'] as const)
  return (
    <DataTable
      label={words(`staff.people.tab.${search.tab ?? 'active'}`)}
      heads={heads.map((head) => words(`staff.people.head.${head}`))}
    >
      <tbody>
        {people.map((person) => (
          <LinkLine key={person.personId}>
            <Who person={person} places={places} />
            {ended ? <Ended person={person} /> : <Coming person={person} />}
            <Since person={person} />
          </LinkLine>
        ))}
      </tbody>
    </DataTable>
  )
}

function Who({ person, places }: { person: StaffPerson; places: Staff['places'] }) {
  const words = useWords()
  const { person: me } = useMember()
  const at = places.filter(({ placeId }) => person.placeIds.includes(placeId)).map(({ name }) => name)
  const second = [words(`role.${person.role}`), person.address, ...(at.length > 0 ? [words.list(at)] : [])]
  return (
    <td className={classes.person}>
      <LineLink to="/settings/staff/people/$personId" params={{ personId: person.personId }}>
        <b className={classes.who}>{person.name}</b>
      </LineLink>{' '}
      {person.personId === me.id && <Tag>{words('staff.people.you')}</Tag>}
      {person.outsider && <Tag>{words(`staff.outsider.${person.outsider}`)}</Tag>}
      <span className={classes.second}>{second.join(' · ')}</span>
    </td>
  )
}

function Coming({ person }: { person: StaffPerson }) {
  const words = useWords()
  const days = useDays()
  const { secondStep, lastSignInOn } = person
  return (
    <>
      <td className={classes.step}>
        {secondStep && (
          <span className={classes.state} data-state={secondStep}>
            {words(`staff.step.${secondStep}`)}
          </span>
        )}
      </td>
      <td className={classes.seen}>
        <span className={classes.phone}>{words('staff.people.head.seen')} </span>
        {lastSignInOn === null ? words('staff.seen.never') : days.day(noonOf(lastSignInOn))}
      </td>
    </>
  )
}

function Ended({ person }: { person: StaffPerson }) {
  const words = useWords()
  const days = useDays()
  const { state, endedAt } = person
  const date = endedAt ? days.day(new Date(endedAt)) : 'none'
  return (
    <td className={classes.step}>
      {words(state === 'left' ? 'staff.state.left' : 'staff.state.disabled', { date })}
    </td>
  )
}

function Since({ person: { joinedAt, accessEndsOn, state } }: { person: StaffPerson }) {
  const words = useWords()
  const days = useDays()
  return (
    <td className={classes.since}>
      <span className={classes.phone}>{words('staff.people.head.since')} </span>
      {days.day(new Date(joinedAt))}
      {accessEndsOn && state === 'active' && (
        <span className={classes.second}>
          {words('staff.ends', { date: days.day(noonOf(accessEndsOn)) })}
        </span>
      )}
    </td>
  )
}

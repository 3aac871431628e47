/** One person: what they have, when they came last, which dates; opened, what can be done for them. */
import { useNavigate } from '@tanstack/react-router'
import { noonOf } from '../../../pure/days/days.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { DataLine, Opener } from '../../../web/ui/data-table.tsx'
import { Tag } from '../../../web/ui/ledger.tsx'
import { factorsOf, type Person, type ProtectedSearch } from './protected.ts'
import { ProtectedActs } from './protected-acts.tsx'
import classes from './protected.module.css'

interface ProtectedRowProps {
  person: Person
  columns: number
  /** The filter that stays. */
  search: ProtectedSearch
}

export function ProtectedRow({ person, columns, search }: ProtectedRowProps) {
  const words = useWords()
  const navigate = useNavigate()
  const { person: me } = useMember()
  const { person: openId, ...filter } = search
  const open = openId === person.id
  const onToggle = () =>
    void navigate({
      to: '/settings/security/protected',
      search: { ...filter, ...(!open && { person: person.id }) },
      replace: true,
      resetScroll: false,
    })
  const line = { id: `acts-${person.id}`, open, onToggle }
  return (
    <DataLine line={line} columns={columns} detail={<ProtectedActs person={person} />}>
      <td className={classes.person}>
        <Opener line={line}>
          <b className={classes.who}>{person.name}</b>
        </Opener>{' '}
        {person.id === me.id && <Tag>{words('protected.you')}</Tag>}
        <span className={classes.second}>{words(`role.${person.role}`)}</span>
      </td>
      <td className={classes.has}>
        <span className={classes.state} data-state={person.state}>
          {words(`protected.state.${person.state}`)}
        </span>
        <span className={classes.second}>{factorsOf(words, person)}</span>
      </td>
      <td className={classes.last}>
        <LastSignIn person={person} />
      </td>
      <td className={classes.dates}>
        <Dates person={person} />
      </td>
    </DataLine>
  )
}

function LastSignIn({ person: { lastSignIn } }: { person: Person }) {
  const words = useWords()
  if (!lastSignIn) return words('protected.last.never')
  const at = new Date(lastSignIn.at)
  return (
    <>
      <span title={words.exact(at)}>{words.moment(at)}</span>
      <span className={classes.second}>{words(`protected.how.${lastSignIn.how}`)}</span>
    </>
  )
}

/** Deadline first, then what holds instead of it and until when. */
function Dates({ person }: { person: Person }) {
  const words = useWords()
  const days = useDays()
  const { deadline, grace, awayUntil, renewSince, state } = person
  const date = (at: string) => days.day(new Date(at))
  return (
    <>
      {deadline && (
        <span data-late={state === 'overdue' || undefined}>
          {state === 'overdue'
            ? words('protected.deadline.over', { date: date(deadline.at) })
            : words(`protected.deadline.${deadline.asks}`, { date: date(deadline.at) })}
        </span>
      )}
      {renewSince && <span>{words('protected.renew', { date: date(renewSince) })}</span>}
      {grace && <span>{words('protected.grace', { until: words.moment(new Date(grace.endsAt)) })}</span>}
      {awayUntil && <span>{words('protected.away', { date: days.day(noonOf(awayUntil)) })}</span>}
    </>
  )
}

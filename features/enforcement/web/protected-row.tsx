/** One person: what they have, when they came last, which dates; opened, what can be done for them. */
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import { noonOf } from '../../../pure/days/days.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { factorsOf, type Person, type ProtectedSearch } from './protected.ts'
import { ProtectedActs } from './protected-acts.tsx'
import classes from './protected.module.css'

interface ProtectedRowProps {
  person: Person
  /** The filter that stays. */
  search: ProtectedSearch
}

export function ProtectedRow({ person, search }: ProtectedRowProps) {
  const words = useWords()
  const navigate = useNavigate()
  const id = useId()
  const { person: me } = useMember()
  const { person: openId, ...filter } = search
  const open = openId === person.id
  const toggle = () =>
    void navigate({
      to: '/settings/security/protected',
      search: { ...filter, ...(!open && { person: person.id }) },
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <tr className={classes.line} data-open={open || undefined}>
        <td className={classes.person}>
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={toggle}
          >
            {person.name}
          </button>
          {person.id === me.id && <span className={classes.you}>{words('protected.you')}</span>}
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
          <IconChevronDown className={classes.chevron} size={16} stroke={2} aria-hidden="true" />
        </td>
      </tr>
      {open && (
        <tr className={classes.more} id={id}>
          <td colSpan={4}>
            <ProtectedActs person={person} />
          </td>
        </tr>
      )}
    </>
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

/** Days left until something is asked of this person that they do not have yet; on every page, calm. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dayOf, daysBetween } from '../pure/days/days.ts'
import { useDays } from './lib/day.ts'
import { serverNow } from './lib/server-time.ts'
import { useMember, useSession } from './lib/session.ts'
import { useWords } from './lib/words.tsx'
import { Banner } from './ui/banner.tsx'
import classes from './deadline-banner.module.css'

const toSecurity = (parts: ReactNode[]) => (
  <Link key="security" to="/profile/security">
    {parts}
  </Link>
)

export function DeadlineBanner() {
  const words = useWords()
  const days = useDays()
  const { deadline } = useSession()
  const { clinic, session } = useMember()
  if (!deadline) return null
  const at = new Date(deadline)
  const day = dayOf(at, clinic.zone)
  // A rule begins with a day; the end of a grace does not.
  const isGrace = dayOf(new Date(at.getTime() - 1), clinic.zone) === day
  const key = isGrace
    ? 'deadline.grace'
    : session.hasTotp || session.hasPasskey
      ? 'deadline.passkey'
      : 'deadline.two_factors'
  const left = daysBetween(dayOf(new Date(serverNow()), clinic.zone), day)
  return (
    <div className={classes.place}>
      <Banner tone={left <= 1 ? 'warn' : 'info'}>
        <p>
          {words.rich(key, {
            day: days.day(at),
            clinic: clinic.name,
            days: left,
            time: words.moment(at),
            a: toSecurity,
          })}
        </p>
      </Banner>
    </div>
  )
}

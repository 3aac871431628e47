/** Days as people write them in a row: "20 April"; the year only when it is another one. */
import { useMemo } from 'react'
import { noonOf } from '../../pure/days/days.ts'
import { serverNow } from './server-time.ts'
import { useMember } from './session.ts'
import { useWords } from './words.tsx'

export interface Days {
  /** "20 April", or "20 April 2025" when that is not this year. */
  day: (at: Date) => string
  /** "Wednesday" within the last six days, else as `day`. */
  weekday: (at: Date) => string
  /** "Thursday 4 June 2026". */
  long: (at: Date) => string
  isToday: (at: Date) => boolean
  /** The same for all moments of one day in the clinic's zone. */
  key: (at: Date) => string
}

/** Six days: on the seventh the name of the weekday would be today's. */
const WEEK_MS = 6 * 86_400_000

export function useDays(): Days {
  const { locale } = useWords()
  const { zone } = useMember().clinic
  return useMemo(() => {
    const made = (parts: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone: zone, ...parts })
    const short = made({ day: 'numeric', month: 'long' })
    const withYear = made({ day: 'numeric', month: 'long', year: 'numeric' })
    const long = made({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    const weekday = made({ weekday: 'long' })
    const year = made({ year: 'numeric' })
    const key = (at: Date) => withYear.format(at)
    const now = () => new Date(serverNow())
    const day = (at: Date) => (year.format(at) === year.format(now()) ? short : withYear).format(at)
    return {
      day,
      weekday: (at) => (now().getTime() - at.getTime() < WEEK_MS ? weekday.format(at) : day(at)),
      long: (at) => long.format(at),
      isToday: (at) => key(at) === key(now()),
      key,
    }
  }, [locale, zone])
}

/** Days of a clinic, `2026-11-22`, as people write them: "22 November", or "22 November 2025" when that is not this year. */
export function useCalendar(): (day: string) => string {
  const { locale } = useWords()
  return useMemo(() => {
    // A day is no instant: noon in UTC is on it, read in UTC.
    const made = (parts: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', ...parts })
    const short = made({})
    const withYear = made({ year: 'numeric' })
    const thisYear = () => new Date(serverNow()).toISOString().slice(0, 4)
    return (day) => (day.startsWith(thisYear()) ? short : withYear).format(noonOf(day))
  }, [locale])
}

/**
 * How a line of a list becomes days: `KEY RULE MARK…`.
 * RULE: `12-25` a date; `e-2` days from Easter, `o+1` from the orthodox one; `05mon1` the first Monday of May, `05mon-1` the
 * last; `06-20sat` the first Saturday on that date or after; `h10-1` a day of the Islamic calendar.
 * MARK: `sub` on a Saturday or Sunday also the next weekday that is none yet; `us` on a Saturday also the Friday before, on a
 * Sunday the Monday after; `gh` may be moved; `?` to be confirmed; `2026+` from that year on.
 */
import { dayAfter } from '../days/days.ts'
import { easter, islamic, onOrAfter, orthodoxEaster, weekday } from './calendar.ts'

export interface Holiday {
  /** The catalogue says it under `holiday.KEY`. */
  key: string
  day: string
  /** False: it follows the moon or a decree, and the day is to be confirmed. */
  sure: boolean
  /** Kept beside the day itself, which falls on a weekend. */
  instead: boolean
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

function daysOf(rule: string, year: number): string[] {
  const moon = /^h(\d+)-(\d+)$/.exec(rule)
  if (moon) return islamic(Number(moon[1]), Number(moon[2]), year)
  const moving = /^([eo])([+-]\d+)?$/.exec(rule)
  if (moving) {
    const sunday = moving[1] === 'e' ? easter(year) : orthodoxEaster(year)
    return [dayAfter(sunday, Number(moving[2] ?? 0))]
  }
  const nth = /^(\d\d)([a-z]{3})(-?\d)$/.exec(rule)
  if (nth) {
    const wanted = WEEKDAYS.indexOf(nth[2] ?? '')
    const month = Number(nth[1])
    const count = Number(nth[3])
    if (count > 0) return [dayAfter(onOrAfter(`${year}-${nth[1]}-01`, wanted), 7 * (count - 1))]
    const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
    return [dayAfter(onOrAfter(next, wanted), 7 * count)]
  }
  const after = /^(\d\d-\d\d)([a-z]{3})$/.exec(rule)
  if (after) return [onOrAfter(`${year}-${after[1]}`, WEEKDAYS.indexOf(after[2] ?? ''))]
  return [`${year}-${rule}`]
}

const isWeekend = (day: string) => [0, 6].includes(weekday(day))

/** The holidays that lines give for a year, by day. New Year of the next may be kept on the last day of this one. */
export function read(lines: readonly string[], year: number): Holiday[] {
  return [...within(lines, year), ...within(lines, year + 1)].filter(({ day }) => day.startsWith(`${year}-`))
}

function within(lines: readonly string[], year: number): Holiday[] {
  const found: (Holiday & { marks: string[] })[] = []
  for (const line of lines) {
    const [key = '', rule = '', ...marks] = line.split(' ')
    if (marks.some((mark) => mark.endsWith('+') && year < Number(mark.slice(0, -1)))) continue
    for (const day of daysOf(rule, year)) {
      const midweek = [2, 3, 4].includes(weekday(day)) || isWeekend(day)
      const sure = !rule.startsWith('h') && !marks.includes('?') && !(marks.includes('gh') && midweek)
      found.push({ key, day, sure, instead: false, marks })
    }
  }
  const taken = new Set(found.map(({ day }) => day))
  const moved = found
    .toSorted((a, b) => a.day.localeCompare(b.day))
    .flatMap(({ key, day, sure, marks }): Holiday[] => {
      if (!isWeekend(day)) return []
      if (marks.includes('us')) {
        const other = dayAfter(day, weekday(day) === 6 ? -1 : 1)
        return [{ key, day: other, sure, instead: true }]
      }
      if (!marks.includes('sub')) return []
      let next = day
      while (isWeekend(next) || taken.has(next)) next = dayAfter(next, 1)
      taken.add(next)
      return [{ key, day: next, sure, instead: true }]
    })
  return [...found.map(({ key, day, sure, instead }) => ({ key, day, sure, instead })), ...moved].toSorted(
    (a, b) => a.day.localeCompare(b.day),
  )
}

/** When a place is open: from its week, its closed days and the clinic's zone, as instants. */
import { dayAfter, dayOf, instantOf, noonOf, startOfDay } from '../days/days.ts'
import type { Week } from './week.ts'

/** Days on which it is closed whatever the week says, both ends included. */
export interface Closed {
  first: string
  last: string
}

/** What is known of a place. */
export interface Known {
  week: Week
  closed: readonly Closed[]
  /** IANA name. */
  zone: string
}

/** Half-open: at `until` it is closed. */
export interface OpenSpan {
  from: Date
  until: Date
}

/** Whether a day is one of those. */
export const isClosedOn = (closed: readonly Closed[], day: string): boolean =>
  closed.some(({ first, last }) => first <= day && day <= last)

/**
 * The spans of a day, in order. A time that the clocks show twice is the first of the two; one that they leave out lies as
 * long after the gap as in it; what is left of no length falls away.
 */
export function openSpans({ week, closed, zone }: Known, day: string): OpenSpan[] {
  if (isClosedOn(closed, day)) return []
  const weekday = (noonOf(day).getUTCDay() + 6) % 7
  return (week[weekday] ?? [])
    .map(({ opens, closes }) => ({
      from: instantOf(day, opens, zone),
      until: closes === '24:00' ? startOfDay(dayAfter(day, 1), zone) : instantOf(day, closes, zone),
    }))
    .filter(({ from, until }) => from < until)
}

/** No span goes past midnight, so that the day the moment belongs to decides. */
export function isOpenAt(known: Known, at: Date): boolean {
  return openSpans(known, dayOf(at, known.zone)).some(({ from, until }) => from <= at && at < until)
}

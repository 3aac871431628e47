/** A time cut into the hours, days or months of a zone. */
import { dayAfter, dayOf, startOfDay } from '../../pure/days/days.ts'
import { BUCKETS } from './log-contract.ts'

type Bucket = (typeof BUCKETS)[number]

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MOST_BUCKETS = 400

const LENGTH_MS: Readonly<Record<Bucket, number>> = { hour: HOUR_MS, day: DAY_MS, month: 30 * DAY_MS }

export interface Buckets {
  size: Bucket
  /** Each begins here, in order; the first at or before the beginning of the time. */
  starts: Date[]
  /** Of the last. */
  end: Date
}

/** In hours up to three days, in days up to a hundred, else in months; what is asked for, as long as it makes no more than 400. */
export function bucketsOf({ from, to }: { from: Date; to: Date }, zone: string, asked?: Bucket): Buckets {
  const span = to.getTime() - from.getTime()
  const suits: Bucket = span <= 3 * DAY_MS ? 'hour' : span <= 100 * DAY_MS ? 'day' : 'month'
  const least = BUCKETS.indexOf(asked ?? suits)
  const size =
    BUCKETS.slice(least).find((one) => span / LENGTH_MS[one] <= MOST_BUCKETS - 2) ?? ('month' as const)
  const starts: Date[] = []
  let next = startOf(from, zone, size)
  while (next < to || starts.length === 0) {
    starts.push(next)
    next = startAfter(next, zone, size)
  }
  return { size, starts, end: next }
}

function startOf(at: Date, zone: string, size: Bucket): Date {
  if (size === 'hour') return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)
  const day = dayOf(at, zone)
  return startOfDay(size === 'day' ? day : `${day.slice(0, 7)}-01`, zone)
}

function startAfter(start: Date, zone: string, size: Bucket): Date {
  if (size === 'hour') return new Date(start.getTime() + HOUR_MS)
  const day = dayOf(start, zone)
  // The 35th day after the first of a month is in the next month.
  const next = size === 'day' ? dayAfter(day, 1) : `${dayAfter(`${day.slice(0, 7)}-01`, 35).slice(0, 7)}-01`
  return startOfDay(next, zone)
}

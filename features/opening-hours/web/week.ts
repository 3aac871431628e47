/** The week while it is typed. */
import {
  faultsOf,
  inOrder,
  readTime,
  type Span,
  type SpanFault,
  USUAL_WEEK,
  type Week,
} from '../../../pure/opening/week.ts'

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const
export type Day = (typeof DAYS)[number]

/** A span of this page: the key is its own, so that it keeps its fields when another goes. */
export interface Row extends Span {
  key: number
}

export type Rows = readonly (readonly Row[])[]

let keys = 0
const row = ({ opens, closes }: Span): Row => ({ opens, closes, key: ++keys })

/** Where nobody said anything, what most practices have is proposed. */
export const rowsOf = (week: Week | null): Rows =>
  (week ?? USUAL_WEEK).map((spans) => spans.map((one) => row(one)))

export const put = (rows: Rows, day: Day, spans: readonly Row[]): Rows =>
  rows.map((before, at) => (at === day ? spans : before))

/** One more on that day: after what is there, or as on another day. */
export function openOn(rows: Rows, day: Day): Rows {
  const there = rows[day] ?? []
  const last = readTime(there.at(-1)?.closes ?? '', true)
  if (last === undefined) return put(rows, day, [...there, row({ opens: '09:00', closes: '17:00' })])
  const from = Math.min(Number(last.slice(0, 2)) + 1, 23)
  const hour = (n: number) => `${String(Math.min(n, 24)).padStart(2, '0')}:00`
  return put(rows, day, [...there, row({ opens: hour(from), closes: hour(Math.max(from + 1, 18)) })])
}

/** Tuesday to Friday as Monday. */
export const asMonday = (rows: Rows): Rows =>
  rows.map((spans, day) => (day >= 1 && day <= 4 ? (rows[0] ?? []).map((one) => row(one)) : spans))

export const faultAt = (rows: Rows, day: Day, span: number): SpanFault | undefined =>
  faultsOf(rows).find((fault) => fault.day === day && fault.span === span)

export const isGood = (rows: Rows): boolean => faultsOf(rows).length === 0

export const sent = (rows: Rows): Span[][] =>
  inOrder(rows.map((spans) => spans.map(({ opens, closes }) => ({ opens, closes }))))

/** A week of opening hours, Monday first, and what is wrong with one as it was typed. */

/** From and until, `08:30`; `24:00` is the end of the day. */
export interface Span {
  opens: string
  closes: string
}

/** Seven lists, Monday first; an empty one is a day on which it is closed. */
export type Week = readonly (readonly Span[])[]

export const MOST_SPANS = 4

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** What people type, as a time: `8`, `8.30` and `0830` too; undefined where it is none. `24:00` is one at the end of a span alone. */
export function readTime(typed: string, isEnd = false): string | undefined {
  const found = /^(\d{1,2})(?:[:.h ]?([0-5]\d))?$/.exec(typed.trim())
  if (!found) return undefined
  const time = `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? '00'}`
  return TIME.test(time) || (isEnd && time === '24:00') ? time : undefined
}

export const SPAN_FAULTS = ['time', 'over_midnight', 'empty', 'overlap'] as const

export interface SpanFault {
  /** 0 Monday to 6 Sunday. */
  day: number
  span: number
  at: 'opens' | 'closes'
  why: (typeof SPAN_FAULTS)[number]
}

/** The first fault of each span: no time, over midnight, of no length, or within another of the same day. */
export function faultsOf(week: Week): SpanFault[] {
  return week.flatMap((spans, day) =>
    spans.flatMap(({ opens, closes }, span): SpanFault[] => {
      const from = readTime(opens)
      const until = readTime(closes, true)
      if (from === undefined) return [{ day, span, at: 'opens', why: 'time' }]
      if (until === undefined) return [{ day, span, at: 'closes', why: 'time' }]
      if (from === until) return [{ day, span, at: 'closes', why: 'empty' }]
      if (from > until) return [{ day, span, at: 'closes', why: 'over_midnight' }]
      const within = spans.slice(0, span).some((other) => {
        const [begin, end] = [readTime(other.opens), readTime(other.closes, true)]
        return begin !== undefined && end !== undefined && from < end && begin < until
      })
      return within ? [{ day, span, at: 'opens', why: 'overlap' }] : []
    }),
  )
}

/** As it is kept: times in full, spans of a day in order. Only of a week without faults. */
export const inOrder = (week: Week): Span[][] =>
  week.map((spans) =>
    spans
      .map(({ opens, closes }) => ({
        opens: readTime(opens) ?? opens,
        closes: readTime(closes, true) ?? closes,
      }))
      .toSorted((a, b) => a.opens.localeCompare(b.opens)),
  )

/** Proposed where nothing is known: what most practices have. */
export const USUAL_WEEK: Week = [1, 2, 3, 4, 5, 6, 7].map((day) =>
  day <= 5 ? [{ opens: '09:00', closes: '17:00' }] : [],
)

/** A time in the pieces that sums are kept for: whole months and hours of UTC, and what is left of an hour at its two ends. */

export const HOUR_MS = 3_600_000

/** The second is exclusive. */
export interface Span {
  from: Date
  to: Date
}

export interface Spans {
  months: Span[]
  hours: Span[]
  /** Less than an hour each. */
  ends: Span[]
}

/** Together the whole of it, none of it twice. `months: false`: in hours alone. */
export function spansOf({ from, to }: Span, { months: inMonths }: { months: boolean }): Spans {
  const first = new Date(Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS)
  const last = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS)
  if (first > last) return { months: [], hours: [], ends: some({ from, to }) }
  const ends = some({ from, to: first }, { from: last, to })
  const [opens, closes] = [monthAfter(new Date(first.getTime() - 1)), monthOf(last)]
  if (!inMonths || opens >= closes) return { months: [], hours: some({ from: first, to: last }), ends }
  return {
    months: [{ from: opens, to: closes }],
    hours: some({ from: first, to: opens }, { from: closes, to: last }),
    ends,
  }
}

const some = (...spans: Span[]): Span[] => spans.filter(({ from, to }) => from < to)
const monthOf = (at: Date) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
const monthAfter = (at: Date) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1))

/** Hours that a month of UTC gives to another part of the chart than the month of the clinic's does. */
export interface Edge extends Span {
  /** Index of the part that they were added to, and of the one that they belong to. */
  added: number
  belongs: number
}

/**
 * Where the months of a zone, which begin at `starts`, differ from those of UTC within `months`, each of which was added to
 * the part that its middle lies in.
 */
export function edgesOf(starts: readonly Date[], months: readonly Span[]): Edge[] {
  return months.flatMap((whole) =>
    starts.flatMap((start, part) => {
      if (part === 0) return []
      const near = monthOf(new Date(start.getTime() + 15 * 24 * HOUR_MS))
      const [sooner, later] = start < near ? [start, near] : [near, start]
      const [from, to] = [
        new Date(Math.max(sooner.getTime(), whole.from.getTime())),
        new Date(Math.min(later.getTime(), whole.to.getTime())),
      ]
      if (from >= to) return []
      return [
        start < near
          ? { from, to, added: part - 1, belongs: part }
          : { from, to, added: part, belongs: part - 1 },
      ]
    }),
  )
}

/** Picking some of the bars of a chart in a row, by keys or by a pointer. */

export interface Range {
  /** Where it was begun. */
  anchor: number
  /** Where it is now; before the anchor, too. */
  at: number
}

export const firstOf = ({ anchor, at }: Range) => Math.min(anchor, at)
export const lastOf = ({ anchor, at }: Range) => Math.max(anchor, at)
export const has = (range: Range | undefined, index: number): boolean =>
  range !== undefined && index >= firstOf(range) && index <= lastOf(range)

/** Where a key leads; undefined: it is none of these. With Shift the range grows instead of moving. */
export function stepBy(
  key: string,
  { at, anchor }: Range,
  { bars, grows, rightToLeft }: { bars: number; grows: boolean; rightToLeft: boolean },
): Range | undefined {
  const onward = rightToLeft ? -1 : 1
  const to = {
    ArrowRight: at + onward,
    ArrowLeft: at - onward,
    ArrowUp: at + 1,
    ArrowDown: at - 1,
    PageUp: at + 7,
    PageDown: at - 7,
    Home: 0,
    End: bars - 1,
  }[key]
  if (to === undefined) return undefined
  const next = Math.min(Math.max(to, 0), bars - 1)
  return { at: next, anchor: grows ? anchor : next }
}

/** The bar below a pointer, the nearest one where it left the chart. */
export function barAt(
  clientX: number,
  { left, width }: { left: number; width: number },
  bars: number,
  rightToLeft: boolean,
): number {
  const part = width === 0 ? 0 : (clientX - left) / width
  const index = Math.floor((rightToLeft ? 1 - part : part) * bars)
  return Math.min(Math.max(index, 0), bars - 1)
}

/** A round number that the highest bar does not pass, and whose half is round too. */
export function topOf(highest: number): number {
  if (highest <= 4) return 4
  const unit = 10 ** Math.floor(Math.log10(highest))
  const steps = [1, 1.2, 1.4, 1.6, 2, 3, 4, 5, 6, 8, 10].map((step) => Math.round(step * unit))
  return steps.find((step) => step >= highest && step % 2 === 0) ?? 10 * unit
}

/** The bars picked by two moments: all that begin before the end and end after the beginning. */
export function pickedBy(
  bars: readonly { from: string; to: string }[],
  from: string | undefined,
  to: string | undefined,
): Range | undefined {
  if (from === undefined && to === undefined) return undefined
  const within = bars.flatMap((bar, index) =>
    (to === undefined || bar.from < to) && (from === undefined || bar.to > from) ? [index] : [],
  )
  const [anchor, at] = [within[0], within.at(-1)]
  return anchor === undefined || at === undefined ? undefined : { anchor, at }
}

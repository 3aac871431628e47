/** One measured number beside its limit: what the same machine, in the same run, needs for what cannot be avoided. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** In the same unit; what it is stands in the bench's README. */
  limit: number
  /** value / limit. */
  ratio: number
  /** What `bound` says of it; undefined: told, not held against anything. */
  target?: number
  /** `value at most`: the target is in the value's unit; `ratio at least`: it is a ratio. */
  bound?: 'value at most' | 'ratio at least'
  ok: boolean
}

export interface Run {
  /** Fewer repeats, within 60 s in all. */
  quick: boolean
  /** How many repeats; undefined: what the bench itself thinks right. */
  times?: number | undefined
  /** Makes what happens by chance happen again; undefined: a new one, which is said. */
  seed?: number | undefined
  /** A line for whoever watches. */
  say: (line: string) => void
}

export interface Bench {
  name: string
  /** One sentence for `--list`. */
  about: string
  run: (options: Run) => Promise<Figure[]>
}

interface Bounds {
  limit: number
  /** The most the value may be. */
  target?: number
  /** The least the ratio may be. */
  atLeast?: number
}

export function figure(
  name: string,
  value: number,
  unit: string,
  { limit, target, atLeast }: Bounds,
): Figure {
  const ratio = limit === 0 ? 0 : rounded(value / limit)
  const measured = { name, value: rounded(value), unit, limit: rounded(limit), ratio }
  if (atLeast !== undefined)
    return { ...measured, target: atLeast, bound: 'ratio at least', ok: ratio >= atLeast }
  if (target === undefined) return { ...measured, ok: true }
  return { ...measured, target, bound: 'value at most', ok: value <= target }
}

/** `cold start        3.06 s   limit 2.1 s   ratio 1.46   target at most 15 s   ok` */
export function lineOf({ name, value, unit, limit, ratio, target, bound, ok }: Figure): string {
  const least = bound === 'ratio at least'
  const aim = least ? `target ratio at least ${target}` : `target at most ${target} ${unit}`
  const parts = [
    name.padEnd(34),
    `${value} ${unit}`.padStart(12),
    `limit ${limit} ${unit}`.padEnd(22),
    `ratio ${ratio}`.padEnd(14),
    (target === undefined ? 'no target' : aim).padEnd(28),
    ok ? 'ok' : 'MISSED',
  ]
  return parts.join('  ')
}

/** Throws RangeError without a value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  if (low === undefined || high === undefined) throw new RangeError('A median of nothing')
  return (low + high) / 2
}

/** The smallest value that `percent` of them do not exceed (nearest rank). Throws RangeError without a value. */
export function percentile(values: readonly number[], percent: number): number {
  const found = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)]
  if (found === undefined) throw new RangeError('A percentile of nothing')
  return found
}

/** Seconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1000
}

const rounded = (value: number) => Number(value.toPrecision(4))

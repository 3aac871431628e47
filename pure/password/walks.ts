/** Rows, columns, diagonals and zigzags on keyboards and number pads, and sequences of letters and digits. */
import { isLetter } from './fold.ts'

export interface Run {
  readonly kind: 'keyboard_walk' | 'sequence'
  /** The run may be cut anywhere from `shortest` characters up to `length`. */
  readonly shortest: number
  readonly length: number
}

type Step = readonly [rows: number, columns: number]

interface Layout {
  readonly kind: Run['kind']
  /** How one gets from a character to another; undefined when the layout lacks one of them. */
  step(from: string, to: string): Step | undefined
  /** Steps that lead to a neighbour. */
  readonly neighbours: readonly Step[]
  /** From how many characters on a straight run is one. */
  readonly straightFrom: number
  /** From how many characters on any path over neighbours is a walk. */
  readonly anyPathFrom: number
}

/** The keys of a staggered board touch two above and two below. */
const STAGGERED: readonly Step[] = [
  [0, 1],
  [0, -1],
  [-1, 0],
  [-1, 1],
  [1, 0],
  [1, -1],
]
const SQUARE: readonly Step[] = [...STAGGERED, [-1, -1], [1, 1]]

/** Rows from the top, each from the key left of the 1 on; a blank is no key. `shifted` is a second level of the same keys. */
function keys(rows: readonly string[], shifted: readonly string[] = []): Layout['step'] {
  const places = new Map<string, Step>()
  for (const level of [rows, shifted])
    for (const [row, line] of level.entries())
      for (const [column, key] of [...line].entries()) if (key !== ' ') places.set(key, [row, column])
  return (from, to) => {
    const a = places.get(from)
    const b = places.get(to)
    return a && b && [b[0] - a[0], b[1] - a[1]]
  }
}

function keyboard(rows: readonly string[], shifted?: readonly string[]): Layout {
  return {
    kind: 'keyboard_walk',
    step: keys(rows, shifted),
    neighbours: STAGGERED,
    straightFrom: 3,
    anyPathFrom: 7,
  }
}

function numberPad(rows: readonly string[]): Layout {
  return { kind: 'keyboard_walk', step: keys(rows), neighbours: SQUARE, straightFrom: 3, anyPathFrom: 5 }
}

function sequence(by: number, straightFrom: number): Layout {
  const neighbours: readonly Step[] = [
    [0, by],
    [0, -by],
  ]
  return { kind: 'sequence', step: alphabetStep, neighbours, straightFrom, anyPathFrom: Infinity }
}

/** Through the letters of a script by code point; through the digits and round their end, where 9 meets 0. */
function alphabetStep(from: string, to: string): Step | undefined {
  const distance = (to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0)
  if (/^\d\d$/.test(from + to))
    return [0, Math.abs(distance) < 6 ? distance : distance - 10 * Math.sign(distance)]
  return isLetter(from) && isLetter(to) ? [0, distance] : undefined
}

const QWERTY = ['`1234567890-=', ' qwertyuiop[]\\', " asdfghjkl;'", ' zxcvbnm,./']

/** In the order of how much they say: what is a sequence and a row of keys is called a sequence. */
const STRICT: readonly Layout[] = [
  sequence(1, 3),
  keyboard(QWERTY, ['~!@#$%^&*()_+', '           {}|', '          :"', '        <>?']),
  keyboard([...QWERTY.slice(0, 2), " asdfghjkl;'#", '\\zxcvbnm,./'], ['¬!"£$%^&*()_+']),
  keyboard([' 1234567890', ' qwertzuiop +', ' asdfghjkl  #', '<yxcvbnm,.-'], ['°!"§$%&/()=?']),
  keyboard([' 1234567890', ' azertyuiop', ' qsdfghjklm', '<wxcvbn,;:!']),
]
const LAYOUTS: readonly Layout[] = [
  ...STRICT,
  sequence(2, 4),
  numberPad(['789', '456', '123', '0']),
  numberPad(['123', '456', '789', ' 0']),
]

/** Long enough for every real one; a bound keeps hostile text from costing its square. */
const LONGEST_RUN = 64

/** Every kind of run that begins at `start`. */
export function runsFrom(chars: readonly string[], start: number): Run[] {
  const runs = LAYOUTS.flatMap((layout) => [straightRun(chars, start, layout), snake(chars, start, layout)])
  return [...runs, interleaved(chars, start)].filter((run) => run.length >= run.shortest)
}

function straightRun(chars: readonly string[], start: number, layout: Layout): Run {
  const length = laneEnd(chars, start, 1, layout) - start
  return { kind: layout.kind, shortest: layout.straightFrom, length }
}

/** Any path on which each key touches the one before. */
function snake(chars: readonly string[], start: number, layout: Layout): Run {
  const most = Math.min(chars.length, start + LONGEST_RUN)
  let end = start + 1
  while (end < most && isNeighbour(stepAt(chars, end - 1, 1, layout), layout)) end++
  return { kind: layout.kind, shortest: layout.anyPathFrom, length: end - start }
}

/** 1q2w3e, aabbcc, 1a2b3c: two straight runs, each taking every second character. */
function interleaved(chars: readonly string[], start: number): Run {
  const [first, second] = [longestLane(chars, start), longestLane(chars, start + 1)]
  const kind = first.kind === 'sequence' ? second.kind : first.kind
  return { kind, shortest: 6, length: Math.min(first.end, second.end) - start }
}

function longestLane(chars: readonly string[], start: number) {
  // Without number pads and steps of two: with them, a quarter of all random digits are some lane.
  return STRICT.map((layout) => ({ kind: layout.kind, end: laneEnd(chars, start, 2, layout) })).reduce(
    (best, lane) => (lane.end > best.end ? lane : best),
  )
}

/**
 * Where the straight run that takes every `stride`-th character ends: the first index that is the lane's and not
 * in it. A lane among others may also stand still (1a1b1c).
 */
function laneEnd(chars: readonly string[], start: number, stride: 1 | 2, layout: Layout): number {
  const first = stepAt(chars, start, stride, layout)
  const stands = stride === 2 && first?.[0] === 0 && first[1] === 0
  if (!first || !(stands || isNeighbour(first, layout))) return start
  const most = Math.min(chars.length, start + LONGEST_RUN)
  let at = start + stride
  while (at + stride < most) {
    const next = stepAt(chars, at, stride, layout)
    if (next?.[0] !== first[0] || next[1] !== first[1]) break
    at += stride
  }
  return at + stride
}

function stepAt(chars: readonly string[], at: number, stride: number, layout: Layout): Step | undefined {
  const to = chars[at + stride]
  return to === undefined ? undefined : layout.step(chars[at] ?? '', to)
}

function isNeighbour(step: Step | undefined, layout: Layout): boolean {
  return layout.neighbours.some((known) => known[0] === step?.[0] && known[1] === step[1])
}

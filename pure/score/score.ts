/**
 * The score: one number from what is known of the ten steps. What is measured counts in full, what is stated at most half,
 * what nobody looked at nothing; proof past its time fades; a step that does not apply leaves the sum, and what was left
 * undone holds the number at 60. No clock: every time comes in. docs/decisions/087-score.md says why each rule is as it is.
 */

/** Points of each step, in the guide's order; together 100. */
export const POINTS = [20, 10, 8, 12, 10, 10, 6, 10, 6, 8] as const
export const TOTAL = 100

/** The most of a step's points that people's word is worth. */
export const STATED_SHARE = 0.5

/** The number is no higher while something that should be done by now is not. */
export const HELD_AT = 60

/** Proof past its time counts half for so many days (of 24 hours), then nothing. */
export const FADING_DAYS = 14

const FADING_MS = FADING_DAYS * 86_400_000

/** Something known of a step. */
export interface Known {
  /** 0 to 1 of the step's points. */
  share: number
  /** The proof is fresh before then; absent: it is looked at anew each time. */
  until?: Date | undefined
  /** What comes on top and fades piece by piece: one person's word given on one day, another's on another. */
  parts?: readonly { share: number; until: Date }[] | undefined
}

export const EXCEPTIONS = ['not_applicable', 'risk_accepted'] as const
export type Exception = (typeof EXCEPTIONS)[number]

export interface Step {
  measured?: Known | undefined
  stated?: Known | undefined
  /**
   * Signed off until then. Not applicable: out of the sum, as long as nothing is measured: a fact is not overridden by
   * hand. Risk accepted: no statement counts, what is measured stays.
   */
  exception?: { kind: Exception; endsAt: Date } | undefined
}

export const HOW = ['measured', 'stated', 'unknown', 'not_applicable', 'risk_accepted'] as const
export type How = (typeof HOW)[number]

export type Freshness = 'fresh' | 'half' | 'gone'

export interface Scored {
  how: How
  /** Of how many: the step's part of 100. */
  of: number
  /** Whole points, and how many of them stand on people's word. */
  points: number
  stated: number
  /** Of the measured proof, or of the statement where there is nothing measured. */
  freshness: Freshness
  /** Of what people state, beside what is measured or alone. */
  statedFreshness: Freshness
}

export interface Score {
  /** The sum of the lines, less what is held back. */
  number: number
  /** Points that what was left undone keeps back; 0 or less than 0 never. */
  held: number
  lines: Scored[]
}

/** To the millisecond: fresh before `until`, half from then on, gone 14 times 24 hours later. Of several pieces: half once one of them fades. */
export function freshnessOf({ share = 1, until, parts = [] }: Partial<Known>, now: Date): Freshness {
  const pieces = [...(share > 0 || parts.length === 0 ? [until] : []), ...parts.map((part) => part.until)]
  const all = new Set(pieces.map((end) => freshnessAt(end, now)))
  return all.has('half') || all.size > 1 ? 'half' : ([...all][0] ?? 'fresh')
}

function freshnessAt(until: Date | undefined, now: Date): Freshness {
  if (!until || now < until) return 'fresh'
  return now.getTime() < until.getTime() + FADING_MS ? 'half' : 'gone'
}

const COUNTS = { fresh: 1, half: 0.5, gone: 0 } as const

/** What one piece of proof counts at a moment: 1, a half or nothing. */
export const countsAt = (until: Date | undefined, now: Date): number => COUNTS[freshnessAt(until, now)]

/** The share that counts at a moment, piece by piece, of which at most `most`. */
export function countedShare(known: Known, now: Date, most = 1): number {
  const within = (share: number) => Math.min(Math.max(share, 0), most)
  const pieces = [known, ...(known.parts ?? [])]
  return within(pieces.reduce((sum, { share, until }) => sum + within(share) * countsAt(until, now), 0))
}

/** Whole points, rounded down: what is nearly there is not there. Thirds and tenths do not fall short of their own sum. */
const pointsOf = (of: number, known: Known | undefined, now: Date, most = 1): number =>
  known ? Math.floor(of * countedShare(known, now, most) + 1e-9) : 0

/** What is signed off and counts now; what is measured always applies. */
export function stands({ exception, measured }: Step, now: Date): Exception | undefined {
  if (!exception || now >= exception.endsAt) return undefined
  return measured && exception.kind === 'not_applicable' ? undefined : exception.kind
}

/** What each step is worth where some do not apply: 100 shared out in proportion, by largest remainder, earlier steps first. */
export function weights(steps: readonly Step[], now: Date): number[] {
  const worth = steps.map((step, index) =>
    stands(step, now) === 'not_applicable' ? 0 : (POINTS[index] ?? 0),
  )
  const sum = worth.reduce<number>((a, b) => a + b, 0)
  if (sum === 0) return worth
  const exact = worth.map((one) => (one * TOTAL) / sum)
  const whole = exact.map((one) => Math.floor(one + 1e-9))
  const left = TOTAL - whole.reduce((a, b) => a + b, 0)
  const order = exact
    .map((one, index) => ({ index, rest: one - (whole[index] ?? 0) }))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of order.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1
  return whole
}

function scoreOf(step: Step, of: number, now: Date): Scored {
  const exception = stands(step, now)
  const none = { of, points: 0, stated: 0, freshness: 'fresh', statedFreshness: 'fresh' } as const
  if (exception === 'not_applicable') return { how: 'not_applicable', ...none }
  const accepted = exception === 'risk_accepted'
  const stated = accepted ? 0 : pointsOf(of, step.stated, now, STATED_SHARE)
  const statedFreshness = step.stated ? freshnessOf(step.stated, now) : 'fresh'
  if (step.measured) {
    const measured = pointsOf(of, step.measured, now)
    // Measured and stated together are the step, and never more.
    const beside = Math.min(stated, of - measured)
    return {
      how: 'measured',
      of,
      points: measured + beside,
      stated: beside,
      freshness: freshnessOf(step.measured, now),
      statedFreshness,
    }
  }
  if (accepted) return { how: 'risk_accepted', ...none }
  const known = step.stated && statedFreshness !== 'gone'
  return {
    how: known ? 'stated' : 'unknown',
    of,
    points: stated,
    stated,
    freshness: statedFreshness,
    statedFreshness,
  }
}

/** `undone`: something that should be done by now is not. */
export function score(steps: readonly Step[], now: Date, undone: boolean): Score {
  const worth = weights(steps, now)
  const lines = steps.map((step, index) => scoreOf(step, worth[index] ?? 0, now))
  const sum = lines.reduce((all, { points }) => all + points, 0)
  const number = undone ? Math.min(sum, HELD_AT) : sum
  return { number, held: sum - number, lines }
}

/** What an act makes of a step: shares of its points from then on; what is stated anew is fresh. */
export interface Gain {
  /** 1 to 10. */
  step: number
  measured?: number | undefined
  /** The proof is new by it: a review that is closed. Else what is measured fades when it would have. */
  renews?: boolean | undefined
  stated?: number | undefined
}

/** The steps as they are once these are done; of two gains of one step the larger is sure. */
export function afterwards(steps: readonly Step[], gains: readonly Gain[]): Step[] {
  return steps.map((step, index) => {
    const own = gains.filter((gain) => gain.step === index + 1)
    const measured = own.flatMap((gain) => gain.measured ?? [])
    const stated = own.flatMap((gain) => gain.stated ?? [])
    return {
      ...step,
      // What becomes measured is no longer stated.
      ...(measured.length > 0 && !step.measured && { stated: undefined }),
      ...(measured.length > 0 && {
        measured: {
          share: Math.max(...measured),
          until: own.some(({ renews }) => renews) ? undefined : step.measured?.until,
        },
      }),
      ...(stated.length > 0 && { stated: { share: Math.max(...stated) } }),
    }
  })
}

/** The next moment at which time alone changes something; undefined: never. */
export function nextChange(steps: readonly Step[], now: Date): Date | undefined {
  const moments = steps.flatMap(({ measured, stated, exception }) => [
    ...[measured, stated]
      .flatMap((known) => (known ? [known, ...(known.parts ?? [])] : []))
      .flatMap(({ until }) => (until ? [until, new Date(until.getTime() + FADING_MS)] : [])),
    ...(exception ? [exception.endsAt] : []),
  ])
  return moments.filter((at) => at > now).toSorted((a, b) => a.getTime() - b.getTime())[0]
}

/** The number: its sum, its promise, its decay, over states at random; the seed of a failure is in its name. */
import { describe, expect, it } from 'vitest'
import {
  afterwards,
  FADING_DAYS,
  freshnessOf,
  type Gain,
  HELD_AT,
  type Known,
  nextChange,
  POINTS,
  score,
  STATED_SHARE,
  stands,
  type Step,
  weights,
} from './score.ts'

const NOW = new Date('2026-05-04T08:00:00Z')
const DAY = 86_400_000
const after = (at: Date, ms: number) => new Date(at.getTime() + ms)
const ROUNDS = 2_000

/** Mulberry32: the same numbers on every machine. */
function randomOf(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number
const whole = (random: Random, from: number, to: number) => from + Math.floor(random() * (to - from + 1))
/** Shares as features give them: of so many people, with halves of it, and now and then nonsense. */
const shareAt = (random: Random) => {
  const total = whole(random, 1, 25)
  return random() < 0.02 ? random() * 4 - 2 : whole(random, 0, total) / total
}
/** Around every edge there is: far before and after, and the very millisecond. */
const dateAt = (random: Random) => {
  const edges = [
    0,
    1,
    -1,
    FADING_DAYS * DAY,
    -FADING_DAYS * DAY,
    1 - FADING_DAYS * DAY,
    -1 - FADING_DAYS * DAY,
  ]
  return after(NOW, random() < 0.4 ? (edges[whole(random, 0, 6)] ?? 0) : whole(random, -40 * DAY, 40 * DAY))
}
const knownAt = (random: Random): Known => ({
  share: shareAt(random),
  ...(random() < 0.5 && { until: dateAt(random) }),
})

function stepAt(random: Random): Step {
  const parts = whole(random, 1, 6)
  const pieces = Array.from({ length: parts }, () => ({ share: STATED_SHARE / parts, until: dateAt(random) }))
  return {
    ...(random() < 0.6 && { measured: knownAt(random) }),
    ...(random() < 0.5 && { stated: random() < 0.3 ? { share: 0, parts: pieces } : knownAt(random) }),
    ...(random() < 0.3 && {
      exception: {
        kind: random() < 0.5 ? ('not_applicable' as const) : ('risk_accepted' as const),
        endsAt: dateAt(random),
      },
    }),
  }
}

const stepsAt = (random: Random) => POINTS.map(() => stepAt(random))
const gainAt = (random: Random): Gain => ({
  step: whole(random, 1, 10),
  ...(random() < 0.6 && { measured: shareAt(random), renews: random() < 0.5 }),
  ...(random() < 0.4 && { stated: STATED_SHARE * shareAt(random) }),
})

/** Every round with numbers of its own. */
function each(check: (random: Random) => void) {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    try {
      check(randomOf(seed))
    } catch (error) {
      throw new Error(`with seed ${seed}`, { cause: error })
    }
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

describe('over states at random', () => {
  it('the lines less what is held are the number, in whole points from 0 to 100', () => {
    each((random) => {
      const undone = random() < 0.4
      const { number, held, lines } = score(stepsAt(random), NOW, undone)
      expect(sum(lines.map(({ points }) => points)) - held).toBe(number)
      expect(Number.isInteger(number) && number >= 0 && number <= 100).toBe(true)
      expect(held).toBeGreaterThanOrEqual(0)
      expect(undone ? number <= HELD_AT : held === 0).toBe(true)
      for (const { points, of, stated } of lines) {
        expect(Number.isInteger(points) && points >= 0 && points <= of).toBe(true)
        expect(stated >= 0 && stated <= points && stated <= of * STATED_SHARE).toBe(true)
      }
    })
  })

  it('the weights are 100, unless nothing applies', () => {
    each((random) => {
      const steps = stepsAt(random)
      const all = steps.every((step) => stands(step, NOW) === 'not_applicable')
      expect(sum(weights(steps, NOW))).toBe(all ? 0 : 100)
    })
    const none = POINTS.map((): Step => ({ exception: { kind: 'not_applicable', endsAt: after(NOW, DAY) } }))
    expect(score(none, NOW, false)).toMatchObject({ number: 0, held: 0 })
  })

  it('no step has a point without proof that counts now', () => {
    each((random) => {
      const steps = stepsAt(random)
      score(steps, NOW, false).lines.forEach((line, index) => {
        const step = steps[index] ?? expect.unreachable()
        const alive = (known?: Known) =>
          known !== undefined &&
          freshnessOf(known, NOW) !== 'gone' &&
          (known.share > 0 || (known.parts ?? []).some((part) => freshnessOf(part, NOW) !== 'gone'))
        if (line.points > 0) expect(alive(step.measured) || alive(step.stated)).toBe(true)
        if (line.stated > 0) expect(alive(step.stated)).toBe(true)
        if (line.how === 'measured') expect(step.measured).toBeDefined()
        if (line.how === 'stated') expect(step.stated && freshnessOf(step.stated, NOW)).not.toBe('gone')
        if (line.how === 'unknown' || line.how === 'risk_accepted' || line.how === 'not_applicable')
          expect(line.points).toBe(0)
        // People's word alone never makes a step more than half.
        if (!step.measured) expect(line.points).toBeLessThanOrEqual(line.of * STATED_SHARE)
        // What is measured is never out of the sum.
        if (step.measured) expect(line.how).toBe('measured')
      })
    })
  })

  it('an act brings what it says: the steps afterwards are those it names, and all others stay', () => {
    each((random) => {
      const steps = stepsAt(random)
      const gain = gainAt(random)
      const then = afterwards(steps, [gain])
      then.forEach((step, index) => {
        if (index + 1 !== gain.step) expect(step).toEqual(steps[index])
      })
      const made = then[gain.step - 1] ?? expect.unreachable()
      const before = steps[gain.step - 1] ?? expect.unreachable()
      if (gain.measured !== undefined) {
        expect(made.measured?.share).toBe(gain.measured)
        // Only what renews the proof lets it stop fading.
        expect(made.measured?.until).toEqual(gain.renews ? undefined : before.measured?.until)
      }
      // Done, in whatever order and also twice, it is the same: the promise of two is the sum as it will be.
      const other = gainAt(random)
      expect(afterwards(then, [gain])).toEqual(then)
      if (other.step !== gain.step)
        expect(afterwards(afterwards(steps, [gain]), [other])).toEqual(afterwards(steps, [other, gain]))
    })
  })

  it('between two moments of change nothing changes, to the millisecond', () => {
    each((random) => {
      const steps = stepsAt(random)
      const at = (moment: Date) => score(steps, moment, false).lines
      const next = nextChange(steps, NOW)
      if (!next) {
        expect(at(after(NOW, 2_000 * DAY))).toEqual(at(NOW))
        return
      }
      expect(next.getTime()).toBeGreaterThan(NOW.getTime())
      expect(at(after(next, -1))).toEqual(at(NOW))
    })
  })

  it('time alone takes points of a step and gives none, but when an exception ends', () => {
    each((random) => {
      const steps = stepsAt(random).map(({ measured, stated }): Step => ({ measured, stated }))
      let before = score(steps, NOW, false)
      for (let at = nextChange(steps, NOW); at; at = nextChange(steps, at)) {
        const then = score(steps, at, false)
        then.lines.forEach((line, index) =>
          expect(line.points).toBeLessThanOrEqual(before.lines[index]?.points ?? 0),
        )
        before = then
      }
      // Past its time, and nobody did anything: nothing is left of what has an end.
      steps.forEach((step, index) => {
        const ends = [step.measured, step.stated].every(
          (known) => !known || known.until !== undefined || known.share === 0,
        )
        if (ends) expect(before.lines[index]?.points).toBe(0)
      })
    })
  })
})

describe('proof past its time', () => {
  const until = new Date('2026-06-01T00:00:00Z')
  const only = (known: Step) => [{}, {}, {}, known, ...Array.from({ length: 6 }, () => ({}))]
  const points = (at: Date, step: Step) => score(only(step), at, false).lines[3]?.points

  it('is whole before, half from its very millisecond on, nothing 14 times 24 hours later', () => {
    const step: Step = { measured: { share: 1, until } }
    const gone = after(until, FADING_DAYS * DAY)
    expect([after(until, -1), until, after(gone, -1), gone].map((at) => points(at, step))).toEqual([
      12, 6, 6, 0,
    ])
    expect(nextChange(only(step), after(until, -1))).toEqual(until)
    expect(nextChange(only(step), until)).toEqual(gone)
    expect(nextChange(only(step), gone)).toBeUndefined()
  })

  it('of several people fades one by one', () => {
    const parts = [0, 1, 2].map((day) => ({ share: STATED_SHARE / 3, until: after(until, day * DAY) }))
    const step: Step = { measured: { share: 0.5 }, stated: { share: 0, parts } }
    const at = (day: number) => points(after(until, day * DAY), step)
    // 6 measured; 6 stated, each of three 2, then 1, then none.
    expect([at(-1), at(0), at(1), at(2), at(14), at(15), at(16)]).toEqual([12, 11, 10, 9, 8, 7, 6])
    expect(freshnessOf({ share: 0, parts }, after(until, -1))).toBe('fresh')
    expect(freshnessOf({ share: 0, parts }, until)).toBe('half')
    expect(freshnessOf({ share: 0, parts }, after(until, 16 * DAY))).toBe('gone')
  })
})

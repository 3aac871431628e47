/** The changes of the lines tell the whole way of the number: over random clinics and random years. */
import { describe, expect, it } from 'vitest'
import { changesByTime, changesFound, numberOf, type Standing } from './changes.ts'
import { FADING_DAYS, POINTS, type Step } from './score.ts'

const DAY_MS = 24 * 3_600_000
const START = Date.UTC(2026, 2, 2, 9)
const at = (days: number) => new Date(START + days * DAY_MS)

/** Numbers that follow from a seed (mulberry32), so that what fails once fails again. */
function random(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function anyStanding(next: () => number): Standing {
  const maybe = <T>(made: () => T) => (next() < 0.5 ? made() : undefined)
  const known = (most: number) => ({
    share: next() * most,
    until: maybe(() => at(next() * 400 - 30)),
    parts: maybe(() => Array.from({ length: 3 }, () => ({ share: next() * 0.1, until: at(next() * 400) }))),
  })
  const step = (): Step => ({
    measured: maybe(() => known(1)),
    stated: maybe(() => known(0.5)),
    exception:
      next() < 0.2
        ? { kind: next() < 0.5 ? 'not_applicable' : 'risk_accepted', endsAt: at(next() * 380) }
        : undefined,
  })
  return { steps: POINTS.map(step), undone: next() < 0.3 }
}

const sum = (changes: readonly { before: number; after: number }[]) =>
  changes.reduce((all, { before, after }) => all + after - before, 0)

describe('the changes of the lines', () => {
  it('add up to that of the number, by time and by what is found, in 500 random clinics', () => {
    const next = random(20260302)
    for (let n = 0; n < 500; n++) {
      const [was, is] = [anyStanding(next), anyStanding(next)]
      const [from, to] = [at(next() * 30), at(30 + next() * 500)]
      const byTime = changesByTime(was, from, to)
      expect(numberOf(was, from) + sum(byTime)).toBe(numberOf(was, to))
      expect(byTime.every((change) => change.at > from && change.at <= to)).toBe(true)
      expect(numberOf(was, to) + sum(changesFound(was, is, to))).toBe(numberOf(is, to))
    }
  })

  it('are the same however often one looks meanwhile', () => {
    const next = random(7)
    for (let n = 0; n < 100; n++) {
      const standing = anyStanding(next)
      const middle = at(next() * 500)
      expect([
        ...changesByTime(standing, at(0), middle),
        ...changesByTime(standing, middle, at(500)),
      ]).toEqual(changesByTime(standing, at(0), at(500)))
    }
  })

  it('stand at the millisecond at which proof fades, half and then gone', () => {
    const until = at(10)
    const steps = POINTS.map((_, index) => (index === 3 ? { measured: { share: 1, until } } : {}))
    const changes = changesByTime({ steps, undone: false }, at(0), at(100))
    expect(changes).toMatchObject([
      { at: until, line: 4, before: 12, after: 6, time: 'half' },
      { at: at(10 + FADING_DAYS), line: 4, before: 6, after: 0, time: 'gone' },
    ])
    expect(changesByTime({ steps, undone: false }, at(0), new Date(until.getTime() - 1))).toEqual([])
  })

  it('say of every step that it was the exception when what does not apply applies again', () => {
    const steps = POINTS.map((_, index): Step =>
      index === 8
        ? { exception: { kind: 'not_applicable', endsAt: at(5) } }
        : index === 0
          ? { measured: { share: 1 } }
          : {},
    )
    const changes = changesByTime({ steps, undone: false }, at(0), at(6))
    expect(changes.map(({ line, time }) => [line, time])).toEqual([
      [1, 'exception_over'],
      [9, 'exception_over'],
    ])
  })

  it('tell what is held back as a line of its own', () => {
    const steps = POINTS.map(() => ({ measured: { share: 1 } }))
    expect(changesFound({ steps, undone: false }, { steps, undone: true }, at(0))).toMatchObject([
      { line: 0, before: 0, after: -40 },
    ])
  })
})

/** Each row is read again within 30 days, however the log grows. */
import { describe, expect, it } from 'vitest'
import { TILE_WIDTH } from '../../pure/merkle/tree.ts'
import { LEAST, leavesTonight } from './plan.ts'
import type { LogState } from './state-queries.ts'

/** The nights of a log that has this many leaves each night; for each leaf the nights in which it was read. */
function nights(sizes: readonly number[]): { last: Int16Array; longest: number; most: number } {
  const last = new Int16Array(Math.max(...sizes)).fill(-1)
  let [longest, most] = [0, 0]
  let before: LogState | undefined
  for (const [night, size] of sizes.entries()) {
    const { stretches, next } = leavesTonight(size, before)
    let read = 0
    for (const { from, to } of stretches) {
      expect(from % TILE_WIDTH).toBe(0)
      expect(to === size || to % TILE_WIDTH === 0).toBe(true)
      for (let leaf = from; leaf < to; leaf += 1) last[leaf] = night
      read += to - from
    }
    for (let leaf = 0; leaf < size; leaf += 97) {
      expect(last[leaf], `leaf ${leaf} of ${size} in night ${night}`).toBeGreaterThanOrEqual(0)
      longest = Math.max(longest, night - (last[leaf] ?? 0))
    }
    if (night > 0) most = Math.max(most, read)
    before = { size, root: '', next }
  }
  return { last, longest, most }
}

describe('the leaves of a night', () => {
  it('are all of a small log, every night', () => {
    expect(nights([1, 10, 255, 256, 257, 3_000, LEAST]).longest).toBe(0)
  })

  it('are what is new and a share of the old, so that none waits for more than 30 nights', () => {
    const growing = Array.from({ length: 70 }, (_none, night) => 200_000 + night * 1_733)
    const { longest, most } = nights(growing)
    expect(longest).toBeLessThanOrEqual(30)
    expect(most).toBeLessThan(20_000)
  })

  it('are whatever the log has, where it was cut since', () => {
    expect(leavesTonight(100, { size: 5_000, root: '', next: 4_096 })).toEqual({
      stretches: [{ from: 0, to: 100 }],
      next: 0,
    })
    expect(leavesTonight(0, undefined).stretches).toEqual([])
  })
})

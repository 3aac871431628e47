import { expect, it } from 'vitest'
import { blocksOf, MOST_IN_A_BLOCK } from './blocks.ts'
import type { AuditEvent } from './event.ts'

const event = (id: string, at: string) => ({ id, at }) as AuditEvent
const daysOf = (page: readonly AuditEvent[]) => page.map(({ at }) => at.slice(0, 10))
const [a, b, c, d] = [
  event('a', '2026-06-04T10:00'),
  event('b', '2026-06-04T09:00'),
  event('c', '2026-06-03T23:59'),
  event('d', '2026-06-03T10:00'),
]

it('begins with each day and each answer; only the first of a day has its heading', () => {
  expect(blocksOf([[a, b, c], [], [d]], daysOf)).toEqual([
    { key: 'a', isFirst: true, events: [a, b] },
    { key: 'c', isFirst: true, events: [c] },
    { key: 'd', isFirst: false, events: [d] },
  ])
})

it('leaves what is there as it is when newer lines come', () => {
  const newer = event('n', '2026-06-04T11:00')
  const [first, ...rest] = blocksOf([[newer], [a, b, c], [d]], daysOf)
  expect(first).toEqual({ key: 'n', isFirst: true, events: [newer] })
  expect(rest.map(({ key, events }) => [key, events.length])).toEqual([
    ['a', 2],
    ['c', 1],
    ['d', 1],
  ])
})

it('holds a screenful, and goes on below without the heading', () => {
  const many = Array.from({ length: 2 * MOST_IN_A_BLOCK + 1 }, (_none, at) =>
    event(`e${at}`, '2026-06-04T10:00'),
  )
  const blocks = blocksOf([many], daysOf)
  expect(blocks.map(({ isFirst, events }) => [isFirst, events.length])).toEqual([
    [true, MOST_IN_A_BLOCK],
    [false, MOST_IN_A_BLOCK],
    [false, 1],
  ])
  expect(blocks.flatMap(({ events }) => events)).toEqual(many)
})

it('has nothing where nothing is', () => {
  expect(blocksOf([[]], daysOf)).toEqual([])
})

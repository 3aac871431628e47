import { expect, it } from 'vitest'
import { isSealFresh } from './seal-said.ts'
import type { Seal } from './seal-line.tsx'

const NOW = Date.parse('2026-06-08T10:00:00Z')
const seal = (part: Partial<Seal>): Seal => ({
  origin: 'marsh-lane',
  verifierKey: 'key',
  size: 100,
  waiting: 0,
  signed: { size: 100, at: '2026-06-07T10:00:00Z' },
  outside: { size: 90, at: '2026-06-08T07:00:00Z', kind: 'mailbox', name: 'Marsh Lane' },
  ...part,
})

it('is well when it is sealed and somebody outside has a copy of these days', () => {
  expect(isSealFresh(seal({}), NOW)).toBe(true)
})

it('is not called well when nobody has one, it is old, or the sealing stands still', () => {
  expect(isSealFresh(seal({ outside: null }), NOW)).toBe(false)
  expect(isSealFresh(seal({ signed: null }), NOW)).toBe(false)
  const old = { size: 90, at: '2026-06-06T09:59:00Z', kind: 'mailbox', name: 'x' } as const
  expect(isSealFresh(seal({ outside: old }), NOW)).toBe(false)
  expect(isSealFresh(seal({ waiting: 3 }), NOW)).toBe(false)
  const justSigned = { size: 98, at: '2026-06-08T09:59:30Z' }
  expect(isSealFresh(seal({ waiting: 3, signed: justSigned }), NOW)).toBe(true)
})

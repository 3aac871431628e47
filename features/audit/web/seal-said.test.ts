import { expect, it } from 'vitest'
import { createWords } from '../../../pure/words/words.ts'
import { catalogue, type WordKey } from '../../catalogue.ts'
import { checkSaidOf, isSealFresh } from './seal-said.ts'
import type { Check, Seal } from './seal-line.tsx'

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

it('says when the log was last checked, and first of all what waits for an Owner', () => {
  const words = createWords<WordKey>({ catalogue, language: 'en', locale: 'en-GB', zone: 'Africa/Lagos' })
  const days = {
    day: () => '7 June',
    weekday: () => 'Sunday',
    long: () => 'Sunday, 7 June 2026',
    isToday: (at: Date) => at.toISOString().startsWith('2026-06-08'),
    key: () => '',
  }
  const check: Check = {
    checkedAt: '2026-06-08T01:10:00Z',
    entries: 100,
    read: 9,
    findings: [],
    more: 0,
    mayLook: true,
  }
  const said = (part: Partial<Check>) => checkSaidOf(words, days, { ...check, ...part })
  expect(said({})).toBe('Checked today at 02:10, all of it holds')
  expect(said({ checkedAt: '2026-06-07T01:10:00Z' })).toBe('Checked on 7 June at 02:10, all of it holds')
  expect(said({ checkedAt: null })).toBe('Its first check is tonight')
  const finding = {
    id: 'x',
    problem: 'row_added',
    values: {},
    eventAt: null,
    foundAt: '2026-06-08T01:10:00Z',
  }
  const looked = { by: 'Yaa Fernwell', at: '2026-06-08T09:00:00Z', note: 'The disk' }
  expect(said({ findings: [{ ...finding, looked }] })).toContain('all of it holds')
  expect(said({ findings: [{ ...finding, looked: null }], more: 4 })).toContain('5 things that do not hold')
})

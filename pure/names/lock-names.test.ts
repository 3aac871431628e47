import { expect, it } from 'vitest'
import { lockNames } from './lock-names.ts'

const PEOPLE = ['Dr Ada Marsh', 'Ada Larkspur', 'Pelumi Òjó', 'Pelumi Òjó']

it('calls people in full, by first name or by initials, and never two alike', () => {
  expect(lockNames(['Dr Ada Marsh', 'Ada Larkspur'], 'full')).toEqual(['Dr Ada Marsh', 'Ada Larkspur'])
  expect(lockNames(PEOPLE, 'first')).toEqual(['Ada M.', 'Ada L.', 'Pelumi Ò.', 'Pelumi Ò. 2'])
  expect(lockNames(PEOPLE, 'initials')).toEqual(['AM', 'AL', 'PÒ', 'PÒ 2'])
  expect(lockNames(['Dr', 'Tobi'], 'first')).toEqual(['Dr', 'Tobi'])
})

import { expect, it } from 'vitest'
import { COUNTRIES } from '../countries/countries.ts'
import { suggestedSystems } from './systems.ts'

it('offers something of every kind that a leaver’s list asks for, in every country', () => {
  for (const { code } of COUNTRIES) {
    const kinds = suggestedSystems(code).map(({ kind }) => kind)
    expect(kinds, code).toEqual(
      expect.arrayContaining([
        'practice',
        'imaging',
        'mail',
        'bank',
        'payments',
        'remote_access',
        'messaging',
      ]),
    )
    expect(new Set(kinds).size, code).toBe(kinds.length)
  }
})

it('offers no name twice in a country', () => {
  for (const { code } of COUNTRIES) {
    const names = suggestedSystems(code).flatMap((one) => one.names)
    expect(new Set(names).size, code).toBe(names.length)
  }
})

it('offers the portals of a country there alone', () => {
  const names = (code: string) => suggestedSystems(code).flatMap((one) => one.names)
  expect(names('NG')).toContain('Reliance HMO')
  expect(names('GB')).not.toContain('Reliance HMO')
  expect(names('ZZ')).toContain('AnyDesk')
})

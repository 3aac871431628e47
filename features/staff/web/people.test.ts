/** Whom a search of the staff list leaves, in which order, and what the address may say. */
import { describe, expect, it } from 'vitest'
import { isNarrowed, peopleShown, type PeopleSearch, readPeopleSearch, type StaffPerson } from './people.ts'

const TODAY = '2026-06-15'
const person = (name: string, more: Partial<StaffPerson> = {}): StaffPerson => ({
  personId: name,
  name,
  address: `${name.split(' ')[0]?.toLowerCase() ?? ''}@marshlane.example`,
  role: 'NURSE',
  state: 'active',
  secondStep: 'none',
  lastSignInOn: TODAY,
  joinedAt: '2025-01-01T00:00:00Z',
  endedAt: null,
  accessEndsOn: null,
  outsider: null,
  placeIds: [],
  ...more,
})
const PEOPLE = [
  person('Yaa Fernwell', { role: 'OWNER', secondStep: 'has', joinedAt: '2026-02-01T00:00:00Z' }),
  person('Ọlọ́ladé Thistle', { lastSignInOn: null, placeIds: ['hill'] }),
  person('Tobi Larkspur', { lastSignInOn: '2026-04-01', placeIds: ['harbour'] }),
  person('Dele Moss', { state: 'left', secondStep: null }),
  person('Esi Bramble', { lastSignInOn: '2026-03-01', role: 'DENTIST' }),
]
const firstNames = (search: PeopleSearch) =>
  peopleShown(PEOPLE, search, { today: TODAY, locale: 'en-GB' })
    .map(({ name }) => name.split(' ')[0])
    .join(' ')

describe('a search', () => {
  it.each([
    ['nothing, by name as the reader’s letters go', {}, 'Esi Ọlọ́ladé Tobi Yaa'],
    ['a name without its marks', { q: 'ololade' }, 'Ọlọ́ladé'],
    ['two parts of name and address, in any order', { q: 'marshlane esi' }, 'Esi'],
    ['a role', { role: 'DENTIST' }, 'Esi'],
    ['a second step', { step: 'has' }, 'Yaa'],
    ['signed in within 30 days', { seen: 'within_30' }, 'Yaa'],
    ['not for 30 days, never among them', { seen: 'over_30' }, 'Esi Ọlọ́ladé Tobi'],
    ['not for 90 days', { seen: 'over_90' }, 'Esi Ọlọ́ladé'],
    ['never', { seen: 'never' }, 'Ọlọ́ladé'],
    ['a place, with those who work everywhere', { place: 'hill' }, 'Esi Ọlọ́ladé Yaa'],
    ['by role', { order: 'role' }, 'Yaa Esi Ọlọ́ladé Tobi'],
    ['longest away first', { order: 'seen' }, 'Ọlọ́ladé Esi Tobi Yaa'],
    ['newest first', { order: 'since' }, 'Yaa Esi Ọlọ́ladé Tobi'],
    ['who is disabled or left', { tab: 'disabled' }, 'Dele'],
  ] satisfies [string, PeopleSearch, string][])('for %s', (_title, search, shown) => {
    expect(firstNames(search)).toBe(shown)
  })
})

describe('the address', () => {
  it('keeps what it knows and drops the rest', () => {
    const typed = {
      tab: 'disabled',
      role: 'NURSE',
      q: 2024,
      step: 'maybe',
      seen: 7,
      place: '../x',
      order: 'name',
    }
    expect(readPeopleSearch(typed)).toEqual({ tab: 'disabled', role: 'NURSE', q: '2024' })
    expect(readPeopleSearch({ tab: 'active', role: '', q: '' })).toEqual({})
  })

  it('says whether anything is searched for', () => {
    expect(isNarrowed({ tab: 'disabled', order: 'role' })).toBe(false)
    expect(isNarrowed({ q: 'x' })).toBe(true)
  })
})

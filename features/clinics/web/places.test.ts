import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '../../../pure/countries/countries.ts'
import { clinicFields } from '../contract.ts'
import { likelyCountry, localesFor, proposedFor, zonesFor } from './places.ts'

const lagos = { zone: 'Africa/Lagos', languages: ['en-NG', 'en'] }

describe('what the first screen of the set-up proposes', () => {
  it('takes the country from the clock of the computer', () => {
    expect(likelyCountry(lagos)).toBe('NG')
    expect(likelyCountry({ zone: 'America/Denver', languages: ['en-US'] })).toBe('US')
  })

  it('proposes no country where the clock belongs to none that is offered', () => {
    expect(likelyCountry({ zone: 'Asia/Tokyo', languages: ['ja-JP'] })).toBe('')
  })

  it('keeps the zone of this computer where the country has several', () => {
    expect(proposedFor('US', { zone: 'America/Denver', languages: ['en-US'] }).zone).toBe('America/Denver')
    expect(proposedFor('US', lagos).zone).toBe('America/New_York')
  })

  it('keeps the language of this browser where the country has several', () => {
    expect(proposedFor('BE', { zone: 'Europe/Brussels', languages: ['fr-BE', 'fr'] }).locale).toBe('fr-BE')
    expect(proposedFor('BE', lagos).locale).toBe('nl-BE')
  })

  it('proposes what this computer uses for a country that is not on the list', () => {
    const japan = { zone: 'Asia/Tokyo', languages: ['ja-JP', 'en'] }
    expect(proposedFor('ZZ', japan)).toEqual({ country: 'ZZ', zone: 'Asia/Tokyo', locale: 'ja-JP' })
  })

  it('proposes for every country what the server accepts', () => {
    for (const { code } of COUNTRIES) {
      const proposed = proposedFor(code, { zone: 'nowhere', languages: ['xx', 'not a language'] })
      expect(clinicFields.safeParse({ name: 'Palmgrove Dental', ...proposed }).error).toBeUndefined()
    }
  })

  it('offers what is chosen first among the likely ones, and never twice', () => {
    const { likely, others } = zonesFor('GH', 'Europe/London')
    expect(likely).toEqual(['Africa/Accra', 'Europe/London'])
    expect(others).not.toContain('Europe/London')
    expect(others).toContain('UTC')
    expect(localesFor('GB', 'en-GB', lagos)).toEqual(['en-GB', 'en-NG', 'en', 'en-US'])
  })
})

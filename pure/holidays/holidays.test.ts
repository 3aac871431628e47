/** Public holidays against the days that governments published. */
import { describe, expect, it } from 'vitest'
import { COUNTRIES } from '../countries/countries.ts'
import { isDay } from '../days/days.ts'
import { catalogue } from '../../features/catalogue.ts'
import { easter, islamic, orthodoxEaster } from './calendar.ts'
import { holidayKeys, holidaysOf, partsOf } from './holidays.ts'

const said = (country: string, part: string, year: number) =>
  holidaysOf(country, part, year).map(
    ({ key, day, sure, instead }) => `${day.slice(5)} ${key}${instead ? ' instead' : ''}${sure ? '' : ' ?'}`,
  )

describe('Easter', () => {
  it.each([
    [2000, '2000-04-23', '2000-04-30'],
    [2024, '2024-03-31', '2024-05-05'],
    [2025, '2025-04-20', '2025-04-20'],
    [2026, '2026-04-05', '2026-04-12'],
    [2027, '2027-03-28', '2027-05-02'],
    [2038, '2038-04-25', '2038-04-25'],
  ])('of %i falls on %s, and on %s', (year, west, east) => {
    expect(easter(year)).toBe(west)
    expect(orthodoxEaster(year)).toBe(east)
  })
})

it('the days of the moon are those announced, give or take one', () => {
  expect(islamic(10, 1, 2026)).toEqual(['2026-03-20'])
  expect(islamic(12, 10, 2026)).toEqual(['2026-05-27'])
  // Two in one year, since the Islamic year is shorter.
  expect(islamic(10, 1, 2033)).toHaveLength(2)
})

describe('the published days of', () => {
  it('England and Wales, 2026, 2027 and the substitutes of 2022 and 2028', () => {
    expect(said('GB', 'EAW', 2026)).toEqual([
      '01-01 new_year',
      '04-03 good_friday',
      '04-06 easter_monday',
      '05-04 may_bank',
      '05-25 spring_bank',
      '08-31 summer_bank',
      '12-25 christmas',
      '12-26 boxing',
      '12-28 boxing instead',
    ])
    expect(said('GB', 'EAW', 2027).slice(-4)).toEqual([
      '12-25 christmas',
      '12-26 boxing',
      '12-27 christmas instead',
      '12-28 boxing instead',
    ])
    expect(said('GB', 'EAW', 2022).slice(-3)).toEqual([
      '12-25 christmas',
      '12-26 boxing',
      '12-27 christmas instead',
    ])
    expect(said('GB', 'EAW', 2028).slice(0, 2)).toEqual(['01-01 new_year', '01-03 new_year instead'])
  })

  it('Scotland and Northern Ireland', () => {
    expect(said('GB', 'SCT', 2022).slice(0, 4)).toEqual([
      '01-01 new_year',
      '01-02 new_year_2',
      '01-03 new_year instead',
      '01-04 new_year_2 instead',
    ])
    expect(said('GB', 'SCT', 2026)).toEqual(expect.arrayContaining(['08-03 summer_bank', '11-30 andrew']))
    expect(said('GB', 'SCT', 2026).join()).not.toContain('easter_monday')
    expect(said('GB', 'NIR', 2026)).toEqual(
      expect.arrayContaining(['03-17 patrick', '07-12 boyne', '07-13 boyne instead', '08-31 summer_bank']),
    )
  })

  it('the United States in 2026, with the Friday before a Saturday', () => {
    expect(said('US', '', 2026)).toEqual([
      '01-01 new_year',
      '01-19 king',
      '02-16 washington',
      '05-25 memorial',
      '06-19 juneteenth',
      '07-03 independence instead',
      '07-04 independence',
      '09-07 labor',
      '10-12 columbus',
      '11-11 veterans',
      '11-26 thanksgiving',
      '12-25 christmas',
    ])
  })

  it('Nigeria: what follows the moon is to be confirmed', () => {
    expect(said('NG', '', 2026)).toEqual([
      '01-01 new_year',
      '03-20 eid_al_fitr ?',
      '03-21 eid_al_fitr_2 ?',
      '04-03 good_friday',
      '04-06 easter_monday',
      '05-01 workers',
      '05-27 eid_al_adha ?',
      '05-28 eid_al_adha_2 ?',
      '06-12 democracy',
      '08-25 mawlid ?',
      '10-01 independence',
      '12-25 christmas',
      '12-26 boxing',
    ])
  })

  it('Ghana: what falls in the middle of the week may be moved', () => {
    expect(said('GH', '', 2026)).toEqual(
      expect.arrayContaining(['03-06 independence', '07-01 republic ?', '09-21 founders', '12-04 farmers']),
    )
  })

  it('Ireland, whose February day has a rule of its own', () => {
    expect(said('IE', '', 2026)).toEqual(
      expect.arrayContaining(['02-02 brigid', '06-01 june_bank', '10-26 october_bank']),
    )
    expect(said('IE', '', 2030)).toContain('02-01 brigid')
  })

  it('others, one moving day each', () => {
    for (const [country, part, year, day] of [
      ['DE', 'SN', 2026, '11-18 repentance'],
      ['DE', 'BY', 2026, '06-04 corpus_christi'],
      ['FR', 'ALM', 2026, '04-03 good_friday'],
      ['SE', '', 2026, '06-20 midsummer'],
      ['FI', '', 2027, '11-06 all_saints'],
      ['GR', '', 2026, '02-23 clean_monday'],
      ['GR', '', 2026, '06-01 whit_monday'],
      ['RO', '', 2026, '04-10 good_friday'],
      ['NL', '', 2025, '04-26 kings_day'],
      ['DK', '', 2026, '04-02 maundy_thursday'],
      ['PL', '', 2026, '12-24 christmas_eve'],
    ] as const)
      expect(said(country, part, year)).toContain(day)
    expect(said('DE', '', 2026).join()).not.toContain('corpus_christi')
    expect(said('IT', '', 2025).join()).not.toContain('francis')
  })
})

it('every country that a clinic may choose has days of the calendar, in order, of its year, with words', () => {
  for (const { code } of COUNTRIES) {
    for (const part of ['', ...partsOf(code)]) {
      for (let year = 2026; year <= 2036; year++) {
        const found = holidaysOf(code, part, year)
        if (code !== 'ZZ') expect(found.length).toBeGreaterThanOrEqual(8)
        expect(found.filter(({ day }) => !isDay(day) || !day.startsWith(String(year)))).toEqual([])
        expect(found.map(({ day }) => day)).toEqual(found.map(({ day }) => day).toSorted())
        // One line a day and key: two of them could not be told apart.
        expect(new Set(found.map(({ key, day }) => `${key} ${day}`)).size).toBe(found.length)
      }
      if (part !== '') expect(catalogue).toHaveProperty([`holiday.part.${code}.${part}`])
    }
  }
  expect(holidayKeys().filter((key) => !(`holiday.${key}` in catalogue))).toEqual([])
})

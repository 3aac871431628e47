/** Public holidays of a year, proposed by country and part of it. */
import { weekday } from './calendar.ts'
import { HOLIDAYS, PARTS } from './countries.ts'
import { type Holiday, read } from './dates.ts'

export type { Holiday } from './dates.ts'

/** Parts of a country that keep days of their own, by code; none where all keep the same. The catalogue says `holiday.part.COUNTRY.CODE`. */
export function partsOf(country: string): string[] {
  return Object.keys(PARTS[country] ?? {})
}

/** Every key that a list may name. */
export function holidayKeys(): string[] {
  const lists = [...Object.values(HOLIDAYS), ...Object.values(PARTS).flatMap((parts) => Object.values(parts))]
  const keys = lists.flat().map((line) => line.split(' ')[0] ?? '')
  return [...new Set([...keys, 'brigid', 'kings_day'])].toSorted()
}

/** By day. An unknown country has none; without a part, or with one that is none, those of the whole country. */
export function holidaysOf(country: string, part: string, year: number): Holiday[] {
  const own = PARTS[country]?.[part]
  const all = HOLIDAYS[country] ?? []
  // The nations of the United Kingdom each have a whole list of their own.
  const lines = own && country === 'GB' ? own : [...all, ...(own ?? [])]
  return read([...lines, ...byWeekday(country, year)], year)
}

/** Two days that no form of a line says. */
function byWeekday(country: string, year: number): string[] {
  if (country === 'IE')
    // The first Monday in February, or the 1st itself where that is a Friday.
    return [weekday(`${year}-02-01`) === 5 ? 'brigid 02-01' : 'brigid 02mon1']
  if (country === 'NL') return [weekday(`${year}-04-27`) === 0 ? 'kings_day 04-26' : 'kings_day 04-27']
  return []
}

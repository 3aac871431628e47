/** Days that no fixed date gives: Easter by both reckonings, and days of the Islamic calendar. Days are text, `2026-04-05`. */
import { dayAfter, noonOf } from '../days/days.ts'

const text = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Easter Sunday of the western churches; the Gregorian computus as Meeus, Jones and Butcher give it. 1583 to 4099. */
export function easter(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return text(year, Math.floor(sum / 31), (sum % 31) + 1)
}

/** Easter Sunday of the orthodox churches, as a Gregorian day; 1900 to 2099, while the calendars lie 13 days apart. */
export function orthodoxEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const sum = d + e + 114
  return dayAfter(text(year, Math.floor(sum / 31), (sum % 31) + 1), 13)
}

const umalqura = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'numeric',
})

/**
 * The days of a Gregorian year on which a day of the Islamic calendar falls by the tables of Umm al-Qura: once, twice or not
 * at all. Where the moon is looked for, it may be a day earlier or later.
 */
export function islamic(month: number, day: number, year: number): string[] {
  const found: string[] = []
  for (let at = text(year, 1, 1); at.startsWith(`${year}-`); at = dayAfter(at, 1)) {
    const parts = umalqura.formatToParts(noonOf(at))
    const of = (type: 'day' | 'month') => Number(parts.find((part) => part.type === type)?.value)
    if (of('month') === month && of('day') === day) found.push(at)
  }
  return found
}

/** 0 Sunday to 6 Saturday. */
export const weekday = (day: string): number => noonOf(day).getUTCDay()

/** The first such weekday on a day or after it. */
export const onOrAfter = (day: string, wanted: number): string =>
  dayAfter(day, (wanted - weekday(day) + 7) % 7)

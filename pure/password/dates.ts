/** Years, dates, and the English words for months, weekdays and seasons. */
import { skeletonOf } from './fold.ts'

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const SEASONS = ['spring', 'summer', 'autumn', 'fall', 'winter', 'harmattan', 'christmas', 'easter']
const SHORT = [...MONTHS, ...WEEKDAYS].map((word) => word.slice(0, 3))

const WORDS = [...MONTHS, ...WEEKDAYS, ...SEASONS, ...SHORT, 'sept', 'tues', 'thur', 'thurs']
const SKELETONS = new Set(WORDS.map(skeletonOf))

/** The longest of the words, in characters. */
export const LONGEST_DATE_WORD = Math.max(...WORDS.map((word) => word.length))

/** Whether a skeleton is that of a month, weekday or season. */
export function isDateWord(skeleton: string): boolean {
  return SKELETONS.has(skeleton)
}

const NAMED = [...MONTHS, ...WEEKDAYS].join('|')
const YEAR = /(?:19|20)\d\d/y
/** Two digits first: the 13 of 13th is not the 1. */
const DAY = '(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?'
const DAY_AND_WORD = new RegExp(`${DAY}[-/._ ]?(?:${NAMED})`, 'y')
const WORD_AND_DAY = new RegExp(`(?:${NAMED})[-/._ ]?${DAY}`, 'y')
const NUMBERS = [
  /(\d{1,2})([-/._ ])(\d{1,2})\2(?:(?:19|20)\d\d|\d\d)/y,
  /(?:19|20)\d\d([-/._ ]?)(\d\d)\1(\d\d)/y,
  /(\d\d)()(\d\d)(?:19|20)\d\d/y,
  /(\d\d)()(\d\d)\d\d/y,
]

export interface DateRun {
  readonly length: number
  /** It holds the name of a month or weekday. */
  readonly named: boolean
}

/** Every year and date that begins at `start` of a folded text. Names alone are found by `isDateWord`. */
export function datesFrom(text: string, start: number): DateRun[] {
  const named = [DAY_AND_WORD, WORD_AND_DAY].map((form) => ({
    length: matchAt(form, text, start).length,
    named: true,
  }))
  const numbers = NUMBERS.filter((form) => isDayAndMonth(matchAt(form, text, start).numbers))
  const plain = [YEAR, ...numbers].map((form) => ({
    length: matchAt(form, text, start).length,
    named: false,
  }))
  return [...named, ...plain].filter((run) => run.length > 0)
}

function matchAt(form: RegExp, text: string, start: number): { length: number; numbers: number[] } {
  form.lastIndex = start
  const match = form.exec(text)
  const groups = match?.slice(1) ?? []
  return {
    length: match?.[0].length ?? 0,
    numbers: groups.filter((group) => /^\d+$/.test(group)).map(Number),
  }
}

function isDayAndMonth([one = 0, other = 0]: readonly number[]): boolean {
  const fits = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12
  return fits(one, other) || fits(other, one)
}

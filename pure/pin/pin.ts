/** Which PINs are too easy to guess. A PIN is six digits; five wrong tries in a row end what it opens. */
import { COMMON_PINS } from './common-pins.ts'

export const PIN_LENGTH = 6

/** Why a PIN is refused; each has a sentence under `field.pin_<reason>`. */
export const PIN_REASONS = ['common', 'repeats', 'run', 'mirrored', 'date', 'year'] as const
export type PinReason = (typeof PIN_REASONS)[number]

const common = new Set(COMMON_PINS)

/** Undefined: it may be used. `pin` is six digits. */
export function weaknessOf(pin: string): PinReason | undefined {
  if (isRun(pin)) return 'run'
  if (repeats(pin)) return 'repeats'
  if (isMirrored(pin)) return 'mirrored'
  if (isDate(pin)) return 'date'
  if (holdsYear(pin)) return 'year'
  return common.has(pin) ? 'common' : undefined
}

const digitsOf = (text: string) => [...text].map(Number)

/** Each digit one, two or three further than the one before, or back, also over the 0: 123456, 864208, 901234. */
function isRun(pin: string): boolean {
  const digits = digitsOf(pin)
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10)
  const [first = 0] = steps
  return [1, 2, 3, 7, 8, 9].includes(first) && steps.every((step) => step === first)
}

/** One digit five times or more; two or three digits over and over; three pairs: 777777, 121212, 482482, 112233. */
function repeats(pin: string): boolean {
  const counts = new Map<string, number>()
  for (const digit of pin) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  return (
    Math.max(...counts.values()) >= 5 || /^(..)\1\1$|^(...)\2$|^(.)\3(.)\4(.)\5$|^(.)\6\6(.)\7\7$/.test(pin)
  )
}

/** The same from behind: 482284. */
const isMirrored = (pin: string) => [...pin].toReversed().join('') === pin

/** A birthday in any order people write one: day month year, month day year, year month day. */
function isDate(pin: string): boolean {
  const [a = 0, b = 0, c = 0] = [0, 2, 4].map((at) => Number(pin.slice(at, at + 2)))
  return isDay(a, b) || isDay(b, a) || isDay(c, b) || isDay(b, c)
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isDay = (day: number, month: number) => day >= 1 && day <= (DAYS[month - 1] ?? 0)

/** Begins or ends with a year somebody alive knows: 1985 and two more. */
const holdsYear = (pin: string) => /^(?:19[3-9]|20[0-3])\d|(?:19[3-9]|20[0-3])\d$/.test(pin)

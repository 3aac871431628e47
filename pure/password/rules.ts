/** What a clinic may ask of new passwords: facts.md's limits, after NIST SP 800-63B-4 §3.1.1.2. */

export interface ClassesAsked {
  mixedCase: boolean
  digit: boolean
  symbol: boolean
}

export interface AskedOfPasswords {
  /** In code points; null: what the other rules make of it. */
  minLength: number | null
  classes: ClassesAsked
  /** How many earlier ones are refused. */
  history: number
  /** New passwords are compared with the range service. */
  rangeService: boolean
}

export const MIN_LENGTH = {
  /** While a password may be the only factor. */
  alone: { least: 15, normal: 15 },
  /** Where everybody is asked for two, and the date is over. */
  withTwo: { least: 8, normal: 12 },
  most: 64,
} as const
export const HISTORY = { least: 0, normal: 5, most: 24 } as const

export const boundsOf = (twoFactorsHold: boolean) => (twoFactorsHold ? MIN_LENGTH.withTwo : MIN_LENGTH.alone)

/** What holds now: never less than the state of the other rules allows. */
export function lengthNow(minLength: number | null, twoFactorsHold: boolean): number {
  const { least, normal } = boundsOf(twoFactorsHold)
  return Math.max(minLength ?? normal, least)
}

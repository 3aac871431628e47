/** States of the United States whose law on breaches stands in `law.ts` with a number of days of its own, by name. */
export const STATES = {
  CA: 'California',
  CO: 'Colorado',
  DE: 'Delaware',
  FL: 'Florida',
  NY: 'New York',
  OH: 'Ohio',
  TX: 'Texas',
} as const

export type State = keyof typeof STATES

/** By name, as they are offered. */
export const STATE_CODES = Object.keys(STATES) as State[]

/**
 * What keeps a practice safe besides the ten steps, and is not in the number: Enamel sees none of it, so each is stated, with
 * a day where it has one, or not known.
 */
import { daysBetween } from '../days/days.ts'

/**
 * What is said of each. kept: how far it holds. day: when it was done last. until: when it ends. agreements: what stands in
 * the register of systems, one by one.
 */
export const BEYOND = {
  backups: { form: 'kept', mayBeNone: false },
  restore: { form: 'day', mayBeNone: false },
  updates: { form: 'kept', mayBeNone: false },
  encryption: { form: 'kept', mayBeNone: false },
  antivirus: { form: 'kept', mayBeNone: false },
  remote_access: { form: 'kept', mayBeNone: true },
  guest_wifi: { form: 'kept', mayBeNone: true },
  agreements: { form: 'agreements', mayBeNone: false },
  risk_analysis: { form: 'day', mayBeNone: false },
  insurance: { form: 'until', mayBeNone: false },
} as const satisfies Record<string, { form: 'kept' | 'day' | 'until' | 'agreements'; mayBeNone: boolean }>

export type BeyondItem = keyof typeof BEYOND
export const BEYOND_ITEMS = Object.keys(BEYOND) as BeyondItem[]

/** Those that a person states in so many words; the others follow from a register. */
export const STATED_ITEMS = [
  'backups',
  'restore',
  'updates',
  'encryption',
  'antivirus',
  'remote_access',
  'guest_wifi',
  'risk_analysis',
  'insurance',
] as const satisfies readonly BeyondItem[]
export type StatedItem = (typeof STATED_ITEMS)[number]

/** How far it holds. none: there is nothing of the kind here, such as no Wi-Fi for guests. */
export const KEPT = ['yes', 'partly', 'no', 'none'] as const
export type Kept = (typeof KEPT)[number]

/** A word that is older than this, or something done longer ago, is called old. */
export const OLD_DAYS = 365
/** Before an end: it is told so many days ahead. */
export const SOON_DAYS = 60

/** old: said, or done, more than a year ago. soon, ended: of what has an end. unknown: nobody said anything. */
export const BEYOND_STANDINGS = ['yes', 'partly', 'no', 'none', 'old', 'soon', 'ended', 'unknown'] as const
export type BeyondStanding = (typeof BEYOND_STANDINGS)[number]

export interface BeyondWord {
  kept: Kept
  /** When it was done last, or when it ends: `2026-06-15`. */
  day: string | null
  /** The clinic's day on which it was said. */
  saidOn: string
}

/** How something stands on a day of the clinic. */
export function standingOf(item: StatedItem, word: BeyondWord | undefined, today: string): BeyondStanding {
  if (!word) return 'unknown'
  const { kept, day } = word
  if (kept === 'no' || kept === 'none') return isOld(word.saidOn, today) ? 'old' : kept
  if (BEYOND[item].form === 'until' && day !== null) {
    const left = daysBetween(today, day)
    return left < 0 ? 'ended' : left <= SOON_DAYS ? 'soon' : kept
  }
  return isOld(day ?? word.saidOn, today) ? 'old' : kept
}

const isOld = (day: string, today: string) => daysBetween(day, today) > OLD_DAYS

export const AGREEMENTS = ['signed', 'not_signed', 'not_needed', 'unknown'] as const
export type Agreement = (typeof AGREEMENTS)[number]

/** Of all systems in use: yes only when it is known of every one, and signed where it is needed. */
export function agreementsStanding(known: readonly Agreement[]): BeyondStanding {
  // Of none in use, too.
  if (known.every((one) => one === 'unknown')) return 'unknown'
  if (known.every((one) => one === 'not_needed')) return 'none'
  const fine = known.filter((one) => one === 'signed' || one === 'not_needed').length
  return fine === known.length ? 'yes' : known.includes('signed') ? 'partly' : 'no'
}

/** The seal of the log, and its last check, in a sentence each. */
import type { Words } from '../../../pure/words/words.ts'
import type { Days } from '../../../web/lib/day.ts'
import type { WordKey } from '../../catalogue.ts'
import type { Check, Seal } from './seal-line.tsx'

/** An outside copy is sent every day: after two, something keeps it back. */
const FRESH_MS = 2 * 86_400_000
/** A line is sealed within a minute; beyond that the sealing stands still. */
const BEHIND_MS = 10 * 60_000

/** Sealed, and an outside copy is as new as it should be; a log that nobody outside keeps is not looked after. */
export function isSealFresh({ signed, outside, waiting, size }: Seal, nowMs: number): boolean {
  const isBehind =
    signed === null || ((waiting > 0 || size > signed.size) && nowMs - Date.parse(signed.at) > BEHIND_MS)
  return !isBehind && outside !== null && nowMs - Date.parse(outside.at) < FRESH_MS
}

export function sealSaidOf(words: Words<WordKey>, days: Days, { signed, outside }: Seal): string {
  if (signed === null) return words('audit.seal.not_yet')
  return outside === null
    ? words('audit.seal.inside', { when: whenText(words, days, signed.at) })
    : words('audit.seal.outside', { when: whenText(words, days, outside.at) })
}

/** When the log was last checked, or how much of what a check found waits for an Owner. */
export function checkSaidOf(words: Words<WordKey>, days: Days, { checkedAt, findings, more }: Check): string {
  const open = findings.filter(({ looked }) => looked === null).length
  if (open > 0) return words('audit.check.found', { n: open + more })
  return checkedAt === null
    ? words('audit.check.not_yet')
    : words('audit.check.at', { when: whenText(words, days, checkedAt) })
}

function whenText(words: Words<WordKey>, days: Days, at: string): string {
  const moment = new Date(at)
  return days.isToday(moment)
    ? words('audit.seal.today', { time: words.time(moment) })
    : words('audit.seal.on', { day: days.day(moment), time: words.time(moment) })
}

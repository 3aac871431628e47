/**
 * Which passwords Enamel takes: NIST SP 800-63B-4 §3.1.1.2 (length in code points after NFC, blocklist, no
 * composition rule unless the clinic sets one) with the list and the folds beside this file. Nothing is trimmed or cut.
 */
import type { CommonPasswords } from './common-passwords.ts'
import { fold } from './fold.ts'
import { MAX_PASSWORD_LENGTH } from './length.ts'
import { ownWordsOf, ownWordsRestedOn } from './own-words.ts'
import { explain, type Explanation, type PartKind } from './predictable.ts'

/** How many different words make a phrase that is not predictable. */
export const WORDS_OF_A_PHRASE = 3

export interface PasswordClasses {
  /** A capital and a small letter. */
  mixedCase?: boolean
  digit?: boolean
  /** Anything that is neither letter nor digit, the space too. */
  symbol?: boolean
}

export interface PasswordQuestion {
  password: string
  /** In code points. */
  minLength: number
  /** D MAX_PASSWORD_LENGTH, which is also the most. */
  maxLength?: number
  classes?: PasswordClasses
  /** Names and e-mail addresses of the person. */
  personWords: readonly string[]
  /** Names and addresses of the clinic. */
  clinicWords: readonly string[]
  common: CommonPasswords
}

/** Why a password was refused, with what its sentence needs. No reason repeats a part of the password, own words apart. */
export type PasswordReason =
  | { code: 'too_short'; needed: number; has: number }
  | { code: 'too_long'; allowed: number }
  /** Control characters, or half of a character (an unpaired surrogate). */
  | { code: 'control_characters' }
  /** Code points that Unicode has not assigned: a later version could normalise them otherwise (UAX #15 §12.1). */
  | { code: 'unknown_characters' }
  | { code: 'missing_class'; which: 'mixedCase' | 'digit' | 'symbol' }
  /** It rests on these words of the person or the clinic. */
  | { code: 'own_words'; words: readonly string[] }
  /** In the list of common passwords, also after folding. */
  | { code: 'common' }
  | { code: 'keyboard_walk' }
  | { code: 'repeated' }
  | { code: 'sequence' }
  | { code: 'date_or_year' }
  /** Several of these put together, with too few different words to make a phrase. */
  | { code: 'predictable_parts'; parts: readonly PartKind[]; wordsNeeded: number }

export type PasswordAnswer = { ok: true; normalised: string } | { ok: false; reasons: PasswordReason[] }

/**
 * The form in which a password is hashed and compared, at setting and at every sign-in: NFC (SHOULD of NIST SP
 * 800-63B-4 §3.1.1.2), so that the same letters typed on another keyboard are the same password.
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}

/** Judges a new password. Gives every reason at once; unusable characters or too much of them are the only reason then. */
export function acceptPassword(question: PasswordQuestion): PasswordAnswer {
  const allowed = Math.min(question.maxLength ?? MAX_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  // NFC never makes less than a sixteenth of a text, so a huge one is refused before any work.
  if (question.password.length > 16 * allowed) return refuse({ code: 'too_long', allowed })
  if (/\p{Cc}/u.test(question.password) || !question.password.isWellFormed())
    return refuse({ code: 'control_characters' })
  if (/\p{Cn}/u.test(question.password)) return refuse({ code: 'unknown_characters' })

  const normalised = normalisePassword(question.password)
  const has = [...normalised].length
  if (has > allowed) return refuse({ code: 'too_long', allowed })

  const reasons: PasswordReason[] = []
  if (has < question.minLength) reasons.push({ code: 'too_short', needed: question.minLength, has })
  reasons.push(...missingClasses(normalised, question.classes ?? {}))
  reasons.push(...predictability(normalised, question))
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, normalised }
}

function refuse(reason: PasswordReason): PasswordAnswer {
  return { ok: false, reasons: [reason] }
}

function missingClasses(password: string, wanted: PasswordClasses): PasswordReason[] {
  const present = {
    mixedCase: /\p{Ll}/u.test(password) && /\p{Lu}/u.test(password),
    digit: /\p{Nd}/u.test(password),
    symbol: /[^\p{L}\p{M}\p{N}]/u.test(password),
  }
  return (['mixedCase', 'digit', 'symbol'] as const)
    .filter((which) => wanted[which] === true && !present[which])
    .map((which) => ({ code: 'missing_class', which }))
}

function predictability(
  password: string,
  { personWords, clinicWords, common }: PasswordQuestion,
): PasswordReason[] {
  const folded = fold(password)
  const own = ownWordsOf(personWords, clinicWords)
  const rested = ownWordsRestedOn(folded, own)
  if (rested.length > 0) return [{ code: 'own_words', words: rested.map(({ word }) => word) }]
  const explanation = explain(folded, own, common)
  return explanation ? [reasonOf(explanation)] : []
}

function reasonOf({ kinds, parts, ownWords }: Explanation): PasswordReason {
  if (ownWords.length > 0) return { code: 'own_words', words: ownWords }
  const [kind] = kinds
  if (kind === undefined || kind === 'own_words' || kinds.length > 1 || (kind === 'common' && parts > 1))
    return { code: 'predictable_parts', parts: kinds, wordsNeeded: WORDS_OF_A_PHRASE }
  return { code: kind }
}

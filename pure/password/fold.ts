/**
 * What is left of a text when everything is folded that people change to make a known word look new: case,
 * accents, look-alike forms, letter swaps.
 */

/** A folded text. The three views have one element per folded character, so one index serves all. */
export interface Folded {
  /** Code points without case, accents and invisible characters. */
  readonly chars: readonly string[]
  /** The same as a string of one code unit each. */
  readonly text: string
  /** `text` with the usual swaps undone. */
  readonly skeleton: string
}

/** Letters that carry no accent to take off, though people leave it out: of European languages, Hausa, Yoruba, Ewe, Twi, Fula. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ɲ: 'n',
  ɓ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƙ: 'k',
  ɛ: 'e',
  ə: 'e',
  ǝ: 'e',
  ɔ: 'o',
  ƒ: 'f',
  ɣ: 'g',
  ʋ: 'v',
  ƴ: 'y',
  ɩ: 'i',
}

/**
 * Characters that stand for one another, the letter first. Where a sign may mean two letters (1 and ! for i or
 * l), both letters are one: a class compares all readings at once, where trying each would double the work
 * per sign and let a long row of them stall the server.
 */
const SWAPS = ['a4@', 'b8', 'c(<{[', 'e3€', 'g96', 'il1!|¡', 'o0', 's5$§', 't7+', 'x%', 'z2'] as const

const LETTER_OF = new Map(SWAPS.flatMap((set) => [...set].map((char) => [char, set.charAt(0)] as const)))

export function fold(text: string): Folded {
  const chars: string[] = []
  for (const char of text) for (const folded of foldChar(char)) chars.push(folded)
  const units = chars.map(oneUnit)
  return { chars, text: units.join(''), skeleton: units.map((unit) => LETTER_OF.get(unit) ?? unit).join('') }
}

/** The skeleton alone, quickly for plain ASCII: 49,000 are made when the list is read. */
export function skeletonOf(text: string): string {
  if (/[^\0-\u007e]/.test(text)) return fold(text).skeleton
  return text.toLowerCase().replace(/[^abd-hjkm-rt-wy]/g, (char) => LETTER_OF.get(char) ?? char)
}

/** The part of a folded text from `start` to before `end`. */
export function slice({ chars, text, skeleton }: Folded, start: number, end: number): Folded {
  return {
    chars: chars.slice(start, end),
    text: text.slice(start, end),
    skeleton: skeleton.slice(start, end),
  }
}

/** Without the signs that only separate: spaces, dashes, dots. A sign that may stand for a letter stays. */
export function squeeze(folded: Folded): Folded {
  const kept = [...folded.chars.keys()].filter((at) => !isSeparator(folded.chars[at] ?? ''))
  const pick = (text: string) => kept.map((at) => text.charAt(at)).join('')
  return {
    chars: kept.map((at) => folded.chars[at] ?? ''),
    text: pick(folded.text),
    skeleton: pick(folded.skeleton),
  }
}

export function isLetter(char: string): boolean {
  return /^\p{L}$/u.test(char)
}

export function isSign(char: string): boolean {
  return /^[^\p{L}\p{N}]$/u.test(char)
}

export function isDigitOrSign(char: string): boolean {
  return /^[^\p{L}]$/u.test(char)
}

function isSeparator(char: string): boolean {
  return isSign(char) && !LETTER_OF.has(char)
}

function foldChar(char: string): string {
  const simple = char <= '\u007e' ? char : decompose(char)
  return simple.toLowerCase().replace(/[^\0-\u007e]/gu, (other) => PLAIN[other] ?? other)
}

/** Accents and invisible characters off, wide and styled letters to plain ones (UAX #15, NFKD). */
function decompose(char: string): string {
  const parts = char
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
  // One sign of Arabic decomposes into eighteen letters; a bound keeps the work in proportion to the password.
  return parts.length <= 4 ? parts : char
}

/** Rare code points beyond 16 bits become one private unit, the same for the same character. */
function oneUnit(char: string): string {
  return char.length === 1 ? char : String.fromCharCode(0xe000 + ((char.codePointAt(0) ?? 0) % 0x1900))
}

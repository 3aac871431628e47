/** Words that a stranger finds on the clinic's door sign or in a person's address: no secret, however they are spelt. */
import { fold, isDigitOrSign, squeeze, type Folded } from './fold.ts'

export interface OwnWord {
  /** As it was given. */
  readonly word: string
  readonly skeleton: string
}

const PRODUCT = 'enamel'

/** Half the practices of a town have these in their names; they are judged as ordinary words. */
const ORDINARY = new Set(
  'and the for of dr dental dentist dentists dentistry clinic clinics practice surgery surgeries care smile smiles family health healthcare medical hospital centre center group house oral teeth tooth orthodontic orthodontics specialist specialists associates partners limited ltd llc llp inc plc com org net'.split(
    ' ',
  ),
)

/** Shorter parts of a name (Li, Ojo) stand in too many other words; three letters count where nothing else is there. */
const SHORTEST = 3
const SHORTEST_WITHIN = 4
const MOST_WORDS = 100
const LONGEST = 128

/** The words to look for: names and e-mail addresses, whole and in parts, without repeats. */
export function ownWordsOf(personWords: readonly string[], clinicWords: readonly string[]): OwnWord[] {
  const isAddress = (text: string) => text.includes('@')
  const isTelling = (part: string) => !ORDINARY.has(part.toLowerCase())
  const names = (texts: readonly string[]) => texts.filter((text) => !isAddress(text)).flatMap(partsOfName)
  const addresses = [...personWords, ...clinicWords].filter(isAddress).flatMap(partsOfAddress)
  // Addresses last: of one word in two spellings the first is kept, and Palmgrove reads better than palmgrove.
  const all = [
    PRODUCT,
    ...names(personWords),
    ...names(clinicWords).filter(isTelling),
    ...addresses.filter(isTelling),
  ]
  const found = new Map<string, OwnWord>()
  for (const word of all) {
    const { skeleton } = squeeze(fold(word))
    if (skeleton.length >= SHORTEST && !found.has(skeleton)) found.set(skeleton, { word, skeleton })
  }
  return [...found.values()].slice(0, MOST_WORDS)
}

/** `Ada Palm-Grove` → the whole, Ada, Palm, Grove. */
function partsOfName(name: string): string[] {
  const bounded = name.slice(0, LONGEST)
  return [bounded, ...bounded.split(/[^\p{L}\p{M}]+/u)]
}

/** `ada.bello87@mail.palmgrove.example` → ada.bello87, ada, bello, mail, palmgrove; the top-level domain tells nothing. */
function partsOfAddress(address: string): string[] {
  const at = address.lastIndexOf('@')
  const labels = address
    .slice(at + 1)
    .split('.')
    .slice(0, -1)
  return [address.slice(0, at), ...labels].slice(0, 10).flatMap(partsOfName)
}

/** The fewest characters that NIST SP 800-63B-4 §3.1.1.2 calls a password at all: what remains must be one by itself. */
const FEWEST_LEFT = 8

/**
 * The own words on which a password rests: without them, and without up to four digits and signs at the ends of
 * what remains, fewer than eight characters are left. Empty when it stands without them, or has none.
 */
export function ownWordsRestedOn(password: Folded, words: readonly OwnWord[]): OwnWord[] {
  const squeezed = squeeze(password)
  const bare = trim(squeezed.chars, Infinity)
  const core = squeezed.skeleton.slice(bare.start, bare.end)
  const equal = words.filter(({ skeleton }) => skeleton === core || skeleton === squeezed.skeleton)
  if (equal.length > 0) return equal

  const used = new Set<OwnWord>()
  const taken = new Uint8Array(squeezed.chars.length)
  const longestFirst = words
    .filter(({ skeleton }) => skeleton.length >= SHORTEST_WITHIN)
    .toSorted((a, b) => b.skeleton.length - a.skeleton.length)
  for (const word of longestFirst) {
    const size = word.skeleton.length
    let at = squeezed.skeleton.indexOf(word.skeleton)
    while (at >= 0) {
      const free = taken.subarray(at, at + size).every((mark) => mark === 0)
      if (free) {
        taken.fill(1, at, at + size)
        used.add(word)
      }
      at = squeezed.skeleton.indexOf(word.skeleton, at + (free ? size : 1))
    }
  }
  return used.size > 0 && charactersLeft(squeezed.chars, taken) < FEWEST_LEFT ? [...used] : []
}

function charactersLeft(chars: readonly string[], taken: Uint8Array): number {
  let left = 0
  for (let start = 0; start < chars.length; start++) {
    if (taken[start] === 1) continue
    let end = start
    while (end < chars.length && taken[end] === 0) end++
    const kept = trim(chars.slice(start, end), 4)
    left += kept.end - kept.start
    start = end
  }
  return left
}

/** Where a text begins and ends without at most so many digits and signs on either side. */
function trim(chars: readonly string[], most: number): { start: number; end: number } {
  let start = 0
  let end = chars.length
  while (start < end && start < most && isDigitOrSign(chars[start] ?? '')) start++
  while (end > start && chars.length - end < most && isDigitOrSign(chars[end - 1] ?? '')) end--
  return { start, end }
}

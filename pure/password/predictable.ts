/**
 * Whether a password consists of nothing but parts that are tried first. Containing one is fine; the whole must be
 * explained by them.
 *
 * Parts: entries of the list of common passwords, own words, keyboard walks, sequences, repeats, years and dates,
 * names of months, days and seasons, linking words; up to four digits and signs at either end, up to two signs
 * between parts.
 *
 * Most ordinary words are in the list of common passwords, so "only words of the list" would refuse every good
 * phrase. Therefore words are counted: three different ones make a phrase (the square of the list is what
 * combining crackers try; its cube is 2^46 guesses). What everybody tries first counts as one word however often
 * it occurs: own words, names of months, days and seasons, the hundred commonest passwords, list entries with
 * digits, runs of three letters (wer and nop stand in ordinary words). Longer walks, sequences, repeats and numbers
 * count as none, a linking word (my, the, is) as half of one.
 */
import type { CommonPasswords } from './common-passwords.ts'
import { datesFrom, isDateWord, LONGEST_DATE_WORD } from './dates.ts'
import { isDigitOrSign, isLetter, isSign, slice, squeeze, type Folded } from './fold.ts'
import type { OwnWord } from './own-words.ts'
import { periodOf, repeatsFrom } from './repeats.ts'
import { runsFrom } from './walks.ts'

export type PartKind = 'common' | 'own_words' | 'keyboard_walk' | 'sequence' | 'repeated' | 'date_or_year'

interface Part {
  readonly kind: PartKind
  readonly start: number
  readonly end: number
  readonly counts: 'nothing' | 'half' | 'word' | 'first_tried'
  /** Only of own words: as it was given. */
  readonly word?: string
}

export interface Explanation {
  readonly kinds: readonly PartKind[]
  /** How many different parts. */
  readonly parts: number
  readonly ownWords: readonly string[]
}

/** In half words: a phrase of three words stands. */
const ENOUGH = 6
/** Without its spaces "sun flower pine apple" is two words of the list; it stays a phrase. One word spelt apart does not become one. */
const ENOUGH_SQUEEZED = 4
const HALVES = { nothing: 0, half: 1, word: 2, first_tried: 0 } as const
const FIRST_TRIED_HALVES = 2

/** In letters, what is shorter stands in ordinary words too. */
const SHORTEST_RUN = 4
const MOST_AT_ENDS = 4
/** Of eight free digits and a few in a pattern, a quarter of all random numbers of 15 digits would consist. */
const MOST_AT_ENDS_OF_NUMBERS = 2
const MOST_BETWEEN = 2
/** What a repeated unit must have by itself: the fewest that NIST SP 800-63B-4 §3.1.1.2 calls a password. */
const FEWEST_IN_UNIT = 8
/** Different cuts of one text rarely repeat different units; hostile text must not make them many. */
const MOST_UNITS = 4

const LINKING = new Set(
  'my our your his her this that is are am was be the and or for with from you me we it its to at in on of by as so new not'.split(
    ' ',
  ),
)

/** Why the password is predictable, or undefined when it is not. The work grows with the length, not with its square. */
export function explain(
  password: Folded,
  own: readonly OwnWord[],
  common: CommonPasswords,
): Explanation | undefined {
  return explainRepetition(password, own, common) ?? explainForms(password, own, common)
}

function explainForms(
  password: Folded,
  own: readonly OwnWord[],
  common: CommonPasswords,
): Explanation | undefined {
  const spelt = explainWith(password, own, common, ENOUGH)
  const squeezed = squeeze(password)
  if (squeezed.text === password.text) return spelt
  const tight = explainWith(squeezed, own, common, ENOUGH_SQUEEZED)
  // The shorter one reads better: "pass word" is a common password rather than two words.
  return spelt && tight ? (tight.parts < spelt.parts ? tight : spelt) : (spelt ?? tight)
}

/** One unit over and over is judged as the unit: too short by itself, or itself predictable. */
function explainRepetition(
  password: Folded,
  own: readonly OwnWord[],
  common: CommonPasswords,
): Explanation | undefined {
  const repeated: Explanation = { kinds: ['repeated'], parts: 1, ownWords: [] }
  const tried = new Set<string>()
  for (const form of [password, squeeze(password)]) {
    for (const { start, end } of withoutEnds(form.chars)) {
      const period = periodOf(form.chars.slice(start, end))
      if (period === undefined || end - start < SHORTEST_RUN) continue
      if (period < FEWEST_IN_UNIT) return repeated
      const unit = slice(form, start, start + period)
      if (tried.has(unit.text)) continue
      tried.add(unit.text)
      if (tried.size <= MOST_UNITS && explainForms(unit, own, common)) return repeated
    }
  }
  return undefined
}

interface State {
  readonly halves: number
  /** Of two ways with as many words, the one with fewer parts gives the plainer reason. */
  readonly parts: number
  readonly part: Part | undefined
  readonly before: State | undefined
}

/** The way through the whole text that counts the fewest words, by dynamic programming from left to right. */
function explainWith(
  password: Folded,
  own: readonly OwnWord[],
  common: CommonPasswords,
  enough: number,
): Explanation | undefined {
  const { chars } = password
  const ends = withoutEnds(chars)
  const starts = new Set(ends.map(({ start }) => start))
  const finishes = new Set(ends.map(({ end }) => end))
  // Two ways per place: without and with a part that everybody tries first, which costs only once.
  const ready: [State?, State?][] = Array.from({ length: chars.length + 1 }, () => [])
  let best: State | undefined

  const arrive = (at: number, firstTried: 0 | 1, state: State) => {
    const ways = ready[at]
    if (ways && isBetter(state, ways[firstTried])) ways[firstTried] = state
  }
  for (let at = 0; at < chars.length; at++) {
    if (starts.has(at)) arrive(at, 0, { halves: 0, parts: 0, part: undefined, before: undefined })
    const ways = ready[at] ?? []
    if (!ways[0] && !ways[1]) continue
    for (const part of partsFrom(password, at, own, common)) {
      for (const [had, before] of ways.entries()) {
        if (!before) continue
        const has = had === 1 || part.counts === 'first_tried' ? 1 : 0
        const halves = before.halves + HALVES[part.counts] + (has - had) * FIRST_TRIED_HALVES
        const state = { halves, parts: before.parts + 1, part, before }
        if (finishes.has(part.end) && isBetter(state, best)) best = state
        for (let gap = 0; gap <= MOST_BETWEEN; gap++) {
          if (gap > 0 && !isBetweenWords(chars[part.end + gap - 1] ?? '')) break
          arrive(part.end + gap, has, state)
        }
      }
    }
  }
  return best && summarise(best, password, enough)
}

function isBetter(state: State, than: State | undefined): boolean {
  if (!than || state.halves !== than.halves) return state.halves < (than?.halves ?? Infinity)
  return state.parts < than.parts
}

/** Spaces and punctuation; a picture between two words is worth a word. */
function isBetweenWords(char: string): boolean {
  return isSign(char) && !/\p{So}/u.test(char)
}

/** Counted again without what occurs twice; undefined when that is a phrase. */
function summarise(last: State, password: Folded, enough: number): Explanation | undefined {
  const parts = new Map<string, Part>()
  for (let state: State | undefined = last; state?.part; state = state.before) {
    const { start, end } = state.part
    parts.set(password.skeleton.slice(start, end), state.part)
  }
  const found = [...parts.values()].toReversed()
  const firstTried = found.some((part) => part.counts === 'first_tried') ? FIRST_TRIED_HALVES : 0
  const halves = found.reduce((sum, part) => sum + HALVES[part.counts], firstTried)
  if (halves >= enough) return undefined
  return {
    kinds: [...new Set(found.map((part) => part.kind))],
    parts: found.length,
    ownWords: [...new Set(found.flatMap((part) => part.word ?? []))],
  }
}

/** Every part that begins at a place. */
function partsFrom(
  password: Folded,
  start: number,
  own: readonly OwnWord[],
  common: CommonPasswords,
): Part[] {
  const { chars, text, skeleton } = password
  const parts: Part[] = []
  const runs = [
    ...runsFrom(chars, start),
    ...repeatsFrom(chars, start).map((run) => ({ ...run, kind: 'repeated' as const })),
  ]
  for (const { kind, shortest, length } of runs)
    for (let size = shortest; size <= length; size++) {
      const end = start + size
      const short = size < SHORTEST_RUN && chars.slice(start, end).some(isLetter)
      parts.push({ kind, start, end, counts: short ? 'first_tried' : 'nothing' })
    }
  for (const { length, named } of datesFrom(text, start))
    parts.push({
      kind: 'date_or_year',
      start,
      end: start + length,
      counts: named ? 'first_tried' : 'nothing',
    })
  for (const { word, skeleton: wanted } of own)
    if (skeleton.startsWith(wanted, start))
      parts.push({ kind: 'own_words', start, end: start + wanted.length, counts: 'first_tried', word })

  const longest = Math.min(chars.length - start, Math.max(common.longest, LONGEST_DATE_WORD))
  for (let size = 2; size <= longest; size++) {
    const end = start + size
    const piece = skeleton.slice(start, end)
    if (isDateWord(piece)) parts.push({ kind: 'date_or_year', start, end, counts: 'first_tried' })
    else if (LINKING.has(text.slice(start, end))) parts.push({ kind: 'common', start, end, counts: 'half' })
    else {
      const found = size < 3 ? undefined : common.lookUp(piece)
      if (found) parts.push({ kind: 'common', start, end, counts: found })
    }
  }
  return parts
}

/** The cuts that leave off up to four digits and signs at either end: 25 at most. */
function withoutEnds(chars: readonly string[]): { start: number; end: number }[] {
  const most = chars.some(isLetter) ? MOST_AT_ENDS : MOST_AT_ENDS_OF_NUMBERS
  const cuts: { start: number; end: number }[] = []
  for (let start = 0; start <= most; start++) {
    if (start > 0 && !isDigitOrSign(chars[start - 1] ?? '')) break
    for (let end = chars.length; end >= chars.length - most && end > start; end--) {
      if (end < chars.length && !isDigitOrSign(chars[end] ?? '')) break
      cuts.push({ start, end })
    }
  }
  return cuts
}

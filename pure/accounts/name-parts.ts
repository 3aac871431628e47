/** Names as lists of other systems spell them, and when two spellings are one name. */

/** Letters that no decomposition takes apart, as systems without them write them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ɓ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ɛ: 'e',
  ɔ: 'o',
  ŋ: 'n',
  ə: 'e',
}
/** The other way of writing them: Müller and Mueller are one. */
const SPELT_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' }

const NOT_A_NAME =
  /^(?:dr|prof|professor|mr|mrs|ms|miss|mx|sir|dame|chief|engr|herr|frau|sig|sra?|mme|bds|bchd|dds|dmd|mfds|phd|msc|bsc|md|rdh|rdn|gdc|jr|snr|sr|ii|iii)$/

const stripped = (text: string) =>
  [...text.normalize('NFD').replaceAll(/\p{M}/gu, '')].map((letter) => PLAIN[letter] ?? letter).join('')
const speltOut = (text: string) => stripped([...text].map((letter) => SPELT_OUT[letter] ?? letter).join(''))

/** One part of a name, in every spelling that stands for it. */
export type NamePart = ReadonlySet<string>

/** What a name is made of, without titles, letters after it and what stands in brackets; in no order that counts. */
export function namePartsOf(name: string): NamePart[] {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
      // O’Brien is OBrien, Smith-Jones is Smith Jones.
      .replaceAll(/['’ʼ`´]/g, '')
      .split(/[^\p{L}\p{M}]+/u)
      .map((part) => new Set([stripped(part), speltOut(part)].filter(Boolean)))
      .filter((spellings) => spellings.size > 0 && ![...spellings].some((one) => NOT_A_NAME.test(one)))
  )
}

const same = (a: NamePart, b: NamePart) => [...a].some((spelling) => b.has(spelling))
/** Of scripts that have capitals: one sign of the others is a whole name. */
const isInitial = (part: NamePart) =>
  [...part].every((spelling) => [...spelling].length === 1 && spelling !== spelling.toUpperCase())
const beginsAlike = (a: NamePart, b: NamePart) =>
  [...a].some((one) => [...b].some((other) => one[0] === other[0]))

/**
 * How alike two names are: 3 the same parts; 2 one has more parts than the other, or initials in their place, and two at
 * least agree; 1 one part alone agrees; 0 not at all.
 */
export function likeness(a: readonly NamePart[], b: readonly NamePart[]): 0 | 1 | 2 | 3 {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a]
  const left = [...more]
  let whole = 0
  let initials = 0
  // Whole parts first, so that an initial does not take the place of one.
  for (const part of fewer.toSorted((one, other) => Number(isInitial(one)) - Number(isInitial(other)))) {
    const exact = left.findIndex((other) => same(part, other) && !isInitial(other))
    const short = left.findIndex((other) => (isInitial(part) || isInitial(other)) && beginsAlike(part, other))
    const found = exact >= 0 ? exact : short
    // A part that fits nowhere: two other people.
    if (found < 0) return 0
    if (exact >= 0) whole++
    else initials++
    left.splice(found, 1)
  }
  if (whole === 0) return 0
  if (initials === 0 && a.length === b.length) return 3
  return whole + initials >= 2 ? 2 : 1
}

/**
 * Whether a sign-in name is made of a person's: ada.marsh, marsh.a, amarsh, marsha, adamarsh. Never of one name alone.
 */
export function isLoginOf(login: string, person: readonly NamePart[]): boolean {
  const bare = stripped(login.normalize('NFC').toLowerCase().split('@')[0] ?? '').replaceAll(/\d+/g, '')
  const parts = namePartsOf(bare)
  if (parts.length > 1) return likeness(parts, person) >= 2
  const letters = bare.replaceAll(/[^\p{L}]/gu, '')
  if ([...letters].length < 4) return false
  return person.some((one, at) =>
    person.some(
      (other, place) =>
        at !== place &&
        [...one].some((first) =>
          [...other].some(
            (second) =>
              second.length > 1 &&
              first.length > 1 &&
              [first + second, `${first[0]}${second}`, second + first[0]].includes(letters),
          ),
        ),
    ),
  )
}

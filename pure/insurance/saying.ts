/** Sentences and facts in words, for screens and for paper. A value whose name ends in `On` is a day (`2026-05-03`) and is said as the reader says dates. */
import { isDay, noonOf } from '../days/days.ts'
import type { Words } from '../words/words.ts'

export interface Saying {
  key: string
  values: Readonly<Record<string, string | number>>
}

/** The sentence in words; empty where the catalogue has it no longer. */
export function say<Key extends string>(words: Words<Key>, { key, values }: Saying): string {
  if (!words.has(key)) return ''
  const said = Object.entries(values).map(([name, value]) => [
    name,
    name.endsWith('On') && typeof value === 'string' && isDay(value) ? words.date(noonOf(value)) : value,
  ])
  return words(key, Object.fromEntries(said) as Saying['values'])
}

/** A fact that an answer stands on, as far as it is said. */
export interface ToldFact {
  about: { kind: 'enamel' | 'system' | 'clinic'; name: string }
  how: 'measured' | 'stated' | null
  by: string | null
  at: string | null
  says: Saying
  except: readonly Saying[]
}

/** "Enamel", "The clinic", or a system as the clinic calls it. */
export const aboutOf = <Key extends string>(words: Words<Key>, { kind, name }: ToldFact['about']): string =>
  kind === 'system' ? name : say(words, { key: `proof.about.${kind}`, values: {} })

/** "measured", "stated by Ada Marsh, 3 May 2026", "not known". */
export function knownOf<Key extends string>(
  words: Words<Key>,
  { how, by, at }: Pick<ToldFact, 'how' | 'by' | 'at'>,
): string {
  if (how === 'stated' && by !== null && at !== null)
    return say(words, { key: 'proof.known.stated_by', values: { by, date: words.date(new Date(at)) } })
  return say(words, { key: `proof.known.${how ?? 'not'}`, values: {} })
}

/** Whatever stands against a bare Yes. */
export const exceptOf = <Key extends string>(
  words: Words<Key>,
  { except }: Pick<ToldFact, 'except'>,
): string[] => except.map((one) => say(words, one)).filter((text) => text !== '')

/** An account of another system, as its line in a review says it. */
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import type { ReviewRow } from '../contract.ts'

/** Whose it is and how that is known, then what the list says of it. */
export function entryFacts(
  words: Words<WordKey>,
  { name, values, matchedBy, matchedTo }: ReviewRow,
): string[] {
  const { login, address, role_there: role, seen, shut } = values
  return [
    words(`review.entry.${matchedTo === null || matchedBy === null ? 'none' : matchedBy}`, {
      name: matchedTo ?? '',
    }),
    ...[login, address].filter((text) => text !== undefined && text !== name),
    ...(role === undefined ? [] : [words('review.entry.role', { role })]),
    ...(seen === undefined ? [] : [words('review.entry.seen', { seen })]),
    ...(shut === undefined ? [] : [words('review.entry.shut')]),
  ].filter((text) => text !== undefined)
}

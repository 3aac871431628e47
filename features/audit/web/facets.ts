/** Numbers beside the filters. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import type { countFacets } from '../log-contract.ts'

export type Facets = Answer<typeof countFacets>
type Count = Facets['total']
type Say = Words<WordKey>

/** "1,409", or "10,000+" where they were not all counted. */
export const countText = (words: Say, { n, more }: Count) =>
  more ? words('audit.count_more', { n }) : words.number(n)

/** "Settings (131)". */
export const counted = (words: Say, name: string, count: Count) =>
  words('audit.filter.counted', { name, n: countText(words, count) })

/** How many there would be without a filter of one kind. */
export function sumOf(counts: readonly Count[]): Count {
  return { n: counts.reduce((sum, { n }) => sum + n, 0), more: counts.some(({ more }) => more) }
}

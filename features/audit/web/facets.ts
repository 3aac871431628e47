/** Numbers beside the filters. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { SIGN_OF_LIFE } from '../../../pure/contract/log-filters.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { WordKey } from '../../catalogue.ts'
import type { countFacets } from '../log-contract.ts'
import type { LogSearch } from './log-search.ts'

export type Facets = Answer<typeof countFacets>
type Count = Facets['total']
type Say = Words<WordKey>

/** "1,409", or "10,000+" where they were not all counted. */
export const countText = (words: Say, { n, more }: Count) =>
  more ? words('audit.count_more', { n }) : words.number(n)

/** "Settings (131)". */
export const counted = (words: Say, name: string, count: Count) =>
  words('audit.filter.counted', { name, n: countText(words, count) })

/** How many signs of life these filters have, shown or left out; 0 where an action or a category was chosen. */
export function signsAmong({ action, category }: LogSearch, facets: Facets | undefined): number {
  if (action !== undefined || category !== undefined) return 0
  return facets?.actions.find((one) => one.action === SIGN_OF_LIFE)?.n ?? 0
}

/** A leaving as the pages have it. */
import { useQueryClient } from '@tanstack/react-query'
import type { WordKey } from '../../catalogue.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { PARTS } from '../../../pure/leaving/parts.ts'
import { getRun, type Item, listRuns, previewLeaving } from '../contract.ts'

export type Run = Answer<typeof getRun>
export type RunSummary = Answer<typeof listRuns>['runs'][number]
export type { Item }

/** Reads the leaving again, and the list it stands in. */
export function useReread(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [getRun, listRuns, previewLeaving].map((endpoint) =>
        queries.invalidateQueries({ queryKey: keyOf(endpoint) }),
      ),
    )
}

/** While it runs, what the 60 minutes count comes first; then part by part what Enamel did not do by itself. */
export function sectionsOf({ items, state }: Run) {
  const mine = items.filter(({ kind }) => kind !== 'inside')
  const first = state === 'running' ? mine.filter(({ inMinutes }) => inMinutes) : []
  const parts = PARTS.map((part) => ({
    key: `leavers.part.${part}` as const,
    items: mine.filter((item) => item.part === part && !first.includes(item)),
  }))
  return [{ key: 'leavers.run.minutes.title' as const, items: first }, ...parts].filter(
    (section) => section.items.length > 0,
  )
}

/** What an item is called: what Enamel does and what was theirs have words of their own. */
export function titleOf(words: Words<WordKey>, { kind, step, title, count }: Item): string {
  const key = `leaver.${kind === 'heir' ? 'heir' : 'step'}.${step ?? ''}`
  if (kind === 'outside' || !words.has(key)) return title
  if (kind === 'heir') return words(key, { what: title })
  return count === null || count < 2 ? words(key) : `${words(key)}: ${words.number(count)}`
}

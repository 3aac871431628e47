/** What the two pages of reminders share: a thing that is due, what it is called, and how they are read again. */
import { useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { getOwnReminders, listReminders } from '../contract.ts'

export type Due = Answer<typeof listReminders>['due'][number]

/** Of a cadence that the words do not know, its name: a newer server. */
export function useNameOf(): (one: Pick<Due, 'cadence' | 'values'>) => string {
  const words = useWords()
  return ({ cadence, values }) => {
    const key = `reminder.${cadence}`
    return words.has(key) ? words(key, values) : cadence
  }
}

export function useReread(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [listReminders, getOwnReminders].map((endpoint) =>
        queries.invalidateQueries({ queryKey: keyOf(endpoint) }),
      ),
    )
}

/** The same thing, however often it is read. */
export const idOf = ({ cadence, key }: Pick<Due, 'cadence' | 'key'>) => `${cadence} ${key}`

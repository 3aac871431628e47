/** What the page and its dialogs are told, and how a time is said. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { getKeepingTimes } from '../contract.ts'

export type KeepingTimes = Answer<typeof getKeepingTimes>
export type Kind = KeepingTimes['kinds'][number]

/** Whole years as years. */
export function useLong(): (months: number) => string {
  const words = useWords()
  return (months) =>
    months % 12 === 0 ? words('keeping.years', { n: months / 12 }) : words('keeping.months', { n: months })
}

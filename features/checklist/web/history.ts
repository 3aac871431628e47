/** Whose the changes are, and which are shown of one of them. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { getHistory } from '../history-contract.ts'
import type { ScoreChange } from './because.ts'

export type Moment = Answer<typeof getHistory>['moments'][number]

const TIME = 'time'

/** Who or what made a change: a person, another kind of actor, or time. */
export const actorOf = ({ by }: ScoreChange): string => (by ? (by.id ?? by.kind) : TIME)

/** Each once, whoever made most changes first. */
export function actorsOf(changes: readonly ScoreChange[]): string[] {
  const groups = [...Map.groupBy(changes, actorOf)]
  return groups.toSorted(([, a], [, b]) => b.length - a.length).map(([key]) => key)
}

/** Moments with the changes of that one alone; empty: of everybody. */
export const shownTo = (moments: readonly Moment[], by: string): Moment[] =>
  moments
    .map((moment) => ({
      ...moment,
      changes: moment.changes.filter((change) => !by || actorOf(change) === by),
    }))
    .filter(({ changes }) => changes.length > 0)

/** What the number gained at a moment, below zero what it lost. */
export const gainOf = ({ changes }: Moment): number =>
  changes.reduce((sum, { before, after }) => sum + after - before, 0)

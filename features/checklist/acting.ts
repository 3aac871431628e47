/** What to do next: of all that this person can do now the first by rank, then whatever brings most. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { holds } from '../../pure/roles/roles.ts'
import { afterwards, type Gain, score, stands, type Step } from '../../pure/score/score.ts'
import type { Context } from '../../server/context.ts'
import { type Act, RANKS, type Sentence } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { getChecklist } from './contract.ts'

type Checklist = Answer<typeof getChecklist>

/** The clinic as it is scored now. */
export interface Standing {
  steps: readonly Step[]
  undone: readonly Sentence[]
}

/** What features offer this person for themselves. */
export async function ownActs(ctx: Context, session: SessionView): Promise<Act[]> {
  return (await Promise.all(ctx.kernel.acts.map((offer) => offer(ctx, session)))).flat()
}

/** The number once these are done: the same arithmetic over the steps as they would be. */
export function numberAfter(ctx: Context, { steps, undone }: Standing, acts: readonly Act[]): number {
  const gains = acts.flatMap(gainsOf)
  const left = undone.filter(({ key }) => !acts.some(({ ends }) => ends === key))
  return score(afterwards(steps, gains), ctx.now, left.length > 0).number
}

const gainsOf = ({ brings = [] }: Act): readonly Gain[] => [brings].flat()

/** An Owner took the risk of all that it is about: nobody is asked for it until that ends. What was left undone still is. */
const isRiskTaken = (ctx: Context, { steps }: Standing, act: Act): boolean => {
  const gains = gainsOf(act)
  return (
    (act.rank === 'gain' || act.rank === 'asked') &&
    gains.length > 0 &&
    gains.every(({ step }) => {
      const one = steps[step - 1]
      return one !== undefined && stands(one, ctx.now) === 'risk_accepted'
    })
  )
}

export interface Promised extends Act {
  points: number
}

/** What this person may do, the first first; each with what it brings by itself. */
export function inOrder(
  ctx: Context,
  { role, outsider }: SessionView,
  standing: Standing,
  acts: readonly Act[],
): Promised[] {
  const now = numberAfter(ctx, standing, [])
  return (
    acts
      .filter(({ permission }) => permission === undefined || holds({ role, outsider }, permission))
      .filter((act) => !isRiskTaken(ctx, standing, act))
      .map((act) => ({ ...act, points: Math.max(0, numberAfter(ctx, standing, [act]) - now) }))
      // Stated already: the answer would bring nothing now.
      .filter(({ rank, points }) => rank !== 'asked' || points > 0)
      .toSorted(
        (a, b) =>
          RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
          (a.rank === 'gain' || a.rank === 'stated' ? b.points - a.points : 0),
      )
  )
}

export const nextOf = (act: Promised | undefined): Checklist['next'] =>
  act
    ? {
        key: act.key,
        values: act.values,
        minutes: act.minutes,
        points: act.points,
        atLeast: act.atLeast === true && act.points > 0,
        page: act.page,
        dialog: act.dialog ?? null,
      }
    : null

/** What others wait for besides, and nobody is kept waiting unseen. */
export const waitsOf = ([, ...others]: readonly Promised[]): Checklist['waits'] =>
  others.filter(({ rank }) => rank === 'waits').map(({ key, values, page }) => ({ key, values, page }))

/** The next one and one more that brings points besides. */
export function plannedOf(
  ctx: Context,
  standing: Standing,
  [first, ...others]: readonly Promised[],
): Checklist['planned'] {
  if (!first) return null
  const alone = numberAfter(ctx, standing, [first])
  const [best] = others
    .map((act) => ({ act, number: numberAfter(ctx, standing, [first, act]) }))
    .filter(({ number }) => number > alone)
    .toSorted((a, b) => b.number - a.number)
  if (!best) return null
  const { key, values, page } = best.act
  return { number: best.number, also: { key, values, page } }
}

/** What came of the ten steps: four numbers of the last 90 days, each told by the feature that sees it, or not measured yet. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { Context } from '../../server/context.ts'
import { OUTCOMES } from '../../server/feature.ts'
import { type getOutcomes, OUTCOME_DAYS } from './history-contract.ts'

const DAY_MS = 24 * 3_600_000

export async function outcomes(ctx: Context): Promise<Answer<typeof getOutcomes>> {
  const since = new Date(ctx.now.getTime() - OUTCOME_DAYS * DAY_MS)
  return {
    days: OUTCOME_DAYS,
    outcomes: await Promise.all(
      OUTCOMES.map(async (name) => ({
        name,
        values: (await ctx.kernel.outcomes.find((one) => one.name === name)?.measure(ctx, since)) ?? null,
      })),
    ),
  }
}

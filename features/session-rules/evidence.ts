/** Step 3: shared computers sign people out, or lock, after 15 minutes at most. */
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { EvidenceSource, Measured } from '../../server/feature.ts'
import { SHARED_IDLE } from '../../pure/session/limits.ts'
import { findOwnTimes, findShared } from './queries.ts'

/** Nobody said yet what a browser is that serves several people: it counts as shared meanwhile, but not as looked after. */
const WITH_OPEN_QUESTIONS = 0.5

export const sessionRulesEvidence: readonly EvidenceSource[] = [
  {
    step: 3,
    page: '/settings/security/session-timeout',
    async measure(ctx) {
      const found = await read(ctx, (tx) => findShared(tx, ctx))
      // Whether computers are shared is for the clinic to say: until then nothing is known.
      if (found.shares === null) return undefined
      const tooLong = found.minutes > SHARED_IDLE.normal
      const unmarked = found.shares && found.names.length === 0
      const open = found.openQuestions > 0 || unmarked
      const values = {
        shares: String(found.shares),
        minutes: found.minutes,
        computers: found.names.length,
        names: found.names.slice(0, 5).join(', '),
        open: found.openQuestions,
        verdict: tooLong ? 'too_long' : found.openQuestions > 0 ? 'open' : unmarked ? 'unmarked' : 'kept',
      }
      return {
        share: tooLong ? 0 : open ? WITH_OPEN_QUESTIONS : 1,
        evidence: { key: 'checklist.evidence.shared_computers', values },
      }
    },
    measureOwn: (ctx) => ownTimes(ctx),
  },
]

/** Whoever works at a shared computer sees when it lets go of them. */
async function ownTimes(ctx: Context): Promise<Measured | undefined> {
  const times = await read(ctx, (tx) => findOwnTimes(tx, ctx))
  if (!times) return undefined
  return {
    share: times.minutes > SHARED_IDLE.normal ? 0 : 1,
    evidence: { key: 'checklist.evidence.own_shared_computer', values: times },
  }
}

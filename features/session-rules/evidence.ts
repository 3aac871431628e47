/** Step 3: shared computers sign people out, or lock, after 15 minutes at most. */
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { EvidenceSource, Measured } from '../../server/feature.ts'
import { SHARED_IDLE } from '../../pure/session/limits.ts'
import { sharedComputersState } from '../shared-computers/service.ts'
import { findOwnTimes, listSharedNames } from './queries.ts'

/** Nobody said yet what a browser is that serves several people: it counts as shared meanwhile, but not as looked after. */
const WITH_OPEN_QUESTIONS = 0.5

export const sessionRulesEvidence: readonly EvidenceSource[] = [
  {
    step: 3,
    page: '/profile/sessions',
    managed: { page: '/settings/devices/shared-computers', permission: 'devices.manage' },
    async measure(ctx) {
      const { answer, computers, offers, idleMinutes } = await sharedComputersState(ctx)
      // Whether computers are shared is for the clinic to say: until then nothing is known.
      if (answer === undefined) return undefined
      const names = await read(ctx, (tx) => listSharedNames(tx, ctx))
      const tooLong = idleMinutes > SHARED_IDLE.normal
      const unmarked = answer && computers === 0
      const open = offers > 0 || unmarked
      const values = {
        shares: String(answer),
        minutes: idleMinutes,
        computers,
        names: names.slice(0, 5).join(', '),
        open: offers,
        verdict: tooLong ? 'too_long' : offers > 0 ? 'open' : unmarked ? 'unmarked' : 'kept',
      }
      return {
        share: tooLong ? 0 : open ? WITH_OPEN_QUESTIONS : 1,
        evidence: { key: 'checklist.evidence.shared_computers', values },
        ...(tooLong && { page: '/settings/security/session-timeout' }),
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

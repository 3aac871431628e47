/** Step 3: shared computers sign people out, or lock, after 15 minutes at most. */
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Permission } from '../../pure/roles/roles.ts'
import type { Act, EvidenceSource, Measured } from '../../server/feature.ts'
import { SHARED_IDLE } from '../../pure/session/limits.ts'
import { sharedComputersState } from '../shared-computers/service.ts'
import { findOwnTimes, listSharedNames } from './queries.ts'

/** That no computer is shared holds for a year, then it is asked anew. */
const YEAR_MS = 365 * 24 * 3_600_000
const yearAfter = (at: Date) => new Date(at.getTime() + YEAR_MS)

/** Nobody said yet what a browser is that serves several people: it counts as shared meanwhile, but not as looked after. */
const WITH_OPEN_QUESTIONS = 0.5
const STEP = 3
const TIMES = '/settings/security/session-timeout'
const COMPUTERS = '/settings/devices/shared-computers'

export const sessionRulesEvidence: readonly EvidenceSource[] = [
  {
    step: STEP,
    page: '/profile/sessions',
    managed: { page: COMPUTERS, permission: 'devices.manage' },
    moves: ['session_rules.', 'shared_computer.', 'known_device.'],
    async measure(ctx) {
      const { answer, answeredAt, computers, offers, idleMinutes } = await sharedComputersState(ctx)
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
      const kept = !tooLong && open ? WITH_OPEN_QUESTIONS : 1
      const acts: Act[] = tooLong
        ? [
            {
              ...actOf('shorter_timeout', { minutes: idleMinutes }, TIMES, 'security.manage'),
              brings: { step: STEP, measured: open ? WITH_OPEN_QUESTIONS : 1 },
            },
          ]
        : offers > 0
          ? [
              {
                ...actOf('shared_offers', { n: offers }, COMPUTERS, 'devices.manage'),
                // "Not shared" leaves the first computer to be marked; "shared" marks it.
                brings: { step: STEP, measured: unmarked ? WITH_OPEN_QUESTIONS : 1 },
                atLeast: unmarked,
              },
            ]
          : unmarked
            ? [
                {
                  ...actOf('mark_computer', {}, COMPUTERS, 'devices.manage'),
                  brings: { step: STEP, measured: 1 },
                },
              ]
            : answer || !answeredAt || ctx.now < yearAfter(answeredAt)
              ? []
              : [
                  {
                    ...actOf('shares_computers_again', {}, COMPUTERS, 'devices.manage'),
                    minutes: 1,
                    brings: { step: STEP, measured: 1, renews: true },
                  },
                ]
      return {
        share: tooLong ? 0 : kept,
        // Marked computers are looked at anew each time; that there are none is somebody's answer of a day.
        ...(!answer && answeredAt && { until: yearAfter(answeredAt) }),
        acts,
        evidence: { key: 'checklist.evidence.shared_computers', values },
        ...(tooLong && { page: TIMES }),
      }
    },
    measureOwn: (ctx) => ownTimes(ctx),
  },
]

const actOf = (name: string, values: Act['values'], page: string, permission: Permission): Act => ({
  key: `checklist.next.${name}`,
  values,
  rank: 'gain',
  minutes: 2,
  page,
  permission,
})

/** Step 3 waits for one answer: with it Enamel measures by itself, so that nobody has to state it. */
export async function askWhetherShared(ctx: Context): Promise<readonly Act[]> {
  if ((await sharedComputersState(ctx)).answer !== undefined) return []
  return [
    {
      ...actOf('shares_computers', {}, COMPUTERS, 'devices.manage'),
      rank: 'asked',
      minutes: 1,
      // After a yes the computers are still to be marked.
      brings: { step: STEP, measured: WITH_OPEN_QUESTIONS },
      atLeast: true,
    },
  ]
}

/** Whoever works at a shared computer sees when it lets go of them. */
async function ownTimes(ctx: Context): Promise<Measured | undefined> {
  const times = await read(ctx, (tx) => findOwnTimes(tx, ctx))
  if (!times) return undefined
  return {
    share: times.minutes > SHARED_IDLE.normal ? 0 : 1,
    evidence: { key: 'checklist.evidence.own_shared_computer', values: times },
  }
}

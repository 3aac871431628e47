/** What Enamel sees of step 5: that the log is sealed, checked each night, and what a check found was looked into. */
import { read } from '../../server/db/database.ts'
import type { EvidenceSource } from '../../server/feature.ts'
import { countOpen, findCheck, waitsSince } from './state-queries.ts'

const DAY_MS = 24 * 3_600_000
/** A check is proof for so long: one night may be missed. */
const PROOF_DAYS = 2
/** The other half is that somebody reads the log each week, which is an Owner's word until there are alerts to be looked at. */
const HALF = 0.5

export const LOG_PAGE = '/settings/security/audit-log'
export const CHECK_PAGE = '/settings/security/audit-log/check'
const FOUND = 'checklist.undone.log_check'

export const logCheckEvidence: readonly EvidenceSource[] = [
  {
    step: 5,
    page: LOG_PAGE,
    moves: ['log.verified', 'log.check_failed', 'log.check_looked_into'],
    restStated: true,
    async measure(ctx) {
      const { checked, open, since } = await read(ctx, async (tx) => ({
        checked: await findCheck(tx, ctx),
        open: await countOpen(tx, ctx),
        since: await waitsSince(tx, ctx),
      }))
      if (!checked) return undefined
      const late = since !== undefined && ctx.now.getTime() - since.getTime() > PROOF_DAYS * DAY_MS
      return {
        share: open > 0 || late ? 0 : HALF,
        until: new Date(checked.checkedAt.getTime() + PROOF_DAYS * DAY_MS),
        evidence: {
          key: 'checklist.evidence.log_check',
          values: { state: open > 0 ? 'found' : late ? 'late' : 'holds', n: open },
        },
        ...(open > 0 && {
          page: CHECK_PAGE,
          undone: [{ key: FOUND, values: { n: open } }],
          acts: [
            {
              key: 'checklist.next.log_check',
              values: { n: open },
              rank: 'undone' as const,
              minutes: 10,
              page: CHECK_PAGE,
              permission: 'checklist.state' as const,
              brings: { step: 5, measured: late ? 0 : HALF },
              ends: FOUND,
            },
          ],
        }),
      }
    },
  },
]

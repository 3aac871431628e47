/** What Enamel itself sees of step 4: the last review, what it took away, who leaves, and whose account nobody uses. */
import { dayOf, daysBetween } from '../../pure/days/days.ts'
import { read } from '../../server/db/database.ts'
import type { EvidenceSource } from '../../server/feature.ts'
import { REVIEW_DAYS } from './contract.ts'
import { findClinic, readStanding } from './due-queries.ts'
import { NEAR_DAYS, REVIEW_PAGE } from './reminders.ts'
import { nextDue } from './service.ts'

const DAY_MS = 24 * 3_600_000
/** Names in a sentence, and how much of each: another system's may be anything, and the printed page holds ten steps. */
const NAMED = 3
const LETTERS = 60

function named(names: readonly string[]): string {
  const said = names.slice(0, NAMED).map((name) => [...name].slice(0, LETTERS).join(''))
  if (names.length > NAMED) said.push(`+${names.length - NAMED}`)
  return said.join(', ') || 'none'
}

/**
 * Half is a review that was closed within 92 days; a quarter that nothing it took away is still there and nobody who left
 * still has something; a quarter that no account stands unused. Without a review in date there is nothing.
 */
export const reviewEvidence: readonly EvidenceSource[] = [
  {
    step: 4,
    page: REVIEW_PAGE,
    async measure(ctx) {
      const { due, zone, standing } = await read(ctx, async (tx) => ({
        due: await nextDue(tx, ctx),
        zone: (await findClinic(tx, ctx)).zone,
        standing: await readStanding(tx, ctx, new Date(ctx.now.getTime() - REVIEW_DAYS * DAY_MS)),
      }))
      const { people, undecided, pending, lateLeavers, unused } = standing
      const today = dayOf(ctx.now, zone)
      const left = daysBetween(today, dayOf(due.dueAt, zone))
      const last = due.lastClosedAt
      const inDate = last !== undefined && left >= 0
      const carriedOut = pending.length === 0 && lateLeavers.length === 0
      const share = inDate ? 0.5 + (carriedOut ? 0.25 : 0) + (unused.length === 0 ? 0.25 : 0) : 0
      return {
        share,
        evidence: {
          key: 'checklist.evidence.staff_review',
          values: {
            state: last === undefined ? 'never' : 'closed',
            ago: last === undefined ? 0 : daysBetween(dayOf(last, zone), today),
            when: left < 0 ? 'late' : left <= NEAR_DAYS ? 'near' : 'far',
            left: Math.max(0, left),
            late: Math.max(0, -left),
            open: undecided === undefined ? 'no' : 'yes',
            undecided: undecided ?? 0,
            people,
            pending: named(pending),
            leavers: named(lateLeavers),
            unused: named(unused),
          },
        },
        ...(lateLeavers.length > 0
          ? { page: '/settings/staff/leavers' }
          : inDate && pending.length === 0 && undecided === undefined && unused.length > 0
            ? { page: '/settings/staff/people' }
            : {}),
      }
    },
  },
]

/** What Enamel itself sees of step 4: the last review, what it took away, who leaves, and whose account nobody uses. */
import { dayAfter, dayOf, daysBetween, startOfDay } from '../../pure/days/days.ts'
import { countedShare, type Gain } from '../../pure/score/score.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Act, EvidenceSource, Sentence } from '../../server/feature.ts'
import { getClinic } from '../people/service.ts'
import { REVIEW_DAYS } from './contract.ts'
import { readStanding } from './due-queries.ts'
import { MONTH_DAYS, NEAR_DAYS, REVIEW_PAGE } from './reminders.ts'
import { nextDue } from './service.ts'

const STEP = 4
const LEAVERS = 'checklist.undone.leavers'
const OVERDUE = 'checklist.undone.review'
const DAY_MS = 24 * 3_600_000
/** Names in a sentence, and how much of each: another system's may be anything, and the printed page holds ten steps. */
const NAMED = 3
const LETTERS = 60

function named(names: readonly string[]): string {
  const said = names.slice(0, NAMED).map((name) => [...name].slice(0, LETTERS).join(''))
  if (names.length > NAMED) said.push(`+${names.length - NAMED}`)
  return said.join(', ') || 'none'
}

/** Its quarters: half for the review itself, a quarter each for what it took away and for accounts that nobody uses. */
const shareOf = (closed: boolean, carriedOut: boolean, used: boolean) =>
  closed ? 0.5 + (carriedOut ? 0.25 : 0) + (used ? 0.25 : 0) : 0

/** The other steps as they are once these people have no account: they count people too. */
async function gainsWithout(ctx: Context, gone: ReadonlySet<string>): Promise<Gain[]> {
  const others = ctx.kernel.evidence.filter(({ step }) => step !== STEP)
  const found = await Promise.all(
    others.map(async (source) => ({ step: source.step, left: await source.measure(ctx, gone) })),
  )
  return found.flatMap(({ step, left }) =>
    left
      ? [{ step, measured: left.share, ...(left.stated && { stated: countedShare(left.stated, ctx.now) }) }]
      : [],
  )
}

/**
 * Half is a review that was closed; a quarter that nothing it took away is still there and nobody who left still has
 * something; a quarter that no account stands unused. Without any review there is nothing; 92 days after the last it fades.
 */
export const reviewEvidence: readonly EvidenceSource[] = [
  {
    step: STEP,
    page: REVIEW_PAGE,
    moves: ['review.', 'staff.', 'leaver.', 'invitation.', 'session.start', 'clinic.created'],
    async measure(ctx) {
      const { due, zone, standing } = await read(ctx, async (tx) => ({
        due: await nextDue(tx, ctx),
        zone: (await getClinic(tx, ctx)).zone,
        standing: await readStanding(tx, ctx, new Date(ctx.now.getTime() - REVIEW_DAYS * DAY_MS)),
      }))
      const { people, undecided, pending, lateLeavers, unused } = standing
      const unusedNames = named(unused.map(({ name }) => name))
      const today = dayOf(ctx.now, zone)
      const dueDay = dayOf(due.dueAt, zone)
      const left = daysBetween(today, dueDay)
      const last = due.lastClosedAt
      const closed = last !== undefined
      const carriedOut = pending.length === 0 && lateLeavers.length === 0
      const when = left < 0 ? 'late' : left <= NEAR_DAYS ? 'near' : 'far'
      const values = {
        state: closed ? 'closed' : 'never',
        ago: closed ? daysBetween(dayOf(last, zone), today) : 0,
        when,
        left: Math.max(0, left),
        late: Math.max(0, -left),
        open: undecided === undefined ? 'no' : 'yes',
        undecided: undecided ?? 0,
        people,
        pending: named(pending),
        leavers: named(lateLeavers),
        unused: unusedNames,
      }
      const acts: Act[] = []
      const undone: Sentence[] = []
      if (lateLeavers.length > 0) {
        undone.push({ key: LEAVERS, values: { names: named(lateLeavers) } })
        acts.push({
          ...actOf('leavers_late', { names: named(lateLeavers) }, 5, '/settings/staff/leavers'),
          brings: { step: STEP, measured: shareOf(closed, pending.length === 0, unused.length === 0) },
          ends: LEAVERS,
        })
      }
      if (pending.length > 0)
        acts.push({
          ...actOf('removals_pending', { names: named(pending) }, 5, REVIEW_PAGE),
          brings: { step: STEP, measured: shareOf(closed, lateLeavers.length === 0, unused.length === 0) },
        })
      if (left < -MONTH_DAYS) undone.push({ key: OVERDUE, values: { late: -left } })
      if (undecided !== undefined || when !== 'far')
        acts.push({
          // Ten minutes for ten people.
          ...actOf(
            'staff_review',
            { when, left: values.left, late: values.late, open: values.open },
            Math.max(5, people),
            REVIEW_PAGE,
          ),
          rank: left < -MONTH_DAYS ? 'undone' : 'gain',
          // It closes when all it took away is gone, and has looked at every account.
          brings: { step: STEP, measured: shareOf(true, lateLeavers.length === 0, true), renews: true },
          ends: OVERDUE,
        })
      else if (unused.length > 0)
        acts.push({
          ...actOf('unused_accounts', { names: unusedNames }, 2, '/settings/staff/people'),
          rank: 'gain',
          brings: [
            { step: STEP, measured: shareOf(closed, carriedOut, true) },
            ...(await gainsWithout(ctx, new Set(unused.map(({ personId }) => personId)))),
          ],
        })
      return {
        share: shareOf(closed, carriedOut, unused.length === 0),
        // The last day counts whole.
        ...(closed && { until: startOfDay(dayAfter(dueDay, 1), zone) }),
        evidence: { key: 'checklist.evidence.staff_review', values },
        undone,
        acts,
        ...(lateLeavers.length > 0
          ? { page: '/settings/staff/leavers' }
          : closed && left >= 0 && pending.length === 0 && undecided === undefined && unused.length > 0
            ? { page: '/settings/staff/people' }
            : {}),
      }
    },
  },
]

const actOf = (name: string, values: Act['values'], minutes: number, page: string): Act => ({
  key: `checklist.next.${name}`,
  values,
  rank: 'undone',
  minutes,
  page,
  permission: 'staff.manage',
})

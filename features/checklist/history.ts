/** Reading how the number moved: as a line over time, as the last change in one sentence, and since when each step is as it is. */
import type { z } from 'zod'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { latestChange, scoreChange } from '../../pure/contract/score-change.ts'
import { dayOf } from '../../pure/days/days.ts'
import type { Scored } from '../../pure/score/score.ts'
import type { Context } from '../../server/context.ts'
import { read, type Reader } from '../../server/db/database.ts'
import * as people from '../people/service.ts'
import type { getHistory } from './history-contract.ts'
import { findState, listChanges, listLatestOfSteps, type Moved } from './history-queries.ts'

type Change = z.infer<typeof scoreChange>
type Latest = z.infer<typeof latestChange>

const DAY_MS = 24 * 3_600_000
/** Rows of one answer: a clinic moves its number a few times a week. */
const MOST = 1000
/** What is longer ago is no news. */
const NEWS_DAYS = 30

export async function history(ctx: Context, days: number): Promise<Answer<typeof getHistory>> {
  const since = new Date(ctx.now.getTime() - days * DAY_MS)
  return read(ctx, async (tx) => {
    const state = await findState(tx, ctx)
    const newest = await listChanges(tx, ctx, { since, limit: MOST + 1 })
    // A moment is shown whole or not at all.
    const cut = newest.length > MOST ? newest.at(-1)?.at.getTime() : undefined
    const rows = newest.filter(({ at }) => at.getTime() !== cut).toReversed()
    const moments = [...Map.groupBy(rows, ({ at }) => at.getTime()).values()]
    const names = await namesOf(tx, rows)
    const [first] = moments
    const start = first
      ? (first[0]?.number ?? 0) - first.reduce((sum, { before, after }) => sum + after - before, 0)
      : await numberBefore(tx, ctx, since)
    const number = rows.at(-1)?.number ?? start
    const from = [since, state?.beganAt ?? ctx.now, ...(cut ? [rows[0]?.at ?? since] : [])].toSorted(
      (a, b) => b.getTime() - a.getTime(),
    )[0]
    return {
      now: ctx.now.toISOString(),
      beganAt: state?.beganAt.toISOString() ?? null,
      from: (from ?? since).toISOString(),
      start,
      number,
      moments: moments.map((moment) => ({
        at: (moment[0]?.at ?? ctx.now).toISOString(),
        number: moment[0]?.number ?? 0,
        changes: moment.toSorted((a, b) => a.line - b.line).map((row) => show(row, names)),
      })),
      more: cut !== undefined,
    }
  })
}

async function numberBefore(tx: Reader, ctx: Context, since: Date): Promise<number> {
  const last = await tx
    .selectFrom('score_change')
    .select('number')
    .where('clinic_id', '=', ctx.clinicId)
    .where('at', '<=', since)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.number ?? (await findState(tx, ctx))?.beganNumber ?? 0
}

async function namesOf(tx: Reader, rows: readonly Moved[]): Promise<ReadonlyMap<string, string>> {
  const ids = rows.flatMap(({ actor_kind, actor_id }) =>
    actor_kind === 'person' && actor_id ? [actor_id] : [],
  )
  return people.listNames(tx, [...new Set(ids)])
}

function show(row: Moved, names: ReadonlyMap<string, string>): Change {
  return {
    step: row.line,
    before: row.before,
    after: row.after,
    howBefore: row.how_before as Change['howBefore'],
    howAfter: row.how_after as Change['howAfter'],
    cause: row.cause,
    action: row.action,
    by: row.actor_kind
      ? {
          kind: row.actor_kind as NonNullable<Change['by']>['kind'],
          id: row.actor_id,
          name: (row.actor_id && names.get(row.actor_id)) || null,
        }
      : null,
  }
}

/** What is told of it on Home. */
export interface Story {
  /** Null: nothing moved lately, or what moved is not written down yet. */
  latest: Latest | null
  /** Since when a step is as it is now; null: from the beginning. */
  since(step: number, now: Pick<Scored, 'points' | 'how'>): string | null
}

/** `number`: as it is at this moment, which may be seconds ahead of what is written down. */
export async function story(ctx: Context, zone: string, number: number): Promise<Story> {
  return read(ctx, async (tx) => {
    const steps = await listLatestOfSteps(tx, ctx)
    const rows = await listChanges(tx, ctx, {
      since: new Date(ctx.now.getTime() - NEWS_DAYS * DAY_MS),
      limit: MOST,
    })
    return {
      latest: await latestOf(tx, rows, zone, number),
      since(step, now) {
        const last = steps.find(({ line }) => line === step)
        if (!last) return null
        // It moved just now: the look that writes it down is on its way.
        const stands = last.after === now.points && last.how_after === now.how
        return (stands ? last.at : ctx.now).toISOString()
      },
    }
  })
}

async function latestOf(
  tx: Reader,
  rows: readonly Moved[],
  zone: string,
  number: number,
): Promise<Latest | null> {
  const [newest] = rows
  if (newest?.number !== number) return null
  // Moments at which lines moved but the number did not are no news.
  const moments = [...Map.groupBy(rows, ({ at }) => at.getTime()).values()]
  const sum = (moment: readonly Moved[]) => moment.reduce((all, { before, after }) => all + after - before, 0)
  const moved = moments.find((moment) => sum(moment) !== 0)
  const at = moved?.[0]?.at
  if (!at) return null
  const day = dayOf(at, zone)
  const ofDay = moments.filter((moment) => moment[0] && dayOf(moment[0].at, zone) === day)
  const points = ofDay.reduce((all, moment) => all + sum(moment), 0)
  if (points === 0) return null
  const [weightiest] = ofDay
    .flat()
    .toSorted((a, b) => Math.sign(points) * (b.after - b.before - (a.after - a.before)))
  if (!weightiest) return null
  return { at: at.toISOString(), points, change: show(weightiest, await namesOf(tx, [weightiest])) }
}

/** Keeping times of one clinic: shown with why, and changed (decision 115). */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { KEEPING_KINDS, type KeepingKind, keepingRule } from '../../pure/law/keeping.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type getKeepingTimes, keepingTimesProblem, SHORTER_AFTER_DAYS } from './contract.ts'
import { showHolds } from './holds.ts'
import { findClinic, holdKeeping, listPeople, listTimes, type StoredTime, upsertTime } from './queries.ts'
import { showRedactions } from './redactions.ts'

const DAY_MS = 24 * 3_600_000

export function keepingTimes(ctx: Context): Promise<Answer<typeof getKeepingTimes>> {
  return read(ctx, async (tx) => {
    const { country, zone } = await findClinic(tx, ctx)
    const times = await listTimes(tx, ctx)
    return {
      country,
      kinds: KEEPING_KINDS.map((kind) => showKind(ctx, country, kind, times.get(kind))),
      holds: await showHolds(tx, ctx, zone),
      redactions: await showRedactions(tx, ctx),
      people: await listPeople(tx, ctx),
    }
  })
}

function showKind(ctx: Context, country: string, kind: KeepingKind, set: StoredTime | undefined) {
  const { usual, least, far, laws } = keepingRule(country, kind)
  const begun = !set || set.begins_at <= ctx.now
  return {
    kind,
    months: inForce(ctx, set) ?? usual,
    next: begun ? null : { months: set.months, from: set.begins_at.toISOString() },
    usual,
    least,
    far,
    laws: laws.map(({ atLeast: _, ...line }) => line),
    reason: set?.reason ?? '',
    changed: set ? { by: set.by, at: set.changed_at.toISOString() } : null,
    revision: set?.revision ?? 0,
  }
}

const inForce = (ctx: Context, set: StoredTime | undefined): number | undefined =>
  set && (set.begins_at <= ctx.now ? set.months : set.former_months)

/**
 * A longer time holds at once, a shorter one a week later: until then it can be taken back, and every Owner is told. Throws
 * `keeping_times.too_short`, `.too_short_by_law` with how long at least, `.far_longer`, `.changed_meanwhile`.
 */
export function setTime(
  ctx: Context,
  session: SessionView,
  wanted: { kind: KeepingKind; months: number; reason: string; longMeant: boolean; revision: number },
): Promise<{ revision: number; begins: string }> {
  const { kind, months, reason, longMeant, revision } = wanted
  return write(ctx, async (tx) => {
    await holdKeeping(tx, ctx)
    await sessions.hold(tx, ctx, session, 'keeping.manage')
    const { country } = await findClinic(tx, ctx)
    const { usual, least, far, asks } = keepingRule(country, kind)
    if (months < least)
      throw asks
        ? keepingTimesProblem('keeping_times.too_short_by_law', {
            values: { n: least, section: asks.section },
          })
        : keepingTimesProblem('keeping_times.too_short', { values: { n: least } })
    if (months > far && !longMeant)
      throw keepingTimesProblem('keeping_times.far_longer', { values: { n: far } })
    const set = (await listTimes(tx, ctx)).get(kind)
    if ((set?.revision ?? 0) !== revision) throw keepingTimesProblem('keeping_times.changed_meanwhile')
    const before = inForce(ctx, set) ?? usual
    const begins = months < before ? new Date(ctx.now.getTime() + SHORTER_AFTER_DAYS * DAY_MS) : ctx.now
    await upsertTime(tx, ctx, {
      kind,
      months,
      former_months: before,
      begins_at: begins,
      reason,
      person_id: session.personId,
    })
    if (months < before)
      await people.tellLoosened(tx, ctx, session, {
        page: 'menu.settings.security.keeping_times',
        says: (words) => [
          {
            what: words(`keeping.kind.${kind}`),
            before: words('keeping.months', { n: before }),
            now: words('keeping.months', { n: months }),
          },
        ],
      })
    return audited(
      {
        action: 'keeping_times.changed',
        category: 'config',
        target: { type: 'keeping_time' },
        personal: { kind, before: `${before} months`, after: `${months} months`, reason },
      },
      { revision: revision + 1, begins: begins.toISOString() },
    )
  })
}

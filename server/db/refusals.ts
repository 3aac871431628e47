/**
 * Repeats of one refusal within a minute become one event with a count: the first is written at once, the
 * rest are counted in `refusal_repeat` and written when the minute is over (a `due` row sees to it, so that a
 * crash loses nothing).
 */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { networkOf } from '../http/network.ts'
import { schedule } from '../jobs/schedule.ts'
import type { AuditEvent } from './events.ts'
import type { Writer } from './transaction.ts'

export const FLUSH_REPEATS = 'log.flush_repeats'
const WINDOW_MS = 60_000
const STUCK_MS = 10 * 60_000

/** What is needed to write the repeats' event later. */
export type KeptRefusal = Pick<Context, 'actor' | 'sessionId' | 'deviceId' | 'address' | 'agent'> & {
  event: AuditEvent
}

/** Counts a refusal; true when it is the first of its minute and is to be written itself. */
export async function countRepeat(tx: Writer, ctx: Context, event: AuditEvent): Promise<boolean> {
  const actor = event.actor ?? ctx.actor
  const what = [
    event.action,
    actor.kind,
    // One household has 2^64 addresses of IPv6: each would begin a minute of its own.
    actor.id ?? networkOf(ctx.address ?? ''),
    event.target?.type ?? '',
    event.target?.id ?? '',
    event.personal?.['route'] ?? '',
    event.personal?.['tried'] ?? '',
    event.personal?.['reason'] ?? '',
    event.personal?.['factor'] ?? '',
  ]
  const key = hash('sha256', JSON.stringify(what), 'base64url')
  const ends = new Date(ctx.now.getTime() + WINDOW_MS)
  const kept: KeptRefusal = {
    event,
    sessionId: ctx.sessionId,
    deviceId: ctx.deviceId,
    address: ctx.address,
    agent: ctx.agent,
    actor,
  }
  const { rows } = await sql<{ count: number; ends_at: Date }>`
    INSERT INTO refusal_repeat (clinic_id, key, ends_at, count, event) VALUES (${ctx.clinicId}, ${key}, ${ends}, 0, ${JSON.stringify(kept)}::jsonb)
    ON CONFLICT (clinic_id, key) DO UPDATE SET count = refusal_repeat.count + 1, last_at = ${ctx.now}
    RETURNING count, ends_at`.execute(tx)
  const row = rows[0]
  const isFirst = row?.count === 0
  // A minute that is long over was never flushed (its job failed for good): it is ordered again.
  if (!isFirst && row && row.ends_at.getTime() + STUCK_MS > ctx.now.getTime()) return false
  await schedule(tx, ctx, { kind: FLUSH_REPEATS, key, at: ends })
  return isFirst
}

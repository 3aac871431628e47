/**
 * Once a day: months of the log are made 13 ahead, mails whose job was lost are ordered again, counters and
 * questions that are over are swept. A day that was missed is made up for once.
 */
import { sql } from 'kysely'
import { type ClinicId, systemContext } from '../context.ts'
import { unaudited } from '../db/database.ts'
import type { Kernel } from '../kernel.ts'
import { schedule, scheduleOnce } from './schedule.ts'

export const HOUSEKEEPING = 'house.daily'
const DAY_MS = 24 * 3_600_000

/** Makes sure that a next run stands in the calendar; one that does is left alone. */
export async function scheduleHousekeeping(kernel: Kernel): Promise<void> {
  const ctx = systemContext(kernel)
  await unaudited(ctx, 'the calendar of the house itself', (tx) =>
    scheduleOnce(tx, ctx, { kind: HOUSEKEEPING, key: 'daily', at: ctx.now }),
  )
}

export async function keepHouse(kernel: Kernel, clinicId: ClinicId, key: string): Promise<void> {
  const ctx = systemContext(kernel, clinicId)
  const before = (days: number) => new Date(ctx.now.getTime() - days * DAY_MS)
  await unaudited(ctx, 'sweeps what is over and changes nothing that counts', async (tx) => {
    await sql`SELECT ensure_event_months(${ctx.now}, 14)`.execute(tx)
    await sql`SELECT door_order_lost_mail(${new Date(ctx.now.getTime() - 3_600_000)})`.execute(tx)
    // An account's counter is kept for 90 days of quiet, and for ever once it closed the way; a network's for one.
    await sql`DELETE FROM throttle WHERE (kind = 'network' OR failures < 100) AND coalesce(blocked_until, last_at) < ${ctx.now}
                 AND last_at < CASE kind WHEN 'network' THEN ${before(1)}::timestamptz ELSE ${before(90)}::timestamptz END`.execute(
      tx,
    )
    await sql`SELECT door_sweep_challenges(${ctx.now})`.execute(tx)
    await schedule(tx, ctx, { kind: HOUSEKEEPING, key, at: new Date(ctx.now.getTime() + DAY_MS) })
  })
}

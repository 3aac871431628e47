/** The log's own signs of life, and the word that it had to begin anew. */
import { type Context, systemContext } from '../../server/context.ts'
import { type Audited, audited, unaudited, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { DueWork } from '../../server/feature.ts'
import type { Kernel } from '../../server/kernel.ts'
import { DAILY, HEARTBEAT, REOPENED } from '../../server/seal/seal.ts'
import { tellOwners } from '../people/service.ts'
import { findNewestSeal, findState, isSaid, orderForAll, putDue, type State } from './queries.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Writes one event of the state of the log, and orders the next, in one transaction. Hours that were missed are left out.
 * A clinic that was closed is not told of any more.
 */
function repeat(
  everyMs: number,
  kind: string,
  say: (tx: Writer, ctx: Context, state: State) => Promise<AuditEvent['personal']>,
): DueWork {
  return async (kernel, clinicId, key, at) => {
    const ctx = systemContext(kernel, clinicId)
    const open = await unaudited(ctx, 'looks whether the clinic is still open', findStateOf(ctx))
    if (!open) return
    await write(ctx, async (tx): Promise<Audited<void>> => {
      const state = (await findState(tx, ctx)) ?? open
      const regular = at.getTime() + everyMs
      const next = new Date(regular > ctx.now.getTime() ? regular : ctx.now.getTime() + everyMs)
      await putDue(tx, ctx, { kind, key, at: next })
      return audited({ action: kind, category: 'platform', personal: await say(tx, ctx, state) })
    })
  }
}

const findStateOf = (ctx: Context) => (tx: Writer) => findState(tx, ctx)

export const beat = repeat(HOUR_MS, HEARTBEAT, async (_tx, _ctx, { events }) => ({ size: events }))

export const saySealed = repeat(DAY_MS, DAILY, async (tx, ctx, { log, events }) => {
  const seal = log === null ? undefined : await findNewestSeal(tx, ctx, log)
  return { size: seal?.size ?? events, ...(seal && { root: seal.root.toString('base64') }) }
})

/** `key`: the number of the log that was begun. Said once, also when this runs twice. */
export const sayReopened: DueWork = async (kernel, clinicId, key) => {
  const ctx = systemContext(kernel, clinicId)
  const state = await unaudited(ctx, 'looks whether it was said already', async (tx) => {
    const found = await findState(tx, ctx)
    if (!found?.openedAt || String(found.log) !== key) return undefined
    const { openedAt } = found
    return (await isSaid(tx, ctx, REOPENED, openedAt)) ? undefined : { ...found, openedAt }
  })
  if (!state) return
  await write(ctx, async (tx) => {
    const why = state.why ?? 'another'
    await tellOwners(tx, ctx, {
      template: 'log_reopened',
      cause: `log_reopened ${key}`,
      values: { why, log: key, at: state.openedAt.toISOString() },
    })
    return audited({
      action: REOPENED,
      category: 'platform',
      outcome: 'failed',
      personal: { log: key, why_reopened: why, continues: state.continues ?? undefined },
    })
  })
}

/** Once a day: whoever's log says nothing of itself is ordered to again. */
export async function orderMissing(kernel: Kernel): Promise<void> {
  const { now } = systemContext(kernel)
  const after = (ms: number) => new Date(now.getTime() + ms)
  await orderForAll({ kernel }, { kind: HEARTBEAT, key: 'hourly', at: after(HOUR_MS) })
  await orderForAll({ kernel }, { kind: DAILY, key: 'daily', at: after(DAY_MS) })
}

/** Around an export that leaves the house: on record before its first line, sealed as far as now, its checkpoint kept. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../../server/context.ts'
import { audited, read, unaudited, write } from '../../server/db/database.ts'
import { listLogs, newestCheckpoint } from './tree.ts'
import { findFirstWaiting, findLastWaiting } from './tree-queries.ts'
import { giveOut } from './witness.ts'

/** A running server seals twice a second. */
const STEP_MS = 100
const PATIENCE_MS = 2_500

/**
 * That whoever runs the server takes the log, or part of it, as a file; a checkpoint covers it when this returns. A server that
 * runs beside this command signs it at once (Feature.signedAtOnce); without one this command does.
 */
export async function recordExport(
  ctx: Context,
  range: { from?: Date | undefined; to?: Date | undefined } = {},
): Promise<void> {
  await write(ctx, () =>
    Promise.resolve(
      audited({
        action: 'log.exported',
        category: 'platform',
        target: { type: 'clinic', id: ctx.clinicId },
        personal: { from: range.from?.toISOString(), until: range.to?.toISOString() },
      }),
    ),
  )
  const last = await read(ctx, (tx) => findLastWaiting(tx, ctx))
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    const first = await read(ctx, (tx) => findFirstWaiting(tx, ctx))
    if (first === undefined || last === undefined || first > last) return
    await pause(STEP_MS)
  }
  await ctx.kernel.sealNow(ctx.clinicId)
}

/** The newest checkpoint of each log is in a file from now on: it is kept. `name`: in whose hands. */
export async function keepNewest(ctx: Context, name: string): Promise<void> {
  await unaudited(ctx, 'the event of the export stands already', async (tx) => {
    for (const log of await listLogs(tx, ctx)) {
      const newest = await newestCheckpoint(tx, ctx, log)
      if (newest) await giveOut(tx, ctx, newest, { kind: 'export', name })
    }
  })
}

/** Writes an export into a file that is whole or not there. */
import { open, rename, rm } from 'node:fs/promises'
import { exportLines } from '../../features/audit/export-lines.ts'
import { keepNewest, recordExport } from '../../features/audit/export.ts'
import { listLogs } from '../../features/audit/tree.ts'
import type { Context } from '../context.ts'
import { read } from '../db/database.ts'

/** How many entries there are, and the key of each log. Throws what the file system says. */
export async function writeExport(
  ctx: Context,
  file: string,
  range: { from?: Date | undefined; to?: Date | undefined },
): Promise<{ entries: number; keys: string[] }> {
  const whole = range.from === undefined && range.to === undefined
  const unfinished = `${file}.part`
  // Before anything is on record: a folder that is not there, or may not be written.
  const handle = await open(unfinished, 'w', 0o600)
  let entries = 0
  try {
    await recordExport(ctx, range)
    for await (const batch of exportLines(ctx, whole ? { kind: 'whole' } : { kind: 'between', ...range })) {
      await handle.write(batch.text)
      entries += batch.entries
    }
    await handle.sync()
    await handle.close()
    await rename(unfinished, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(unfinished, { force: true })
    throw error
  }
  await keepNewest(ctx, 'npx enamel audit export')
  const logs = await read(ctx, (tx) => listLogs(tx, ctx))
  return { entries, keys: logs.map(({ verifierKey }) => verifierKey) }
}

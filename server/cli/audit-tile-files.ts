/** Writes the files of a tiled log below a folder. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keepNewest, recordExport } from '../../features/audit/export.ts'
import { tileFiles } from '../../features/audit/tiles.ts'
import { listLogs } from '../../features/audit/tree.ts'
import type { Context } from '../context.ts'
import { read } from '../db/database.ts'

/** The log that goes on. `fault`: why nothing was written. */
export async function writeTiles(
  ctx: Context,
  folder: string,
): Promise<{ said: string; fault?: undefined } | { fault: string }> {
  const before = await readFile(join(folder, 'checkpoint'), 'utf8').catch(() => undefined)
  await mkdir(folder, { recursive: true })
  await recordExport(ctx)
  const log = (await read(ctx, (tx) => listLogs(tx, ctx))).find(({ closedAt }) => closedAt === null)
  if (!log) return { fault: 'This clinic’s log is still empty.' }
  if (before !== undefined && !before.startsWith(`${log.origin}\n`))
    return { fault: `${folder} holds another log. Name an empty folder.` }
  const made = await tileFiles(ctx, log, (path) => existsSync(join(folder, path)))
  if (!made)
    return { fault: 'No checkpoint of this log was signed yet. Start Enamel and try again in a minute.' }
  let [files, left] = [0, 0]
  for await (const { path, data } of made.files) {
    if (data === undefined) {
      left += 1
      continue
    }
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    // Whoever serves the folder meanwhile gives out whole files.
    await writeFile(`${file}.part`, data)
    await rename(`${file}.part`, file)
    files += 1
  }
  await keepNewest(ctx, 'npx enamel audit tiles')
  const bundles =
    left === 0 ? '' : ` ${left} bundles of entries were left out: an entry of each was erased or is too long.`
  return {
    said: `${folder}: ${made.checkpoint.size} entries, ${files} files written.${bundles}\nKey: ${log.verifierKey}`,
  }
}

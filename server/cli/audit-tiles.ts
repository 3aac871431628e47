/** `enamel audit tiles`: a clinic's log as static files for clients of tiled logs. */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const auditTiles: Command = {
  name: 'tiles',
  usage: 'audit tiles --clinic ID DIR',
  about: 'Writes a clinic’s log as tiles (C2SP tlog-tiles).',
  help: `Usage: npx enamel audit tiles --clinic ID DIR

Writes the newest checkpoint, the tiles of the tree and bundles of the sealed entries below DIR, as C2SP tlog-tiles names them.
Full tiles never change: those that are there already are left, so it may be run again. A bundle is left out where an entry of it
was erased or is over 64 KiB. The entries hold no names; their openings are not among the files.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { clinic: { type: 'string' } },
      allowPositionals: true,
    })
    const [folder] = positionals
    if (folder === undefined || positionals.length > 1) {
      console.error(auditTiles.help)
      return 2
    }
    const { withClinic } = await import('./audit-clinic.ts')
    const { writeTiles } = await import('./audit-tile-files.ts')
    return withClinic(auditTiles, values.clinic, async (ctx) => {
      const written = await writeTiles(ctx, folder)
      console[written.fault === undefined ? 'log' : 'error'](written.fault ?? written.said)
      return written.fault === undefined ? 0 : 3
    })
  },
}

/** `enamel audit export`: a clinic's log as JSON Lines. */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const auditExport: Command = {
  name: 'export',
  usage: 'audit export --clinic ID [--from TIME] [--to TIME] [--json] FILE.jsonl',
  about: 'Writes a clinic’s log, so that anybody can check it.',
  help: `Usage: npx enamel audit export --clinic ID [--from TIME] [--to TIME] [--json] FILE.jsonl

Writes the whole log of a clinic, or what happened in a time, as JSON Lines (docs/log-export.md): what was sealed, what opens it,
the signed checkpoints. It holds names and addresses. That it was exported is a line of the log itself, and the last of the file.
TIME is an instant such as 2026-11-01T00:00:00Z; --to is not included. A file that is there is replaced once the new one is whole.
The key is printed beside: whoever checks the file should have it from elsewhere. --json: {file, entries, keys}`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: {
        clinic: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    })
    const [file] = positionals
    const [from, to] = [values.from, values.to].map(instantOf)
    if (file === undefined || positionals.length > 1 || from === 'none' || to === 'none') {
      const said =
        from === 'none' || to === 'none'
          ? '--from and --to want an instant with its zone, such as 2026-11-01T00:00:00Z.\n\n'
          : ''
      console.error(`${said}${auditExport.help}`)
      return 2
    }
    const { withClinic } = await import('./audit-clinic.ts')
    const { writeExport } = await import('./audit-export-file.ts')
    return withClinic(auditExport, values.clinic, async (ctx) => {
      const { entries, keys } = await writeExport(ctx, file, { from, to })
      if (values.json) console.log(JSON.stringify({ file, entries, keys }))
      else
        console.log(
          `${file}: ${entries} entries. Keep the key apart from the file:\n${keys.join('\n')}\nCheck it with \`npx enamel audit verify ${file} --key KEY\`.`,
        )
      return 0
    })
  },
}

/** `none`: said, and no instant. */
function instantOf(text: string | undefined): Date | undefined | 'none' {
  if (text === undefined) return undefined
  const known = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)
  const time = known ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? 'none' : new Date(time)
}

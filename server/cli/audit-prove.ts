/** `enamel audit prove`: the proof of one entry. */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const auditProve: Command = {
  name: 'prove',
  usage: 'audit prove --clinic ID INDEX [FILE.tlog-proof]',
  about: 'Writes the proof that one entry is in a clinic’s log.',
  help: `Usage: npx enamel audit prove --clinic ID INDEX [FILE.tlog-proof]

Writes the proof of the entry with that number, counted from 0, into a file or to standard output: C2SP tlog-proof@v1, with the
entry and what opens it. \`npx enamel audit verify FILE\` checks it. That it was given out is a line of the log itself.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { clinic: { type: 'string' } },
      allowPositionals: true,
    })
    const { readSize } = await import('../../pure/merkle/size.ts')
    const [number = '', file] = positionals
    const index = readSize(number)
    if (index === undefined || positionals.length > 2) {
      console.error(auditProve.help)
      return 2
    }
    const { withClinic } = await import('./audit-clinic.ts')
    const { takeProofAt } = await import('../../features/audit/proofs.ts')
    const { catalogue } = await import('../../features/catalogue.ts')
    const { writeFile } = await import('node:fs/promises')
    const { Problem } = await import('../../pure/contract/problem.ts')
    return withClinic(auditProve, values.clinic, async (ctx) => {
      try {
        const { content } = await takeProofAt(ctx, index)
        if (file === undefined) process.stdout.write(content)
        else await writeFile(file, content, { mode: 0o600 })
        return 0
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        const said: Readonly<Record<string, string>> = catalogue
        console.error(
          error.code === 'audit.event_not_found'
            ? `The log has no entry ${index}.`
            : (said[`problem.${error.code}`] ?? error.code),
        )
        return 3
      }
    })
  },
}

/** `enamel audit check`: the live database against its own tree. */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const auditCheck: Command = {
  name: 'check',
  usage: 'audit check [--clinic ID] [--json]',
  about: 'Checks the log in the database against its own tree.',
  help: `Usage: npx enamel audit check [--clinic ID] [--json]

Reads the whole log of every clinic, or of one, and says what was changed, is missing or was added: events and their columns,
personal fields, numbers, the tree, checkpoints and their signatures. Works beside a running Enamel or without one, and
changes nothing. Some minutes for a million entries. Exit 0 when all of it holds, 1 when something was found.
--json: {clinics: [{clinicId, logs: [{log, origin, size}], rows, findings: [{problem, index, eventId, at, text}], more}]}.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { clinic: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    })
    if (positionals.length > 0) {
      console.error(auditCheck.help)
      return 2
    }
    const { checkLogs } = await import('../../features/audit-check/service.ts')
    const { withKernel } = await import('./with-kernel.ts')
    // A line as each log is through: a large one takes minutes.
    const say = (line: string) => console[values.json ? 'error' : 'log'](line)
    const checked = await withKernel('audit check', (kernel) =>
      checkLogs(kernel, values.clinic?.toLowerCase(), ({ clinicId, logs, rows, findings, more }) => {
        const entries = logs.reduce((sum, { size }) => sum + size, 0)
        const found = findings.length + more
        say(
          `${clinicId}: ${entries} entries, ${rows} rows, ${found === 0 ? 'all of it holds' : `${found} found`}`,
        )
        for (const { problem, text, eventId } of findings)
          say(`  ${problem}: ${text}${eventId === undefined ? '' : ` Event ${eventId}.`}`)
        if (more > 0) say(`  and ${more} more`)
      }),
    )
    if (checked === undefined) {
      console.error(
        `There is no clinic ${values.clinic} here. --clinic takes an id as “audit check” prints it.`,
      )
      return 2
    }
    if (values.json) console.log(JSON.stringify({ clinics: checked }))
    return checked.every(({ findings }) => findings.length === 0) ? 0 : 1
  },
}

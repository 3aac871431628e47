/** `enamel audit …`: one line here for each thing that can be done with the log. */
import { auditCheck } from './audit-check.ts'
import { auditExport } from './audit-export.ts'
import { auditProve } from './audit-prove.ts'
import { auditTiles } from './audit-tiles.ts'
import { auditVerify } from './audit-verify.ts'
import type { Command } from './command.ts'

/** Each is named by its second word. */
const SUBCOMMANDS: readonly Command[] = [auditCheck, auditExport, auditProve, auditTiles, auditVerify]

export const audit: Command = {
  name: 'audit',
  usage: `audit ${SUBCOMMANDS.map(({ name }) => name).join('|')} …`,
  about: 'The sealed log: what proves it, and whether it holds.',
  help: SUBCOMMANDS.map(({ help }) => help).join('\n\n'),
  async run([name, ...args]) {
    const command = SUBCOMMANDS.find((known) => known.name === name)
    if (command) return command.run(args)
    console.error(audit.help)
    return 2
  },
}

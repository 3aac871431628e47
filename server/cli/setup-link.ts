import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const setupLink: Command = {
  name: 'setup-link',
  usage: 'setup-link [--json]',
  about: 'Prints a new one-time link for the first run; the one before stops working.',
  help: `Usage: npx enamel setup-link [--json]

Prints ORIGIN/setup#TOKEN. The link works once, for 24 hours, and only until there is an Owner.
Exit 1 when Enamel is set up already. --json: {link}, null when it is set up.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
    const { newSetupLink } = await import('../../features/clinics/first-run.ts')
    const { systemContext } = await import('../context.ts')
    const { withKernel } = await import('./with-kernel.ts')
    const link = await withKernel('setup-link', (kernel) => newSetupLink(systemContext(kernel), true))
    if (values.json) console.log(JSON.stringify({ link: link ?? null }))
    else if (link) console.log(`Set up: ${link}`)
    if (!link) console.error('Enamel is set up already: its Owner signs in at its address.')
    return link ? 0 : 1
  },
}

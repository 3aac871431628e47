import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const owner: Command = {
  name: 'owner',
  usage: 'owner recover EMAIL [--json]',
  about: 'Prints a one-time link for an Owner who cannot get in any more.',
  help: `Usage: npx enamel owner recover EMAIL [--json]

Prints ORIGIN/recover#TOKEN for the Owner who signs in with EMAIL. The link works once, for one hour; a newer one
ends it. Whoever opens it chooses a new password; authenticator app, passkeys and backup codes are removed, and
every session ends. The log has it, and a mail to every Owner of the clinic says so. Give it to that person only.
Exit 1 when no active Owner has this address. --json: {link, name, endsAt}, all null when there is none.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [what, address] = positionals
    if (what !== 'recover' || address === undefined || positionals.length > 2) {
      console.error(owner.help)
      return 2
    }
    const { newRecoveryLink } = await import('../../features/recovery/service.ts')
    const { systemContext } = await import('../context.ts')
    const { withKernel } = await import('./with-kernel.ts')
    const made = await withKernel('owner', (kernel) => newRecoveryLink(systemContext(kernel), address.trim()))
    if (values.json) {
      const { link = null, name = null, endsAt = null } = made ?? {}
      console.log(JSON.stringify({ link, name, endsAt }))
    } else if (made) console.log(`Recover: ${made.link}`)
    if (made) {
      console.error(`For ${made.name} alone. It works once, for one hour. A mail to every Owner says so.`)
    } else {
      console.error(`No active Owner signs in with ${address}. Check the address, or name another Owner.`)
    }
    return made ? 0 : 1
  },
}

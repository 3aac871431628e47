import { parseArgs } from 'node:util'
import { readConfig } from '../config/config.ts'
import { StartError } from '../db/embedded/start-error.ts'
import { createKeys } from '../keys.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate [--print-roles]',
  about: 'Brings the database up to date; the start does the same.',
  help: `Usage: npx enamel migrate [--print-roles]

Applies what is new in migrations/ and stops. --print-roles prints the SQL that creates the two serving roles of
a database of your own (DATABASE_URL), for when the owner may not create roles.`,
  async run(args) {
    const { values } = parseArgs({ args, options: { 'print-roles': { type: 'boolean' } } })
    if (values['print-roles']) {
      const config = readConfig(process.env)
      if (!config.databaseUrl || !config.serverKey)
        throw new StartError(
          '--print-roles is for a database of your own: set DATABASE_URL and ENAMEL_KEY. The embedded one makes its roles itself.',
        )
      const { connectionsByUrl, rolesSql } = await import('../db/roles.ts')
      const keys = createKeys(config.serverKey)
      const statements = rolesSql(connectionsByUrl(config.databaseUrl, keys), keys)
      console.log(statements.map((statement) => `${statement};`).join('\n'))
      return 0
    }
    const { withKernel } = await import('./with-kernel.ts')
    await withKernel('migrate', async () => undefined)
    console.log('The database is up to date.')
    return 0
  },
}

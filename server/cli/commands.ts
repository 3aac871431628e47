/** All commands: chooses the one that is asked for, and says why it could not be carried out. */
import { ConfigError } from '../config/config.ts'
import { StartError } from '../db/embedded/start-error.ts'
import { audit } from './audit.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { migrateCommand } from './migrate.ts'
import { owner } from './owner.ts'
import { passwords } from './passwords.ts'
import { seed } from './seed.ts'
import { setupLink } from './setup-link.ts'
import { startCommand } from './start.ts'

const COMMANDS: readonly Command[] = [
  startCommand,
  migrateCommand,
  doctor,
  setupLink,
  owner,
  passwords,
  audit,
  seed,
]

/** The exit code. Throws nothing: a fault of the program is printed as it is and gives 3. */
export async function runCommand([name, ...args]: string[]): Promise<number> {
  const command = COMMANDS.find((known) => known.name === name)
  if (!command) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help'
    if (asked) console.log(overview())
    else console.error(`There is no command “${name}”.\n\n${overview()}`)
    return asked ? 0 : 2
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help)
    return 0
  }
  try {
    return await command.run(args)
  } catch (error) {
    if (error instanceof StartError || error instanceof ConfigError) {
      console.error(error.message)
      return 3
    }
    // util.parseArgs
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
      console.error(`${(error as Error).message}\n\n${command.help}`)
      return 2
    }
    console.error(error)
    return 3
  }
}

function overview(): string {
  const widest = Math.max(...COMMANDS.map((command) => command.usage.length))
  const lines = COMMANDS.map((command) => `  ${command.usage.padEnd(widest)}  ${command.about}`)
  return `Usage: npx enamel <command>\n\n${lines.join('\n')}\n\nnpx enamel <command> --help says more.`
}

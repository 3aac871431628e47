/**
 * `enamel <command>`. Exit 0 fine, 1 something found, 2 wrong use, 3 could not. With `--json` one document on
 * standard output and words on standard error.
 */
import { ConfigError } from '../config.ts'
import { StartError } from '../db/embedded/start-error.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { migrateCommand } from './migrate.ts'
import { seed } from './seed.ts'
import { setupLink } from './setup-link.ts'
import { startCommand } from './start.ts'

const COMMANDS: readonly Command[] = [startCommand, migrateCommand, doctor, setupLink, seed]
const NEEDS_NODE = 24

async function main(args: string[]): Promise<number> {
  if (Number(process.versions.node.split('.', 1)[0]) < NEEDS_NODE) {
    console.error(
      `Enamel runs on the Node ${NEEDS_NODE} that npm installed beside it, not on ${process.version}. Run \`npm ci\` in its folder, then \`npm start\` or \`npx enamel\`.`,
    )
    return 3
  }
  const [name, ...rest] = args
  const command = COMMANDS.find((known) => known.name === name)
  if (!command) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help'
    ;(asked ? console.log : console.error)(
      asked ? overview() : `There is no command “${name}”.\n\n${overview()}`,
    )
    return asked ? 0 : 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help)
    return 0
  }
  try {
    return await command.run(rest)
  } catch (error) {
    if (error instanceof StartError || error instanceof ConfigError) {
      console.error(error.message)
      return 3
    }
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
  return `Usage: npx enamel <command>\n\n${COMMANDS.map((command) => `  ${command.usage.padEnd(widest)}  ${command.about}`).join('\n')}\n\nnpx enamel <command> --help says more.`
}

process.exitCode = await main(process.argv.slice(2))

import { parseArgs } from 'node:util'
import { SETTINGS } from '../config/settings.ts'
import type { Command } from './command.ts'

const width = Math.max(...Object.keys(SETTINGS).map((name) => name.length))
const settings = Object.entries(SETTINGS).map(
  ([name, setting]) =>
    `  ${name.padEnd(width)}  ${setting.about}${setting.default ? ` Default ${setting.default}.` : ''}`,
)

export const startCommand: Command = {
  name: 'start',
  usage: 'start',
  about: 'Starts Enamel and keeps running until Ctrl-C or SIGTERM.',
  help: `Usage: npx enamel start   (the same as npm start)

Starts the database, brings it up to date, builds the web pages when they are missing or old, and serves.
Prints the address, and the one-time set-up link while there is no Owner.

Environment, each also as NAME_FILE:
${settings.join('\n')}`,
  async run(args) {
    parseArgs({ args, options: {} })
    const { start } = await import('../start.ts')
    await start((line) => console.log(line))
    return 0
  },
}

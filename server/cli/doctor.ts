/** Looks over data folder, database, clock, keys and address, and says in a sentence what to do about each finding. */
import { parseArgs } from 'node:util'
import { readConfig } from '../config/config.ts'
import type { Command } from './command.ts'
import type { Check } from './examine.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  about: 'Looks over data folder, database, clock, keys and the address that is set.',
  help: `Usage: npx enamel doctor [--json]

Works beside a running Enamel or without one; while it runs, its address is opened as a browser would. Run it with
the settings of the server. Exit 0 when all is well, 1 when something was found.
--json: {checks: [{area, verdict: pass|warn|fail, text}]}`,
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
    const config = readConfig(process.env)
    const { examine } = await import('./examine.ts')
    const checks = await examine(config)
    if (values.json) console.log(JSON.stringify({ checks }))
    else for (const check of checks) console.log(lineOf(check))
    return checks.every((check) => check.verdict === 'pass') ? 0 : 1
  },
}

const MARKS = { pass: 'ok  ', warn: 'look', fail: 'bad ' }
const lineOf = ({ area, verdict, text }: Check) => `${MARKS[verdict]}  ${area}: ${text}`

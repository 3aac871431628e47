/** Looks over data folder, database, clock and keys, and says in a sentence what to do about each finding. */
import { accessSync, constants, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { checkRoles, checkServer } from '../db/check.ts'
import { openConnections } from '../db/open.ts'
import { createClock } from '../outside/clock.ts'
import type { Command } from './command.ts'

interface Check {
  area: 'data folder' | 'database' | 'clock' | 'keys'
  verdict: 'pass' | 'warn' | 'fail'
  text: string
}

const LEAST_FREE_BYTES = 1024 ** 3
/** Earlier than the program itself: the clock of this computer was never set. */
const EARLIEST = Date.UTC(2026, 10, 1)

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  about: 'Looks over data folder, database, clock and keys.',
  help: `Usage: npx enamel doctor [--json]

Works beside a running Enamel or without one. Exit 0 when all is well, 1 when something was found.
--json: {checks: [{area, verdict: pass|warn|fail, text}]}`,
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
    const checks = await examine()
    if (values.json) console.log(JSON.stringify({ checks }))
    else
      for (const check of checks)
        console.log(
          `${{ pass: 'ok  ', warn: 'look', fail: 'bad ' }[check.verdict]}  ${check.area}: ${check.text}`,
        )
    return checks.every((check) => check.verdict === 'pass') ? 0 : 1
  },
}

async function examine(): Promise<Check[]> {
  const config = readConfig(process.env)
  const now = createClock().now()
  const checks: Check[] = []
  const open = await openConnections(config, { kind: 'command', name: 'doctor' })
  try {
    checks.push(...folderChecks(config.dataFolder))
    const findings = [
      ...(await checkServer(open.connections.owner, now)),
      ...(await checkRoles(open.connections, open.names)),
    ]
    checks.push(
      ...findings.map((finding): Check => ({
        area: 'database',
        verdict: finding.level === 'stop' ? 'fail' : 'warn',
        text: finding.text,
      })),
    )
    if (findings.length === 0)
      checks.push({
        area: 'database',
        verdict: 'pass',
        text: `answers, flushes to disk, roles are as they should be (${config.databaseUrl ? 'your own server' : 'embedded'})`,
      })
    checks.push(
      now.getTime() < EARLIEST
        ? {
            area: 'clock',
            verdict: 'fail',
            text: `This computer says it is ${now.toISOString()}. Authenticator codes will not match: switch time synchronisation on (timedatectl set-ntp true).`,
          }
        : {
            area: 'clock',
            verdict: 'pass',
            text: `${now.toISOString()}; compare it with a watch, authenticator codes depend on it`,
          },
      keyCheck(config.dataFolder, config.serverKey !== undefined, open.keys.fingerprint),
    )
  } finally {
    await open.close()
  }
  return checks
}

function folderChecks(folder: string): Check[] {
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    return [{ area: 'data folder', verdict: 'fail', text: `${folder} cannot be written to by this user.` }]
  }
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const gigabytes = (free / 1024 ** 3).toFixed(1)
  return [
    free < LEAST_FREE_BYTES
      ? {
          area: 'data folder',
          verdict: 'warn',
          text: `Only ${gigabytes} GB are free on the disk of ${folder}. Free some space: a full disk stops all changes.`,
        }
      : { area: 'data folder', verdict: 'pass', text: `${folder}, ${gigabytes} GB free` },
  ]
}

function keyCheck(folder: string, given: boolean, fingerprint: string): Check {
  const shown = `fingerprint ${fingerprint.slice(0, 8)}`
  if (given) return { area: 'keys', verdict: 'pass', text: `given by ENAMEL_KEY, ${shown}` }
  const mode = statSync(join(folder, 'server.key')).mode & 0o777
  return mode === 0o600
    ? {
        area: 'keys',
        verdict: 'pass',
        text: `server.key in the data folder, readable by its owner only, ${shown}. Keep a copy outside this computer.`,
      }
    : {
        area: 'keys',
        verdict: 'fail',
        text: `server.key may be read by others (mode ${mode.toString(8)}). Run: chmod 600 ${join(folder, 'server.key')}`,
      }
}

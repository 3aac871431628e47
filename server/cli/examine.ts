/** What the doctor looks at: data folder, database, clock, keys and address, each with a sentence about what to do. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { checkRoles, checkServer, type Finding } from '../db/check.ts'
import { StartError } from '../db/embedded/start-error.ts'
import { type OpenConnections, openConnections } from '../db/open.ts'
import { storedFingerprint, storedPasskeyName } from '../db/prepare.ts'
import { chooseRpId } from '../relying-party.ts'
import { examineAddress } from './examine-address.ts'
import { examineLog } from './examine-log.ts'
import { createClock } from '../outside/clock.ts'

export interface Check {
  area:
    | 'data folder'
    | 'database'
    | 'log'
    | 'clock'
    | 'keys'
    | 'address'
    | 'certificate'
    | 'proxy'
    | 'passkeys'
  verdict: 'pass' | 'warn' | 'fail'
  text: string
}

const LEAST_FREE_BYTES = 1024 ** 3
/** Earlier than the program itself: the clock of this computer was never set. */
const EARLIEST = Date.UTC(2026, 10, 1)

/** Works beside a running Enamel or without one. Throws nothing that it can tell as a finding. */
export async function examine(config: Config): Promise<Check[]> {
  const now = createClock().now()
  const key = { ...(config.serverKey ? undefined : { file: join(config.dataFolder, 'server.key') }) }
  // Looked at first: whoever reads the key closes its file.
  const keyMode = key.file && existsSync(key.file) ? statSync(key.file).mode & 0o777 : undefined
  let open: OpenConnections
  try {
    open = await openConnections(config, { kind: 'command', name: 'doctor' })
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    return [
      checkFolder(config.dataFolder),
      failure('database', error),
      checkClock(now),
      ...(await examineAddress(config, undefined, now)),
    ]
  }
  try {
    return [
      checkFolder(config.dataFolder),
      ...(await checkDatabase(open, now)),
      ...(await examineLog(open.connections, open.names, now).catch(() => [])),
      checkClock(now),
      await checkKey(open, key.file, keyMode),
      ...(await examineAddress(config, open.keys, now)),
      ...(await checkPasskeys(open, config)),
    ]
  } finally {
    await open.close()
  }
}

const failure = (area: Check['area'], { message }: Error): Check => ({ area, verdict: 'fail', text: message })

function checkFolder(folder: string): Check {
  const area = 'data folder'
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    return { area, verdict: 'fail', text: `${folder} cannot be written to by this user.` }
  }
  const { bavail, bsize } = statfsSync(folder)
  const gigabytes = ((bavail * bsize) / 1024 ** 3).toFixed(1)
  return bavail * bsize < LEAST_FREE_BYTES
    ? {
        area,
        verdict: 'warn',
        text: `Only ${gigabytes} GB are free on the disk of ${folder}. Free some space: a full disk stops all changes.`,
      }
    : { area, verdict: 'pass', text: `${folder}, ${gigabytes} GB free` }
}

async function checkDatabase(open: OpenConnections, now: Date): Promise<Check[]> {
  const area = 'database'
  try {
    const { version, findings } = await checkServer(open.connections.owner, now)
    findings.push(...(await checkRoles(open.connections, open.names)))
    if (findings.length > 0) return findings.map(asCheck)
    const whose = open.ownServer ? 'your own server' : 'embedded'
    return [
      {
        area,
        verdict: 'pass',
        text: `PostgreSQL ${version} (${whose}) answers, flushes to disk, and its roles are as they should be`,
      },
    ]
  } catch (error) {
    if (error instanceof StartError) return [failure(area, error)]
    throw error
  }
}

const asCheck = ({ level, text }: Finding): Check => ({
  area: 'database',
  verdict: level === 'stop' ? 'fail' : 'warn',
  text,
})

function checkClock(now: Date): Check {
  const shown = `${now.toISOString().slice(0, 19)}Z`
  return now.getTime() < EARLIEST
    ? {
        area: 'clock',
        verdict: 'fail',
        text: `This computer says it is ${shown}. Authenticator codes will not match: switch time synchronisation on (timedatectl set-ntp true).`,
      }
    : {
        area: 'clock',
        verdict: 'pass',
        text: `${shown}; compare it with a watch, authenticator codes depend on it`,
      }
}

/** The name that passkeys hang on, against the one that is set. */
async function checkPasskeys(open: OpenConnections, config: Config): Promise<Check[]> {
  const stored = await storedPasskeyName(open.connections.owner).catch(() => undefined)
  if (!stored) return []
  const { rpId, note } = chooseRpId(config, stored.kept, stored.made)
  const made = stored.made === 1 ? '1 is made' : `${stored.made} are made`
  return [
    note === undefined
      ? { area: 'passkeys', verdict: 'pass', text: `made under ${rpId}; ${made}` }
      : { area: 'passkeys', verdict: 'warn', text: note },
  ]
}

/** `file` is undefined when the key is given by ENAMEL_KEY, `mode` when the file was made just now. */
async function checkKey(
  open: OpenConnections,
  file: string | undefined,
  mode: number | undefined,
): Promise<Check> {
  const area = 'keys'
  const { fingerprint } = open.keys
  const shown = `fingerprint ${fingerprint.slice(0, 8)}`
  const stored = await storedFingerprint(open.connections.owner).catch(() => undefined)
  if (stored !== undefined && stored !== fingerprint) {
    return {
      area,
      verdict: 'fail',
      text: `The database was made with another key (${stored.slice(0, 8)}) than this one (${shown}). Set ENAMEL_KEY to that key, or put server.key back from your copy.`,
    }
  }
  if (file === undefined) return { area, verdict: 'pass', text: `given by ENAMEL_KEY, ${shown}` }
  if (mode !== undefined && (mode & 0o077) !== 0) {
    return {
      area,
      verdict: 'warn',
      text: `${file} could be read by others (mode ${mode.toString(8)}); it was closed to them now. If others use this computer, treat the key as known.`,
    }
  }
  return {
    area,
    verdict: 'pass',
    text: `server.key in the data folder, readable by its owner only, ${shown}. Keep a copy outside this computer.`,
  }
}
